import type { DeviceProfile } from './device-profile.ts'
import type { SceneLight } from './expose-scene.ts'
import { invertMatrix, planeToFrame, type Intrinsics, type Pose } from './pose.ts'
import type { PixelLattice } from './subject.ts'

const COSINE_STEPS = 1024
const COSINE = Float32Array.from({ length: COSINE_STEPS }, (_, i) =>
  Math.cos((2 * Math.PI * i) / COSINE_STEPS),
)
/** Harmonics weaker than this after the lens are left out. */
const FAINTEST_HARMONIC = 0.002
const HARMONICS = 3

/** Fourier amplitude of a stripe that fills a share of its period, relative to its mean. */
function stripeHarmonic(fill: number, harmonic: number): number {
  const x = Math.PI * harmonic * fill
  return 2 * (Math.sin(x) / x)
}

/** What of a camera decides which lattices it resolves. */
type Resolution = Pick<DeviceProfile, 'lensBlurPx' | 'aperturePx'>

/** Transfer of lens (Gaussian) and photosite (square) at a frequency in cycles a frame pixel. */
export function transfer(cyclesPerPx: number, { lensBlurPx, aperturePx }: Resolution): number {
  const lens = Math.exp(-2 * (Math.PI * lensBlurPx * cyclesPerPx) ** 2)
  const x = Math.PI * cyclesPerPx * aperturePx
  return lens * (x < 1e-6 ? 1 : Math.sin(x) / x)
}

/**
 * Modulates emitted light by the display's sub-pixels as each photosite sees them. Every harmonic is weakened by lens and
 * pixel aperture at its true frequency and then sampled at the site's position, so that it folds to moiré by itself.
 */
export function applyLattice(
  scene: SceneLight,
  lattice: PixelLattice,
  camera: Intrinsics,
  pose: Pose,
  resolution: Resolution,
): void {
  const { width, height, diffuse, coverage } = scene
  const m = invertMatrix(planeToFrame(pose, camera))
  const pxPerPitch = (lattice.pitchMm * camera.focalPx) / pose.translationMm[2]
  const amplitudes = (fill: number) =>
    Array.from(
      { length: HARMONICS },
      (_, i) => stripeHarmonic(fill, i + 1) * transfer((i + 1) / pxPerPitch, resolution),
    )
  const across = amplitudes(lattice.fillAcross)
  const down = amplitudes(lattice.fillDown)
  if (Math.max(...across.map(Math.abs), ...down.map(Math.abs)) < FAINTEST_HARMONIC) return
  const [a1, a2, a3] = [across[0]!, across[1]!, across[2]!]
  const [d1, d2, d3] = [down[0]!, down[1]!, down[2]!]
  const phases = lattice.phaseAcross
  const scale = 1 / lattice.pitchMm
  const mask = COSINE_STEPS - 1
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      if (coverage[pixel] === 0) continue
      const w = 1 / (m[6] * x + m[7] * y + m[8])
      const u = (m[0] * x + m[1] * y + m[2]) * w * scale
      const v = (m[3] * x + m[4] * y + m[5]) * w * scale
      const kv = Math.floor(v * COSINE_STEPS)
      const rowFactor =
        1 + d1 * COSINE[kv & mask]! + d2 * COSINE[(2 * kv) & mask]! + d3 * COSINE[(3 * kv) & mask]!
      for (let c = 0; c < 3; c++) {
        const ku = Math.floor((u - phases[c]!) * COSINE_STEPS)
        const factor =
          1 + a1 * COSINE[ku & mask]! + a2 * COSINE[(2 * ku) & mask]! + a3 * COSINE[(3 * ku) & mask]!
        diffuse[pixel * 3 + c]! *= factor * rowFactor
      }
    }
  }
}
