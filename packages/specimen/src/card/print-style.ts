import { KartuError } from '@kartu/core'
import type { MeasureRanges } from './card-measures.ts'
import type { CardFont, FontFace } from './fonts.ts'

/** Line artwork of a card's ground; one drawing each in `card-background.ts`. */
export type BackgroundName = 'waves' | 'mesh' | 'rosettes' | 'strata' | 'arcs' | 'hatch' | 'twilight'

/** The word across the card. Its opacities are the same for every style: no style is less of a specimen than another. */
interface Watermark {
  readonly underColor: string
  readonly overColor: string
  /** The small words along the edges. */
  readonly legendColor: string
  /** Counter-clockwise. */
  readonly riseDegrees: number
  /** Middle of the word, fractions of the card's width and height. */
  readonly x: number
  readonly y: number
}

/** One printer's way of making cards. */
export interface PrintStyle {
  readonly name: string
  /** Readers are trained on lines like those of `fit` styles; they never see a font or background of an `evaluate` style. */
  readonly split: 'fit' | 'evaluate'
  readonly fonts: Readonly<Record<CardFont, FontFace>>
  readonly background: BackgroundName
  /** Ground of a citizen's card. A foreigner's is orange whatever the style. */
  readonly tint: {
    readonly hueDegrees: number
    readonly saturation: number
    readonly lightness: number
  }
  readonly watermark: Watermark
  /** `varied` texts wrap, abbreviate and name the whole country; `usual` ones are the first specimens' short lists. */
  readonly texts: 'usual' | 'varied'
  readonly measures: MeasureRanges
}

/** The style of every card whose maker asks for none. */
export const USUAL_STYLE = 'arimo'

const ARIMO_FONTS: PrintStyle['fonts'] = {
  body: { file: 'Arimo-Regular.ttf', family: 'Arimo', weight: 400, capEm: 0.716 },
  bold: { file: 'Arimo-Bold.ttf', family: 'Arimo', weight: 700, capEm: 0.716 },
  // OCR-A's digits are a little taller, but the first specimens are centred like this and stay as they are.
  ocr: { file: 'OCRA.ttf', family: 'OCRA', weight: 500, capEm: 0.716 },
}

const HEROS_FONTS: PrintStyle['fonts'] = {
  body: { file: 'texgyreheros-regular.otf', family: 'TeX Gyre Heros', weight: 400, capEm: 0.729 },
  bold: { file: 'texgyreheros-bold.otf', family: 'TeX Gyre Heros', weight: 700, capEm: 0.729 },
  ocr: { file: 'KartuStrokeDigits.otf', family: 'Kartu Stroke Digits', weight: 500, capEm: 0.7 },
}

