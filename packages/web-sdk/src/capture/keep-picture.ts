import type { CameraFrame } from '../camera/camera-port.ts'

/** A picture of the camera at its own size. */
export type Picture = HTMLCanvasElement

/** Contract of the SDK: JPEG at 0.92 or better. Above it files grow and print does not get clearer. */
const JPEG_QUALITY = 0.93
/** Contract §5: 4 MiB a frame. */
const FRAME_BYTES_MAX = 4 * 1024 * 1024
const LEAST_JPEG_QUALITY = 0.92

/** Copies a camera's picture while it lasts. */
export function keepPicture({ source, widthPx, heightPx }: CameraFrame): Picture {
  const canvas = document.createElement('canvas')
  canvas.width = widthPx
  canvas.height = heightPx
  canvas.getContext('2d')?.drawImage(source, 0, 0, widthPx, heightPx)
  return canvas
}

/** Frees a picture's memory at once: phones run out of canvas memory before garbage is collected. */
export function discardPicture(picture: Picture): void {
  picture.width = 0
  picture.height = 0
}

/** The picture as a JPEG file of at most 4 MiB. */
async function encodePicture(picture: Picture): Promise<Uint8Array<ArrayBuffer>> {
  const file = await toJpeg(picture, JPEG_QUALITY)
  if (file.size <= FRAME_BYTES_MAX) return new Uint8Array(await file.arrayBuffer())
  const smaller = await toJpeg(halveSize(picture), LEAST_JPEG_QUALITY)
  return new Uint8Array(await smaller.arrayBuffer())
}

/** The pictures as files, freed one by one: encoding all at once doubles the memory that a phone needs. */
export async function encodePictures(pictures: readonly Picture[]): Promise<Uint8Array[]> {
  const frames: Uint8Array[] = []
  for (const picture of pictures) {
    frames.push(await encodePicture(picture))
    discardPicture(picture)
  }
  return frames
}

function toJpeg(picture: Picture, quality: number): Promise<Blob> {
  return new Promise((resolve, reject) => {
    picture.toBlob(
      (blob) => (blob === null ? reject(new Error('the picture could not be encoded')) : resolve(blob)),
      'image/jpeg',
      quality,
    )
  })
}

function halveSize(picture: Picture): Picture {
  const half = document.createElement('canvas')
  half.width = picture.width >> 1
  half.height = picture.height >> 1
  half.getContext('2d')?.drawImage(picture, 0, 0, half.width, half.height)
  return half
}
