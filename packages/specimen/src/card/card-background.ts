import { CARD_ASPECT } from './card-layout.ts'
import type { BackgroundName, PrintStyle } from './print-style.ts'
import type { CardLook } from './specimen-card.ts'
import { fixed, hsl } from './svg-notation.ts'

/** User units of the drawing: the card is this wide. */
export const DRAWING_WIDTH = 1000
export const DRAWING_HEIGHT = DRAWING_WIDTH / CARD_ASPECT

/** What a ground is drawn from: hue and phase of the card, paleness of the style. */
interface Ground {
  readonly hueDegrees: number
  readonly saturation: number
  readonly lightness: number
  /** 0–1: shifts the lines, so that no two cards' lines coincide. */
  readonly phase: number
}

const flat = ({ hueDegrees, saturation, lightness }: Ground): string =>
  `<rect width="${DRAWING_WIDTH}" height="${fixed(DRAWING_HEIGHT)}" fill="${hsl(hueDegrees, saturation, lightness)}"/>`

/** One colour of line a little darker or paler than the ground. */
const lineColor = ({ hueDegrees, saturation, lightness }: Ground, darker: number): string =>
  hsl(hueDegrees, saturation, lightness - darker)

const WAVE_COUNT = 26
const WAVE_STEPS = 40

/** Sine lines over three discs: the ground of the first specimens. */
function drawWaves(ground: Ground): string {
  const { hueDegrees, saturation, lightness } = ground
  const lines = Array.from({ length: WAVE_COUNT }, (_, i) => {
    const y = (DRAWING_HEIGHT * (i + 0.5)) / WAVE_COUNT
    const points = Array.from({ length: WAVE_STEPS + 1 }, (_point, step) => {
      const t = step / WAVE_STEPS
      const swing = Math.sin(2 * Math.PI * (2.2 * t + ground.phase + i * 0.07))
      return `${fixed(t * DRAWING_WIDTH)},${fixed(y + 9 * swing)}`
    })
    const stroke = hsl(hueDegrees, saturation - 0.04, i % 2 === 0 ? lightness - 0.09 : lightness + 0.07)
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${stroke}" stroke-width="1.6"/>`
  })
  const disc = (cx: number, cy: number, r: number) =>
    `<circle cx="${cx}" cy="${cy}" r="${r}" fill="${hsl(hueDegrees + 14, 0.48, 0.78)}" fill-opacity="0.55"/>`
  return `${flat(ground)}
${disc(470, 330, 150)}${disc(250, 470, 90)}${disc(620, 520, 70)}
${lines.join('\n')}`
}

const ARC_STEP = 13
const ARC_COUNT = 96

/** Fine arcs about one centre off the card, every sixth a broad pale band. */
function drawArcs(ground: Ground): string {
  const cx = -60
  const cy = DRAWING_HEIGHT + 140
  const arcs = Array.from({ length: ARC_COUNT }, (_, i) => {
    const radius = 40 + (i + ground.phase) * ARC_STEP
    const band = i % 6 === 0
    const stroke = lineColor(ground, band ? -0.06 : 0.12)
    return `<circle cx="${cx}" cy="${fixed(cy)}" r="${fixed(radius)}" fill="none" stroke="${stroke}" stroke-width="${band ? 7 : 1.1}"/>`
  })
  return `${flat(ground)}
${arcs.join('\n')}`
}

const HATCH_STEP = 17
const DOT_STEP = 34

/** Thin steep lines falling to the left, with rows of dots between them and two leaning bars. */
function drawHatch(ground: Ground): string {
  const lean = DRAWING_HEIGHT * 0.45
  const shift = ground.phase * HATCH_STEP
  const lines = Array.from({ length: Math.ceil((DRAWING_WIDTH + lean) / HATCH_STEP) + 1 }, (_, i) => {
    const x = i * HATCH_STEP + shift
    return `M${fixed(x)} 0L${fixed(x - lean)} ${fixed(DRAWING_HEIGHT)}`
  })
  const dots: string[] = []
  for (let row = 0; row * DOT_STEP < DRAWING_HEIGHT + DOT_STEP; row++) {
    const y = (row + 0.5) * DOT_STEP
    const offset = shift - (lean * y) / DRAWING_HEIGHT + HATCH_STEP / 2
    for (let x = offset % DOT_STEP; x < DRAWING_WIDTH + DOT_STEP; x += DOT_STEP) {
      dots.push(`<circle cx="${fixed(x)}" cy="${fixed(y)}" r="2.3"/>`)
    }
  }
  const bar = (x: number, width: number) =>
    `<path d="M${x} 0h${width}l${fixed(-lean)} ${fixed(DRAWING_HEIGHT)}h${-width}z" fill="${lineColor(ground, -0.08)}" fill-opacity="0.7"/>`
  return `${flat(ground)}
${bar(330, 120)}${bar(860, 200)}
<path d="${lines.join('')}" fill="none" stroke="${lineColor(ground, 0.13)}" stroke-width="1.2"/>
<g fill="${lineColor(ground, 0.15)}">${dots.join('')}</g>`
}

