import type { Backdrop } from './backdrop.ts'
import { LIGHT_CHANNELS, type LightGrid } from './light-grid.ts'
import { invertMatrix, planeToFrame, type Intrinsics, type Pose } from './pose.ts'
import type { LinearTexture, Subject } from './subject.ts'

/** Light that reaches the sensor, cd/m² per channel, interleaved. `diffuse` is sharp; `mirror` is smooth by nature. */
export interface SceneLight {
  readonly width: number
  readonly height: number
  readonly diffuse: Float32Array
  readonly mirror: Float32Array
  /** 0–1: how much of the pixel is the subject. */
  readonly coverage: Float32Array
}

export function createSceneLight(width: number, height: number): SceneLight {
  const samples = width * height * 3
  return {
    width,
    height,
    diffuse: new Float32Array(samples),
    mirror: new Float32Array(samples),
    coverage: new Float32Array(width * height),
  }
}

/** Thickness of the subject throws a contact shadow this wide. */
const CONTACT_SHADOW_MM = 1.6
const CONTACT_SHADOW_DEPTH = 0.5

/**
 * Projects the subject on its backdrop into the frame and multiplies by the light. Nothing is blurred or sampled yet. `out` is
 * overwritten whole.
 */
export function exposeScene(
  out: SceneLight,
  camera: Intrinsics,
  pose: Pose,
  subject: Subject,
  texture: LinearTexture,
  backdrop: Backdrop,
  light: LightGrid,
): void {
  const { width, height, diffuse, mirror, coverage } = out
  const inverse = invertMatrix(planeToFrame(pose, camera))
  const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = inverse
  const halfWidth = subject.widthMm / 2
  const halfHeight = subject.heightMm / 2
  const radius = subject.cornerRadiusMm
  const emits = subject.light === 'emits'
  const panel = subject.panelAlbedo
  const picture = texture.data
  const [tw, th] = [texture.width, texture.height]
  const scaleU = tw / subject.widthMm
  const scaleV = th / subject.heightMm
  const table = backdrop.albedo.data
  const [bw, bh] = [backdrop.albedo.width, backdrop.albedo.height]
  const tableSheen = backdrop.sheen
  const backScale = bw / backdrop.widthMm
  const pxPerMm = camera.focalPx / pose.translationMm[2]
  const grid = light.data
  const { columns, stepPx } = light
  const line = new Float32Array(columns * LIGHT_CHANNELS)

  for (let y = 0, pixel = 0, at = 0; y < height; y++) {
    const gridY = y / stepPx
    const gridRow = Math.floor(gridY)
    const rowShare = gridY - gridRow
    const above = gridRow * columns * LIGHT_CHANNELS
    const below = above + columns * LIGHT_CHANNELS
    for (let i = 0; i < line.length; i++)
      line[i] = grid[above + i]! + rowShare * (grid[below + i]! - grid[above + i]!)
    let u = m1 * y + m2
    let v = m4 * y + m5
    let w = m7 * y + m8
    for (let x = 0; x < width; x++, pixel++, at += 3, u += m0, v += m3, w += m6) {
      const xMm = u / w
      const yMm = v / w
      const gridX = x / stepPx
      const cell = Math.floor(gridX)
      const share = gridX - cell
      const near = cell * LIGHT_CHANNELS
      const far = near + LIGHT_CHANNELS
      const l0 = line[near]! + share * (line[far]! - line[near]!)
      const l1 = line[near + 1]! + share * (line[far + 1]! - line[near + 1]!)
      const l2 = line[near + 2]! + share * (line[far + 2]! - line[near + 2]!)
      const s0 = line[near + 3]! + share * (line[far + 3]! - line[near + 3]!)
      const s1 = line[near + 4]! + share * (line[far + 4]! - line[near + 4]!)
      const s2 = line[near + 5]! + share * (line[far + 5]! - line[near + 5]!)

      const qx = Math.abs(xMm) - halfWidth + radius
      const qy = Math.abs(yMm) - halfHeight + radius
      const outside = qx > 0 && qy > 0 ? Math.sqrt(qx * qx + qy * qy) - radius : (qx > qy ? qx : qy) - radius
      let cover = 0.5 - outside * pxPerMm
      cover = cover < 0 ? 0 : cover > 1 ? 1 : cover
      coverage[pixel] = cover

      let d0 = 0
      let d1 = 0
      let d2 = 0
      if (cover > 0) {
        let tu = (xMm + halfWidth) * scaleU - 0.5
        let tv = (yMm + halfHeight) * scaleV - 0.5
        tu = tu < 0 ? 0 : tu > tw - 1.001 ? tw - 1.001 : tu
        tv = tv < 0 ? 0 : tv > th - 1.001 ? th - 1.001 : tv
        const iu = tu | 0
        const iv = tv | 0
        const fu = tu - iu
        const fv = tv - iv
        const p = (iv * tw + iu) * 3
        const q = p + tw * 3
        const w00 = (1 - fu) * (1 - fv)
        const w01 = fu * (1 - fv)
        const w10 = (1 - fu) * fv
        const w11 = fu * fv
        const t0 = picture[p]! * w00 + picture[p + 3]! * w01 + picture[q]! * w10 + picture[q + 3]! * w11
        const t1 =
          picture[p + 1]! * w00 + picture[p + 4]! * w01 + picture[q + 1]! * w10 + picture[q + 4]! * w11
        const t2 =
          picture[p + 2]! * w00 + picture[p + 5]! * w01 + picture[q + 2]! * w10 + picture[q + 5]! * w11
        d0 = emits ? t0 + panel * l0 : t0 * l0
        d1 = emits ? t1 + panel * l1 : t1 * l1
        d2 = emits ? t2 + panel * l2 : t2 * l2
      }
      if (cover < 1) {
        let bx = Math.abs((xMm + backdrop.widthMm / 2) * backScale) % (2 * bw)
        let by = Math.abs((yMm + backdrop.heightMm / 2) * backScale) % (2 * bh)
        bx = bx > bw - 1.001 ? Math.max(0, 2 * bw - 1.001 - bx) : bx
        by = by > bh - 1.001 ? Math.max(0, 2 * bh - 1.001 - by) : by
        bx = bx > bw - 1.001 ? bw - 1.001 : bx
        by = by > bh - 1.001 ? bh - 1.001 : by
        const ix = bx | 0
        const iy = by | 0
        const fx = bx - ix
        const fy = by - iy
        const p = (iy * bw + ix) * 3
        const q = p + bw * 3
        const w00 = (1 - fx) * (1 - fy)
        const w01 = fx * (1 - fy)
        const w10 = (1 - fx) * fy
        const w11 = fx * fy
        let shade = 1 - cover
        if (outside > 0 && outside < 6)
          shade *= 1 - CONTACT_SHADOW_DEPTH * Math.exp(-outside / CONTACT_SHADOW_MM)
        d0 =
          d0 * cover +
          shade * l0 * (table[p]! * w00 + table[p + 3]! * w01 + table[q]! * w10 + table[q + 3]! * w11)
        d1 =
          d1 * cover +
          shade * l1 * (table[p + 1]! * w00 + table[p + 4]! * w01 + table[q + 1]! * w10 + table[q + 4]! * w11)
        d2 =
          d2 * cover +
          shade * l2 * (table[p + 2]! * w00 + table[p + 5]! * w01 + table[q + 2]! * w10 + table[q + 5]! * w11)
      }
      const sheen = cover + (1 - cover) * tableSheen
      diffuse[at] = d0
      diffuse[at + 1] = d1
      diffuse[at + 2] = d2
      mirror[at] = s0 * sheen
      mirror[at + 1] = s1 * sheen
      mirror[at + 2] = s2 * sheen
    }
  }
}
