import type { DeviceProfile } from './device-profile.ts'
import type { SceneLight } from './expose-scene.ts'
import { transfer } from './lattice.ts'
import { invertMatrix, planeToFrame, type Intrinsics, type Pose } from './pose.ts'
import type { Halftone, LinearTexture, Subject } from './subject.ts'

/** The usual screen angles, degrees. */
const SCREEN_ANGLES = { cyan: 15, magenta: 75, yellow: 0, black: 45 } as const
const INKS = [SCREEN_ANGLES.cyan, SCREEN_ANGLES.magenta, SCREEN_ANGLES.yellow, SCREEN_ANGLES.black] as const
/** How much of each ink's pattern red, green and blue see: toners absorb beside their own band, black everywhere. */
const ABSORPTION: readonly (readonly number[])[] = [
  [1, 0.12, 0, 1],
  [0.28, 1, 0.06, 1],
  [0.1, 0.42, 1, 1],
]
/** Part of the common grey that the driver prints with black instead of three colours. */
const GREY_REPLACEMENT = 0.7
/** What full coverage takes of a channel's light. */
const INK_DENSITY = 0.94
const PAPER_ALBEDO = 0.85
const MM_PER_INCH = 25.4
const DEGREE = Math.PI / 180
const STEPS = 1024
const COSINE = Float32Array.from({ length: STEPS }, (_, i) => Math.cos((2 * Math.PI * i) / STEPS))
const COVERAGE_STEPS = 256
/** Patterns weaker than this after paper and lens are left out. */
const FAINTEST = 0.002

/** Bessel function of the first kind and order, by its series; exact enough below 4. */
function besselJ1(x: number): number {
  let term = x / 2
  let sum = term
  for (let k = 1; k < 16; k++) {
    term *= -((x / 2) ** 2) / (k * (k + 1))
    sum += term
  }
  return sum
}

/** Fourier amplitude of round dots (round holes above one half) at the screen's frequency, relative to the light left over. */
const DOT_AMPLITUDE = Float32Array.from({ length: COVERAGE_STEPS + 1 }, (_, i) => {
  const coverage = i / COVERAGE_STEPS
  const radius = Math.sqrt(Math.min(coverage, 1 - coverage) / Math.PI)
  const amplitude = 2 * radius * besselJ1(2 * Math.PI * radius)
  return (-INK_DENSITY * amplitude) / (1 - INK_DENSITY * coverage)
})

/**
 * Modulates a print's diffuse light by its halftone dots as each photosite sees them. Dots are too fine for the texture, so
 * each screen's fundamental is weakened by paper, lens and pixel aperture and sampled at the site: it folds to moiré by itself.
 * Higher harmonics lie beyond every camera here.
 */
export function applyHalftone(
  scene: SceneLight,
  halftone: Halftone,
  subject: Pick<Subject, 'widthMm' | 'heightMm'>,
  texture: LinearTexture,
  camera: Intrinsics,
  pose: Pose,
  resolution: Pick<DeviceProfile, 'lensBlurPx' | 'aperturePx'>,
): void {
  const { width, height, diffuse, coverage } = scene
  const m = invertMatrix(planeToFrame(pose, camera))
  const cellsPerMm = halftone.linesPerInch / MM_PER_INCH
  const pxPerCell = camera.focalPx / pose.translationMm[2] / cellsPerMm
  const contrast = halftone.paperContrast * transfer(1 / pxPerCell, resolution)
  if (contrast < FAINTEST) return
  const axes = INKS.map((angle) => {
    const turned = (angle + halftone.turnDegrees) * DEGREE
    return [Math.cos(turned) * cellsPerMm * STEPS, Math.sin(turned) * cellsPerMm * STEPS] as const
  })
  const mask = STEPS - 1
  const picture = texture.data
  const scaleU = texture.width / subject.widthMm
  const scaleV = texture.height / subject.heightMm
  const inks = new Float32Array(INKS.length)
  const waves = new Float32Array(INKS.length)
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      if (coverage[pixel] === 0) continue
      const w = 1 / (m[6] * x + m[7] * y + m[8])
      const xMm = (m[0] * x + m[1] * y + m[2]) * w
      const yMm = (m[3] * x + m[4] * y + m[5]) * w
      const u = Math.min(texture.width - 1, Math.max(0, Math.floor((xMm + subject.widthMm / 2) * scaleU)))
      const v = Math.min(texture.height - 1, Math.max(0, Math.floor((yMm + subject.heightMm / 2) * scaleV)))
      separate(picture, (v * texture.width + u) * 3, inks)
      for (const [ink, [cos, sin]] of axes.entries()) {
        const along = COSINE[Math.floor(xMm * cos + yMm * sin) & mask]!
        const across = COSINE[Math.floor(yMm * cos - xMm * sin) & mask]!
        const amplitude = DOT_AMPLITUDE[Math.round(inks[ink]! * COVERAGE_STEPS)]!
        waves[ink] = contrast * amplitude * (along + across)
      }
      for (let c = 0; c < 3; c++) {
        const absorbs = ABSORPTION[c]!
        let factor = 1
        for (let ink = 0; ink < waves.length; ink++) factor *= 1 + absorbs[ink]! * waves[ink]!
        diffuse[pixel * 3 + c]! *= Math.max(0, factor)
      }
    }
  }
}

/** Coverage of cyan, magenta, yellow and black, 0–1, that prints an albedo. */
function separate(picture: Float32Array, at: number, inks: Float32Array): void {
  for (let c = 0; c < 3; c++) {
    const wanted = (1 - picture[at + c]! / PAPER_ALBEDO) / INK_DENSITY
    inks[c] = wanted < 0 ? 0 : wanted > 1 ? 1 : wanted
  }
  const black = GREY_REPLACEMENT * Math.min(inks[0]!, inks[1]!, inks[2]!)
  inks[3] = black
  const rest = 1 / (1 - black)
  for (let c = 0; c < 3; c++) inks[c] = (inks[c]! - black) * rest
}