const TWILIGHT_STEP = 6.5

/** A soft change from one tone to another under dense hairlines, and a low horizon of overlapping hills. */
function drawTwilight(ground: Ground): string {
  const { hueDegrees, saturation, lightness } = ground
  const lines = Array.from({ length: Math.ceil(DRAWING_HEIGHT / TWILIGHT_STEP) + 6 }, (_, i) => {
    const y = (i - 4 + ground.phase) * TWILIGHT_STEP
    return `M0 ${fixed(y)}L${DRAWING_WIDTH} ${fixed(y + 22)}`
  })
  const hill = (x: number, y: number, rx: number, ry: number) =>
    `<ellipse cx="${x}" cy="${fixed(DRAWING_HEIGHT + y)}" rx="${rx}" ry="${ry}" fill="${hsl(hueDegrees - 14, saturation * 0.8, lightness - 0.06)}" fill-opacity="0.6"/>`
  return `<defs><linearGradient id="twilight" x1="0" y1="0" x2="0.35" y2="1">
<stop offset="0" stop-color="${hsl(hueDegrees, saturation, lightness + 0.04)}"/><stop offset="1" stop-color="${hsl(hueDegrees + 28, saturation * 0.8, lightness - 0.04)}"/>
</linearGradient></defs>
<rect width="${DRAWING_WIDTH}" height="${fixed(DRAWING_HEIGHT)}" fill="url(#twilight)"/>
${hill(180, 60, 340, 190)}${hill(640, 90, 420, 260)}
<path d="${lines.join('')}" fill="none" stroke="${lineColor(ground, 0.11)}" stroke-width="0.8"/>`
}

const MESH_STEP = 9
const MESH_STEPS = 60

/** Two families of fine waves that cross, in two tones: an even net over the whole card. */
function drawMesh(ground: Ground): string {
  const family = (rise: number, turn: number) => {
    const paths: string[] = []
    for (let y = -rise; y < DRAWING_HEIGHT + rise; y += MESH_STEP) {
      const points = Array.from({ length: MESH_STEPS + 1 }, (_, step) => {
        const t = step / MESH_STEPS
        const swing = 6 * Math.sin(2 * Math.PI * (5 * t + turn + ground.phase))
        return `${fixed(t * DRAWING_WIDTH)} ${fixed(y + rise * (t - 0.5) + swing)}`
      })
      paths.push(`M${points.join('L')}`)
    }
    return paths.join('')
  }
  return `${flat(ground)}
<path d="${family(130, 0)}" fill="none" stroke="${lineColor(ground, 0.1)}" stroke-width="0.9"/>
<path d="${family(-210, 0.3)}" fill="none" stroke="${lineColor(ground, -0.07)}" stroke-width="1.2"/>`
}

const ROSETTE_RINGS = 34
const ROSETTE_STEPS = 180

/** Rings that swell and shrink as petals do, about two centres, over a plain tint. */
function drawRosettes(ground: Ground): string {
  const rosette = (cx: number, cy: number, reach: number, petals: number) =>
    Array.from({ length: ROSETTE_RINGS }, (_, ring) => {
      const points = Array.from({ length: ROSETTE_STEPS }, (_point, step) => {
        const angle = (2 * Math.PI * step) / ROSETTE_STEPS
        const swell = 1 + 0.12 * Math.sin(petals * angle + ring * 0.35 + 2 * Math.PI * ground.phase)
        const radius = ((ring + 1) / ROSETTE_RINGS) * reach * swell
        return `${fixed(cx + radius * Math.cos(angle))} ${fixed(cy + radius * Math.sin(angle))}`
      })
      return `M${points.join('L')}Z`
    }).join('')
  return `${flat(ground)}
<path d="${rosette(300, 360, 330, 12)}" fill="none" stroke="${lineColor(ground, 0.11)}" stroke-width="1"/>
<path d="${rosette(800, 240, 300, 9)}" fill="none" stroke="${lineColor(ground, 0.07)}" stroke-width="1.3"/>`
}

const STRATA_STEP = 7.4

/** Dense steep hairlines, closer and farther in turn, with a slow change of tone across the card. */
function drawStrata(ground: Ground): string {
  const { hueDegrees, saturation, lightness } = ground
  const lines: string[] = []
  for (let x = -80 + ground.phase * STRATA_STEP; x < DRAWING_WIDTH + 80; x += STRATA_STEP) {
    const drift = 12 * Math.sin(x / 70)
    lines.push(`M${fixed(x + drift)} 0L${fixed(x + drift - 55)} ${fixed(DRAWING_HEIGHT)}`)
  }
  return `<defs><linearGradient id="strata" x1="0" y1="0" x2="1" y2="0.2">
<stop offset="0" stop-color="${hsl(hueDegrees, saturation, lightness)}"/><stop offset="1" stop-color="${hsl(hueDegrees - 24, saturation * 0.9, lightness + 0.03)}"/>
</linearGradient></defs>
<rect width="${DRAWING_WIDTH}" height="${fixed(DRAWING_HEIGHT)}" fill="url(#strata)"/>
<path d="${lines.join('')}" fill="none" stroke="${lineColor(ground, 0.12)}" stroke-width="0.9"/>`
}

