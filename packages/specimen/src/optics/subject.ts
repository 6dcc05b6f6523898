import type { Quad } from './pose.ts'

/** Linear-light RGB, interleaved, row-major. Albedo 0–1 for a reflecting subject, cd/m² for an emitting one. */
export interface LinearTexture {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

/** The smooth reflection on top of a surface. */
export interface Gloss {
  /** Fresnel reflectance at normal incidence: 0.04 for plastic and glass, less for dull paper. */
  readonly reflectance: number
  /** Half width of the lobe: 1–6 for laminates, 20 and up for matte paper. */
  readonly roughnessDegrees: number
}

/** Sub-pixels of a display; what makes moiré when a sensor samples them. */
export interface PixelLattice {
  readonly pitchMm: number
  /** Part of a pixel's pitch that one colour's stripe or dot fills across and down, 0–1. */
  readonly fillAcross: number
  readonly fillDown: number
  /** Where the red, green and blue emitters stand across a pixel, in pitches. */
  readonly phaseAcross: readonly [number, number, number]
}

/** Amplitude-modulated dots of a laser or offset print. */
export interface Halftone {
  /** 150–200 on office printers. */
  readonly linesPerInch: number
  /** Turn of the sheet in the printer against the card, degrees. */
  readonly turnDegrees: number
  /** Share of the dots' contrast that light scattering in the paper leaves at this frequency, 0–1. */
  readonly paperContrast: number
}

/** A pixel's light on its way to the lens, cd/m² per channel. An overlay changes it in place. */
interface OverlayPixel {
  readonly diffuse: Float32Array
  readonly mirror: Float32Array
  /** How much of the pixel is still the subject, 0–1. */
  coverage: number
}

/** Something flat that lies on the subject and moves with it: a sleeve, a finger. */
export interface Overlay {
  readonly gloss: Gloss
  /**
   * @param xMm subject millimetres from its centre, to the right
   * @param yMm downwards
   * @param light six numbers as in a `LightGrid` cast for the overlay's own gloss
   */
  paint(xMm: number, yMm: number, light: Float32Array, pixel: OverlayPixel): void
}

/** A flat thing held in front of the camera, with a card (or the picture of one) on it. */
export interface Subject {
  readonly widthMm: number
  readonly heightMm: number
  readonly cornerRadiusMm: number
  /** What it shows at a moment of the capture; paper and plastic always show the same. */
  textureAt(tMs: number): LinearTexture
  readonly light: 'reflects' | 'emits'
  /** Diffuse albedo under an emission, 0 for a reflecting subject. */
  readonly panelAlbedo: number
  readonly gloss: Gloss
  readonly lattice: PixelLattice | null
  /** Dots of a laser print; none where left out. */
  readonly halftone?: Halftone
  /** What lies on it, lowest first. */
  readonly overlays?: readonly Overlay[]
  /** The card's corners in subject millimetres at a moment of the capture. */
  cardQuadAt(tMs: number): Quad
}
