import type { SceneLight } from './expose-scene.ts'
import { LIGHT_CHANNELS, type LightGrid } from './light-grid.ts'
import { invertMatrix, planeToFrame, type Intrinsics, type Pose } from './pose.ts'
import type { Overlay } from './subject.ts'

/** Lays an overlay over an exposed scene. `grid` is cast for its gloss. */
export function applyOverlay(
  scene: SceneLight,
  camera: Intrinsics,
  pose: Pose,
  overlay: Overlay,
  grid: LightGrid,
): void {
  const { width, height, diffuse, mirror, coverage } = scene
  const m = invertMatrix(planeToFrame(pose, camera))
  const light = new Float32Array(LIGHT_CHANNELS)
  for (let y = 0, index = 0; y < height; y++) {
    for (let x = 0; x < width; x++, index++) {
      const w = 1 / (m[6] * x + m[7] * y + m[8])
      const xMm = (m[0] * x + m[1] * y + m[2]) * w
      const yMm = (m[3] * x + m[4] * y + m[5]) * w
      sampleLight(grid, x, y, light)
      const at = index * 3
      const pixel = {
        diffuse: diffuse.subarray(at, at + 3),
        mirror: mirror.subarray(at, at + 3),
        coverage: coverage[index]!,
      }
      overlay.paint(xMm, yMm, light, pixel)
      coverage[index] = pixel.coverage
    }
  }
}

function sampleLight(grid: LightGrid, x: number, y: number, light: Float32Array): void {
  const column = Math.floor(x / grid.stepPx)
  const row = Math.floor(y / grid.stepPx)
  const fx = x / grid.stepPx - column
  const fy = y / grid.stepPx - row
  const above = (row * grid.columns + column) * LIGHT_CHANNELS
  const below = above + grid.columns * LIGHT_CHANNELS
  for (let i = 0; i < LIGHT_CHANNELS; i++) {
    const top = grid.data[above + i]! * (1 - fx) + grid.data[above + LIGHT_CHANNELS + i]! * fx
    const bottom = grid.data[below + i]! * (1 - fx) + grid.data[below + LIGHT_CHANNELS + i]! * fx
    light[i] = top + fy * (bottom - top)
  }
}
