import {
  locateGlare,
  locateInFrame,
  prepareFrame,
  qualityOf,
  rectangleShape,
  trackCard,
  type GlareSpot,
  type Quad,
  type RgbImage,
  type TrackedFrame,
} from '@kartu/vision/card'

/** What one downscaled picture of the camera says about the card. All lengths are shares of the picture. */
export interface FrameAnalysis {
  /** Corners of the upright card, 0–1 across and down the picture. */
  readonly quad: Quad
  /** Long edge of the card over the picture's width. */
  readonly widthShare: number
  /** Cosine of the angle between card and picture planes: 1 is straight on. */
  readonly tiltCosine: number
  /** Angle of the card's long edge to the picture's, 0–90 degrees. */
  readonly rollDegrees: number
  /** 0–1, of what this picture's size can show. */
  readonly sharpness: number
  /** 0 = well exposed, 1 = black. */
  readonly darkness: number
  readonly glare: GlareSpot | null
}

/** Looks at picture after picture and follows the card from one to the next. */
export interface FrameAnalyser {
  /** Null when no card is in the picture. */
  analyse(image: RgbImage): FrameAnalysis | null
}

/** Quality costs more than following the outline and changes more slowly: it is measured in every so many pictures. */
const QUALITY_PERIOD = 6

export function createFrameAnalyser(): FrameAnalyser {
  let tracked: TrackedFrame | null = null
  let quality: Pick<FrameAnalysis, 'sharpness' | 'darkness' | 'glare'> | null = null
  let sinceQuality = 0
  return {
    analyse(image) {
      const frame = prepareFrame(image)
      const card = (tracked && trackCard(tracked, image, frame)) ?? locateInFrame(image, frame)
      if (card === null) {
        tracked = null
        quality = null
        return null
      }
      tracked = { card, frame }
      sinceQuality += 1
      if (quality === null || sinceQuality >= QUALITY_PERIOD) {
        const { sharpness, darkness } = qualityOf(image, card)
        quality = { sharpness, darkness, glare: locateGlare(image, card) }
        sinceQuality = 0
      }
      const { width, height } = image
      const [a, b] = card.quad
      const roll = Math.abs(Math.atan2(b.y - a.y, b.x - a.x)) * (180 / Math.PI)
      return {
        quad: shareOf(card.quad, width, height),
        widthShare: card.widthPx / width,
        tiltCosine: rectangleShape(card.quad, width, height).tiltCosine,
        rollDegrees: Math.min(roll, 180 - roll),
        ...quality,
      }
    },
  }
}

function shareOf(quad: Quad, width: number, height: number): Quad {
  const [a, b, c, d] = quad.map(({ x, y }) => ({ x: (x + 0.5) / width, y: (y + 0.5) / height }))
  return [a!, b!, c!, d!]
}

/** Canvas pixels without their alpha. */
export function rgbOf(rgba: Uint8ClampedArray, width: number, height: number): RgbImage {
  const data = new Uint8Array(width * height * 3)
  for (let from = 0, to = 0; to < data.length; from += 4, to += 3) {
    data[to] = rgba[from]!
    data[to + 1] = rgba[from + 1]!
    data[to + 2] = rgba[from + 2]!
  }
  return { width, height, data }
}
