import type { NeuralModel } from '@kartu/core'
import type { Point } from '../card/located-card.ts'
import type { RgbImage } from '../image/image.ts'
import { cropTensor } from './crop-tensor.ts'
import type { PixelBox } from './face-models.ts'

/** Input of the landmark network. */
const LANDMARKS_PX = 112
/** Ranges of the 68 landmarks (iBUG 300-W). */
const LEFT_EYE = [36, 42] as const
const RIGHT_EYE = [42, 48] as const
const MOUTH = [48, 68] as const
/** Where dlib's alignment puts the mean of eyes and mouth, and eye to mouth over side (face-api `FaceLandmarks.ts`). */
const CENTRE_X = 0.5
const CENTRE_Y = 0.43
const EYE_TO_MOUTH = 0.45

export interface AlignedFace {
  /** Square box that the descriptor network wants. */
  readonly box: PixelBox
  /** Distance between the eyes' centres in picture pixels. */
  readonly eyeDistancePx: number
}

/** The landmarks of one face, in picture pixels. */
export async function findLandmarks(
  image: RgbImage,
  face: PixelBox,
  landmarks: NeuralModel,
): Promise<readonly Point[]> {
  const { tensor, placement } = cropTensor(image, face, LANDMARKS_PX, true)
  const { data } = await landmarks.run(tensor)
  const points: Point[] = []
  for (let i = 0; i + 1 < data.length; i += 2) {
    points.push({
      x: face.x + ((data[i]! * LANDMARKS_PX - placement.offsetX) / placement.width) * face.width,
      y: face.y + ((data[i + 1]! * LANDMARKS_PX - placement.offsetY) / placement.height) * face.height,
    })
  }
  return points
}

/** The square around a face that puts eyes and mouth where the descriptor network expects them, without rotation. */
export function alignFace(landmarks: readonly Point[]): AlignedFace {
  const leftEye = centre(landmarks.slice(...LEFT_EYE))
  const rightEye = centre(landmarks.slice(...RIGHT_EYE))
  const mouth = centre(landmarks.slice(...MOUTH))
  const eyeToMouth = (distance(leftEye, mouth) + distance(rightEye, mouth)) / 2
  const side = Math.floor(eyeToMouth / EYE_TO_MOUTH)
  const middle = centre([leftEye, rightEye, mouth])
  return {
    box: {
      x: Math.floor(Math.max(0, middle.x - CENTRE_X * side)),
      y: Math.floor(Math.max(0, middle.y - CENTRE_Y * side)),
      width: side,
      height: side,
    },
    eyeDistancePx: distance(leftEye, rightEye),
  }
}

function centre(points: readonly Point[]): Point {
  let x = 0
  let y = 0
  for (const point of points) {
    x += point.x
    y += point.y
  }
  return { x: x / points.length, y: y / points.length }
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y)