const RIPPLE_STEP = 11

/** Rings about two far centres that cross, one set broken into dashes. */
function drawRipples(ground: Ground): string {
  const rings = (cx: number, cy: number, from: number, to: number) => {
    const circles: string[] = []
    for (let radius = from + ground.phase * RIPPLE_STEP; radius < to; radius += RIPPLE_STEP)
      circles.push(`<circle cx="${cx}" cy="${fixed(cy)}" r="${fixed(radius)}"/>`)
    return circles.join('')
  }
  return `${flat(ground)}
<g fill="none" stroke="${lineColor(ground, -0.06)}" stroke-width="2.4">${rings(1180, -90, 120, 1420)}</g>
<g fill="none" stroke="${lineColor(ground, 0.12)}" stroke-width="1" stroke-dasharray="26 5">${rings(420, 760, 90, 1000)}</g>`
}

const WEAVE_STEP = 28
const WEAVE_STRANDS = 4

/** Squares of parallel strokes that lie across and upright in turn, as strands of a mat do. */
function drawWeave(ground: Ground): string {
  const paths: string[] = []
  const shift = ground.phase * WEAVE_STEP
  for (let row = -1; row * WEAVE_STEP < DRAWING_HEIGHT; row++) {
    for (let column = -1; column * WEAVE_STEP < DRAWING_WIDTH; column++) {
      const x = column * WEAVE_STEP + shift
      const y = row * WEAVE_STEP + shift / 2
      for (let strand = 0; strand < WEAVE_STRANDS; strand++) {
        const offset = ((strand + 0.5) * WEAVE_STEP) / WEAVE_STRANDS
        paths.push(
          (row + column) % 2 === 0
            ? `M${fixed(x + 2)} ${fixed(y + offset)}h${WEAVE_STEP - 4}`
            : `M${fixed(x + offset)} ${fixed(y + 2)}v${WEAVE_STEP - 4}`,
        )
      }
    }
  }
  return `${flat(ground)}
<path d="${paths.join('')}" fill="none" stroke="${lineColor(ground, 0.09)}" stroke-width="1.3"/>`
}

const CELL_RADIUS = 15

/** Outlines of six-sided cells under a change of tone, every seventh filled a little darker. */
function drawCells(ground: Ground): string {
  const { hueDegrees, saturation, lightness } = ground
  const cell = (cx: number, cy: number) => {
    const corners = Array.from({ length: 6 }, (_, i) => {
      const angle = (Math.PI / 3) * i
      return `${fixed(cx + CELL_RADIUS * Math.cos(angle))} ${fixed(cy + CELL_RADIUS * Math.sin(angle))}`
    })
    return `M${corners.join('L')}Z`
  }
  const outlines: string[] = []
  const filled: string[] = []
  const stepX = CELL_RADIUS * 1.5
  const stepY = CELL_RADIUS * Math.sqrt(3)
  for (let column = 0; column * stepX < DRAWING_WIDTH + CELL_RADIUS; column++) {
    for (let row = -1; row * stepY < DRAWING_HEIGHT + CELL_RADIUS; row++) {
      const outline = cell(column * stepX, (row + (column % 2) / 2 + ground.phase) * stepY)
      outlines.push(outline)
      if ((3 * column + row) % 7 === 0) filled.push(outline)
    }
  }
  return `<defs><linearGradient id="cells" x1="0" y1="1" x2="1" y2="0">
<stop offset="0" stop-color="${hsl(hueDegrees - 12, saturation, lightness + 0.02)}"/><stop offset="1" stop-color="${hsl(hueDegrees + 18, saturation, lightness - 0.02)}"/>
</linearGradient></defs>
<rect width="${DRAWING_WIDTH}" height="${fixed(DRAWING_HEIGHT)}" fill="url(#cells)"/>
<path d="${filled.join('')}" fill="${lineColor(ground, 0.05)}"/>
<path d="${outlines.join('')}" fill="none" stroke="${lineColor(ground, 0.1)}" stroke-width="1"/>`
}

const BACKGROUNDS: Readonly<Record<BackgroundName, (ground: Ground) => string>> = {
  waves: drawWaves,
  arcs: drawArcs,
  hatch: drawHatch,
  twilight: drawTwilight,
  mesh: drawMesh,
  rosettes: drawRosettes,
  strata: drawStrata,
  ripples: drawRipples,
  weave: drawWeave,
  cells: drawCells,
}

/** Plain lines and shapes on a tint: a texture that lets a card be tracked, and nothing like a guilloche. */
export function drawBackground(look: CardLook, style: PrintStyle): string {
  return BACKGROUNDS[style.background]({
    hueDegrees: look.tintHueDegrees,
    saturation: style.tint.saturation,
    lightness: style.tint.lightness,
    phase: look.wavePhase,
  })
}
