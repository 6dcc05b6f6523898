/** What `reels.json` beside the films says of them. */
export interface ReelManifest {
  readonly reels: readonly string[]
  readonly moments: number
  /** Moments of a rear camera's films, which no light of the screen reaches. */
  readonly rearMoments: number
  readonly momentSpacingMs: number
  /** Rows: what the camera's red, green and blue see of the screen's red, green and blue. */
  readonly screenToCamera: readonly (readonly [number, number, number])[]
}

/** One moment of a film as linear light, 0–65535 a channel, RGBRGB…: what the room gives, and what a white screen adds. */
export interface ReelMoment {
  readonly width: number
  readonly height: number
  readonly room: Uint16Array
  readonly screen: Uint16Array
}

const LINEAR_MAX = 65_535

/** Linear light (0–65535) of every sRGB code, IEC 61966-2-1. */
const LINEAR_OF_CODE = Uint16Array.from({ length: 256 }, (_, code) => {
  const c = code / 255
  return Math.round(LINEAR_MAX * (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
})

/** Loads one film of the front camera. Rejects when a picture is missing. */
export async function loadReel(baseUrl: URL, name: string, manifest: ReelManifest): Promise<ReelMoment[]> {
  return Promise.all(
    Array.from({ length: manifest.moments }, async (_, i) => {
      const [black, white] = await Promise.all(
        ['black', 'white'].map((screen) => loadPixels(new URL(`${name}/${screen}-${i}.jpg`, baseUrl))),
      )
      return splitLight(black!, white!)
    }),
  )
}

/** Loads one film of the rear camera. Rejects when a picture is missing. */
export async function loadRearReel(
  baseUrl: URL,
  name: string,
  manifest: ReelManifest,
): Promise<ReelMoment[]> {
  const pictures = await Promise.all(
    Array.from({ length: manifest.rearMoments }, (_, i) =>
      loadPixels(new URL(`${name}/rear-${i}.jpg`, baseUrl)),
    ),
  )
  const dark = new Uint16Array((pictures[0]?.data.length ?? 0) * 0.75)
  return pictures.map((picture) => ({ ...splitLight(picture, picture), screen: dark }))
}

async function loadPixels(url: URL): Promise<ImageData> {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`a film of the virtual camera is missing: ${answer.status}`)
  const bitmap = await createImageBitmap(await answer.blob())
  const canvas = document.createElement('canvas')
  canvas.width = bitmap.width
  canvas.height = bitmap.height
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  return context.getImageData(0, 0, canvas.width, canvas.height)
}

function splitLight(black: ImageData, white: ImageData): ReelMoment {
  const { width, height } = black
  const room = new Uint16Array(width * height * 3)
  const screen = new Uint16Array(width * height * 3)
  for (let from = 0, to = 0; to < room.length; from += 4, to += 3) {
    for (let c = 0; c < 3; c += 1) {
      const dark = LINEAR_OF_CODE[black.data[from + c]!]!
      room[to + c] = dark
      screen[to + c] = Math.max(0, LINEAR_OF_CODE[white.data[from + c]!]! - dark)
    }
  }
  return { width, height, room, screen }
}