/** Ranges of `measures` lie within what public measurements of the layout disagree by (about 1 % of the height). */
export const PRINT_STYLES: readonly PrintStyle[] = [
  {
    name: USUAL_STYLE,
    split: 'fit',
    fonts: ARIMO_FONTS,
    background: 'waves',
    tint: { hueDegrees: 195, saturation: 0.46, lightness: 0.83 },
    watermark: {
      underColor: '#d8436b',
      overColor: '#c02858',
      legendColor: '#a3244c',
      riseDegrees: 27,
      x: 0.5,
      y: 0.5,
    },
    texts: 'usual',
    measures: {},
  },
  {
    name: 'arimo-mesh',
    split: 'fit',
    fonts: ARIMO_FONTS,
    background: 'mesh',
    tint: { hueDegrees: 201, saturation: 0.42, lightness: 0.85 },
    watermark: {
      underColor: '#b8368a',
      overColor: '#9c2474',
      legendColor: '#80185e',
      riseDegrees: 24,
      x: 0.5,
      y: 0.52,
    },
    texts: 'varied',
    measures: {
      provinceY: [0.066, 0.073],
      regencyY: [0.126, 0.133],
      nikY: [0.237, 0.243],
      nikEm: [0.058, 0.06],
      nikColonX: [0.206, 0.215],
      nikValueX: [0.23, 0.239],
      bodyTopY: [0.297, 0.303],
      bodyPitch: [0.0432, 0.0439],
      bodyEm: [0.0324, 0.0332],
      labelX: [0.042, 0.05],
      indentedLabelX: [0.07, 0.08],
      colonX: [0.29, 0.298],
      valueX: [0.306, 0.314],
      valueRightX: [0.668, 0.674],
      photoX0: [0.69, 0.7],
      photoX1: [0.908, 0.92],
      photoY0: [0.208, 0.222],
      photoY1: [0.636, 0.65],
      issueX: [0.798, 0.81],
      issueLeftX: [0.676, 0.676],
      issuePlaceY: [0.682, 0.694],
      issueDateY: [0.72, 0.732],
      signatureX: [0.72, 0.74],
      signatureY: [0.81, 0.835],
    },
  },
  {
    name: 'arimo-rosettes',
    split: 'fit',
    fonts: ARIMO_FONTS,
    background: 'rosettes',
    tint: { hueDegrees: 188, saturation: 0.38, lightness: 0.86 },
    watermark: {
      underColor: '#c23a3a',
      overColor: '#a62a2a',
      legendColor: '#8a1e1e',
      riseDegrees: 29,
      x: 0.51,
      y: 0.49,
    },
    texts: 'varied',
    measures: {
      provinceY: [0.063, 0.07],
      regencyY: [0.122, 0.13],
      nikY: [0.236, 0.246],
      nikEm: [0.059, 0.061],
      nikColonX: [0.206, 0.212],
      nikValueX: [0.231, 0.236],
      bodyTopY: [0.295, 0.304],
      bodyPitch: [0.0432, 0.0438],
      labelX: [0.045, 0.054],
      indentedLabelX: [0.045, 0.054],
      colonX: [0.286, 0.295],
      valueX: [0.303, 0.311],
      valueRightX: [0.668, 0.674],
      photoX0: [0.693, 0.705],
      photoX1: [0.9, 0.913],
      photoY0: [0.214, 0.23],
      photoY1: [0.63, 0.645],
      issueX: [0.79, 0.805],
      issueLeftX: [0.676, 0.676],
      issuePlaceY: [0.668, 0.685],
      issueDateY: [0.705, 0.722],
      signatureX: [0.715, 0.745],
      signatureY: [0.79, 0.82],
    },
  },
  {
    name: 'arimo-strata',
    split: 'fit',
    fonts: ARIMO_FONTS,
    background: 'strata',
    tint: { hueDegrees: 214, saturation: 0.48, lightness: 0.84 },
    watermark: {
      underColor: '#4a3fc4',
      overColor: '#382ea6',
      legendColor: '#2a2288',
      riseDegrees: 26,
      x: 0.49,
      y: 0.51,
    },
    texts: 'varied',
    measures: {
      provinceY: [0.068, 0.077],
      regencyY: [0.128, 0.138],
      headerEm: [0.048, 0.051],
      nikY: [0.234, 0.242],
      nikEm: [0.058, 0.06],
      nikLabelEm: [0.043, 0.048],
      nikColonX: [0.21, 0.218],
      nikValueX: [0.234, 0.242],
      bodyTopY: [0.294, 0.301],
      bodyPitch: [0.0431, 0.0437],
      bodyEm: [0.0322, 0.033],
      labelX: [0.048, 0.056],
      indentedLabelX: [0.078, 0.088],
      colonX: [0.293, 0.3],
      valueX: [0.31, 0.316],
      valueRightX: [0.668, 0.674],
      photoX0: [0.695, 0.705],
      photoX1: [0.905, 0.918],
      photoY0: [0.206, 0.22],
      photoY1: [0.632, 0.648],
      issueX: [0.795, 0.81],
      issueLeftX: [0.676, 0.676],
      issuePlaceY: [0.68, 0.69],
      issueDateY: [0.716, 0.728],
      signatureX: [0.72, 0.75],
      signatureY: [0.8, 0.83],
    },
  },
  {
    name: 'heros-arcs',
    split: 'evaluate',
    fonts: HEROS_FONTS,
    background: 'arcs',
    tint: { hueDegrees: 209, saturation: 0.4, lightness: 0.87 },
    watermark: {
      underColor: '#7431be',
      overColor: '#6220a8',
      legendColor: '#52188e',
      riseDegrees: 31,
      x: 0.5,
      y: 0.53,
    },
    texts: 'varied',
    measures: {
      provinceY: [0.062, 0.068],
      regencyY: [0.121, 0.128],
      headerEm: [0.049, 0.052],
      nikY: [0.241, 0.249],
      nikEm: [0.062, 0.065],
      nikColonX: [0.205, 0.215],
      nikValueX: [0.23, 0.238],
      bodyTopY: [0.301, 0.308],
      bodyPitch: [0.0432, 0.0438],
      bodyEm: [0.032, 0.033],
      labelX: [0.04, 0.048],
      indentedLabelX: [0.068, 0.078],
      colonX: [0.279, 0.287],
      valueX: [0.297, 0.303],
      valueRightX: [0.668, 0.674],
      bloodLabelX: [0.5, 0.508],
      bloodColonX: [0.615, 0.62],
      bloodValueX: [0.63, 0.637],
      photoX0: [0.69, 0.7],
      photoX1: [0.9, 0.92],
      photoY0: [0.22, 0.235],
      photoY1: [0.628, 0.642],
      issueX: [0.792, 0.802],
      issueLeftX: [0.676, 0.676],
      issuePlaceY: [0.668, 0.674],
      issueDateY: [0.703, 0.712],
      signatureX: [0.715, 0.74],
      signatureY: [0.79, 0.81],
    },
  },
  {
    name: 'heros-hatch',
    split: 'evaluate',
    fonts: HEROS_FONTS,
    background: 'hatch',
    tint: { hueDegrees: 181, saturation: 0.36, lightness: 0.81 },
    watermark: {
      underColor: '#bf1a9b',
      overColor: '#a0107f',
      legendColor: '#860f6b',
      riseDegrees: 22,
      x: 0.49,
      y: 0.48,
    },
    texts: 'varied',
    measures: {
      provinceY: [0.071, 0.078],
      regencyY: [0.131, 0.139],
      headerEm: [0.049, 0.052],
      nikY: [0.234, 0.24],
      nikEm: [0.061, 0.064],
      nikLabelEm: [0.04, 0.046],
      nikColonX: [0.218, 0.226],
      nikValueX: [0.242, 0.25],
      bodyTopY: [0.293, 0.3],
      bodyPitch: [0.0431, 0.0437],
      bodyEm: [0.032, 0.033],
      labelX: [0.052, 0.06],
      indentedLabelX: [0.082, 0.09],
      colonX: [0.297, 0.302],
      valueX: [0.312, 0.317],
      valueRightX: [0.668, 0.674],
      bloodLabelX: [0.508, 0.515],
      bloodColonX: [0.62, 0.626],
      bloodValueX: [0.635, 0.641],
      photoX0: [0.695, 0.705],
      photoX1: [0.895, 0.91],
      photoY0: [0.205, 0.22],
      photoY1: [0.632, 0.648],
      issueX: [0.8, 0.812],
      issueLeftX: [0.676, 0.676],
      issuePlaceY: [0.676, 0.685],
      issueDateY: [0.715, 0.726],
      signatureX: [0.72, 0.75],
      signatureY: [0.8, 0.83],
    },
  },
  {
    name: 'heros-twilight',
    split: 'evaluate',
    fonts: HEROS_FONTS,
    background: 'twilight',
    tint: { hueDegrees: 221, saturation: 0.5, lightness: 0.85 },
    watermark: {
      underColor: '#c4162e',
      overColor: '#a80f24',
      legendColor: '#8c0c1e',
      riseDegrees: 25,
      x: 0.51,
      y: 0.51,
    },
    texts: 'varied',
    measures: {
      provinceY: [0.065, 0.075],
      regencyY: [0.126, 0.136],
      nikY: [0.236, 0.247],
      nikEm: [0.062, 0.065],
      nikValueX: [0.234, 0.244],
      bodyTopY: [0.296, 0.305],
      bodyPitch: [0.0431, 0.0439],
      bodyEm: [0.032, 0.033],
      // No indent: all labels stand in one column.
      labelX: [0.05, 0.05],
      indentedLabelX: [0.05, 0.05],
      colonX: [0.288, 0.294],
      valueX: [0.303, 0.311],
      valueRightX: [0.668, 0.674],
      photoX0: [0.69, 0.7],
      photoX1: [0.905, 0.92],
      photoY0: [0.212, 0.228],
      photoY1: [0.625, 0.64],
      issueX: [0.79, 0.81],
      issueLeftX: [0.676, 0.676],
      issuePlaceY: [0.662, 0.67],
      issueDateY: [0.7, 0.71],
      issueEm: [0.029, 0.031],
      signatureX: [0.715, 0.745],
      signatureY: [0.785, 0.815],
    },
  },
]

/** The style of that name. Throws `specimen_style_unknown`. */
export function findPrintStyle(name: string): PrintStyle {
  const style = PRINT_STYLES.find((row) => row.name === name)
  if (!style) throw new KartuError('specimen_style_unknown', `no print style is called ${name}`)
  return style
}
