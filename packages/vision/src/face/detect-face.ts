import type { NeuralModel } from '@kartu/core'
import type { RgbImage } from '../image/image.ts'
import { cropTensor } from './crop-tensor.ts'
import type { PixelBox } from './face-models.ts'

export interface DetectedFace {
  readonly box: PixelBox
  /** 0–1. */
  readonly score: number
}

/** Anchor boxes of the detector in cells: width, height (face-api `tinyFaceDetector/const.ts`). */
const ANCHORS = [
  [1.603231, 2.094468],
  [6.041143, 7.080126],
  [2.882459, 3.518061],
  [4.266906, 5.178857],
  [9.041765, 10.66308],
] as const
/** Values a cell and anchor: x, y, width, height, score. */
const VALUES_PER_ANCHOR = 5

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

/**
 * The most certain face inside `region` of a picture, searched at `inputPx` × `inputPx`; null when none reaches
 * `minScore` (0–1). One face is all a card's photo has, so no suppression of neighbours is needed.
 */
export async function detectFace(
  image: RgbImage,
  region: PixelBox,
  detector: NeuralModel,
  inputPx: number,
  minScore: number,
): Promise<DetectedFace | null> {
  const { tensor } = cropTensor(image, region, inputPx, false)
  const { data, shape } = await detector.run(tensor)
  const rows = shape[1] ?? 0
  const columns = shape[2] ?? 0
  const scale = Math.max(region.width, region.height)
  let best: DetectedFace | null = null
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      for (let anchor = 0; anchor < ANCHORS.length; anchor++) {
        const at = ((row * columns + column) * ANCHORS.length + anchor) * VALUES_PER_ANCHOR
        const score = sigmoid(data[at + 4]!)
        if (score < minScore || score <= (best?.score ?? 0)) continue
        const [anchorWidth, anchorHeight] = ANCHORS[anchor]!
        const width = (Math.exp(data[at + 2]!) * anchorWidth * scale) / columns
        const height = (Math.exp(data[at + 3]!) * anchorHeight * scale) / rows
        const centreX = region.x + ((column + sigmoid(data[at]!)) * scale) / columns
        const centreY = region.y + ((row + sigmoid(data[at + 1]!)) * scale) / rows
        best = { box: { x: centreX - width / 2, y: centreY - height / 2, width, height }, score }
      }
    }
  }
  return best
}
