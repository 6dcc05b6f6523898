import type { RgbImage } from '../image/image.ts'
import { alignFace, findLandmarks } from './align-face.ts'
import { cropTensor } from './crop-tensor.ts'
import { detectFace } from './detect-face.ts'
import type { FaceModels, FaceTemplate, PixelBox } from './face-models.ts'

/** The photo of a KTP with a margin for location errors, 0–1 of the card (ktp-domain §3.8: 0.69–0.92 × 0.22–0.65). */
const PHOTO_REGION = { x0: 0.64, y0: 0.16, x1: 0.97, y1: 0.72 } as const
/** Input sizes tried in turn: the detector misses large faces at large sizes, so the cheap one goes first. */
const DETECTOR_PX = [224, 320] as const
/** Below this the detector's boxes are not faces; of 36 synthetic portraits the lowest scored 0.5 or more at one size. */
const MIN_SCORE = 0.4
/** A first look this certain needs no second. */
const CERTAIN_SCORE = 0.7
/** Input of the descriptor network. */
const DESCRIPTOR_PX = 150
/** An eye distance below this has too few pixels for a full-quality template: the descriptor sees a face at 150 px. */
const FULL_QUALITY_EYE_DISTANCE_PX = 45
/** Smaller boxes are noise in a rectified card. */
const MIN_FACE_PX = 24

/**
 * The face printed on a rectified card (1024–1300 px wide, upright, in neutral light), as a template to match selfies
 * against; null when the photo shows no face.
 */
export async function embedFace(card: RgbImage, models: FaceModels): Promise<FaceTemplate | null> {
  const { x0, y0, x1, y1 } = PHOTO_REGION
  return embedRegion(card, models, {
    x: x0 * card.width,
    y: y0 * card.height,
    width: (x1 - x0) * card.width,
    height: (y1 - y0) * card.height,
  })
}

/** The most certain face of a whole picture, such as a selfie; null when there is none. */
export async function embedPortrait(image: RgbImage, models: FaceModels): Promise<FaceTemplate | null> {
  return embedRegion(image, models, { x: 0, y: 0, width: image.width, height: image.height })
}

/** Euclidean distance of two embeddings of one model; genuine pairs of the synthetic portraits stay below 0.3, others above 0.49. */
export function faceDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i]! - (b[i] ?? 0)) ** 2
  return Math.sqrt(sum)
}

async function embedRegion(
  image: RgbImage,
  models: FaceModels,
  region: PixelBox,
): Promise<FaceTemplate | null> {
  const face = await findFace(image, models, region)
  if (face === null) return null
  const box = clipBox(face.box, image)
  if (Math.min(box.width, box.height) < MIN_FACE_PX) return null
  const aligned = alignFace(await findLandmarks(image, box, models.landmarks))
  const crop = clipBox(aligned.box, image)
  if (!(Math.min(crop.width, crop.height) >= MIN_FACE_PX)) return null
  const { data } = await models.descriptor.run(cropTensor(image, crop, DESCRIPTOR_PX, true).tensor)
  return {
    embedding: Float32Array.from(data),
    modelId: models.descriptor.modelId,
    box: {
      x0: box.x / image.width,
      y0: box.y / image.height,
      x1: (box.x + box.width) / image.width,
      y1: (box.y + box.height) / image.height,
    },
    quality: face.score * Math.min(1, aligned.eyeDistancePx / FULL_QUALITY_EYE_DISTANCE_PX),
  }
}

async function findFace(image: RgbImage, models: FaceModels, region: PixelBox) {
  let best: Awaited<ReturnType<typeof detectFace>> = null
  for (const inputPx of DETECTOR_PX) {
    const found = await detectFace(image, region, models.detector, inputPx, MIN_SCORE)
    if (found !== null && found.score > (best?.score ?? 0)) best = found
    if (best !== null && best.score >= CERTAIN_SCORE) break
  }
  return best
}

/** The part of a box inside the picture, on whole pixels as face-api cuts it. */
function clipBox(box: PixelBox, image: RgbImage): PixelBox {
  const x = Math.max(0, box.x)
  const y = Math.max(0, box.y)
  const right = Math.min(image.width, box.x + box.width)
  const bottom = Math.min(image.height, box.y + box.height)
  return { x: Math.floor(x), y: Math.floor(y), width: Math.floor(right - x), height: Math.floor(bottom - y) }
}
