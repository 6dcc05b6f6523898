import type { CameraFrame } from '../camera/camera-port.ts'

/** A rectangle in shares of the frame, 0–1. */
export interface FrameArea {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Where the card is taken to be when it was not found: the middle of the frame, inside the outline drawn there. */
export const MIDDLE_AREA: FrameArea = { left: 0.25, top: 0.25, width: 0.5, height: 0.5 }

/** Enough to average over; drawing into it averages already. */
const SAMPLE_WIDTH_PX = 24
const SAMPLE_HEIGHT_PX = 16

/** Measures the mean red, green and blue (0–255) of an area of the frame. One canvas serves all frames. */
export function createMeanColor(area: FrameArea): (frame: CameraFrame) => [number, number, number] {
  const canvas = document.createElement('canvas')
  canvas.width = SAMPLE_WIDTH_PX
  canvas.height = SAMPLE_HEIGHT_PX
  const context = canvas.getContext('2d', { willReadFrequently: true })
  return ({ source, widthPx, heightPx }) => {
    if (context === null) return [0, 0, 0]
    context.drawImage(
      source,
      area.left * widthPx,
      area.top * heightPx,
      area.width * widthPx,
      area.height * heightPx,
      0,
      0,
      SAMPLE_WIDTH_PX,
      SAMPLE_HEIGHT_PX,
    )
    const { data } = context.getImageData(0, 0, SAMPLE_WIDTH_PX, SAMPLE_HEIGHT_PX)
    const sums: [number, number, number] = [0, 0, 0]
    for (let i = 0; i < data.length; i += 4) {
      sums[0] += data[i] ?? 0
      sums[1] += data[i + 1] ?? 0
      sums[2] += data[i + 2] ?? 0
    }
    const mean = (sum: number): number => Math.round((sum * 400) / data.length) / 100
    return [mean(sums[0]), mean(sums[1]), mean(sums[2])]
  }
}
