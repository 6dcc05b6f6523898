import { rectifyChannel } from '../card/rectify-region.ts'
import type { Evidence } from '../evidence.ts'
import { READING_WIDTH_PX } from '../read/read-rows.ts'
import { clearChannel } from './clear-channel.ts'
import { oncePerFrame } from './once-per-frame.ts'
import { median, quantile } from './order-statistics.ts'
import { lineName, textLines, type TextLine } from './text-lines.ts'

/** What the ground above and below one line of print shows all along it; differences of ln light. */
export interface LineGround {
  readonly name: string
  /** Pieces of the line, each as long as a letter or two is wide, that were looked at. */
  readonly stretches: number
  /**
   * By how much there is, parallel to the text and all along it, a stripe lighter (positive) or darker than the ground between the rows:
   * the most of each, above and below; what most lines of the card have alike, the letters' blur, is taken away. 0 for none.
   */
  readonly above: Stripes
  readonly below: Stripes
}

interface Stripes {
  readonly lighter: number
  readonly darker: number
}

/** Ground is looked at from so far off the capitals, and a little into them, px of the card at `READING_WIDTH_PX`. */
const REACH_PX = 14
const DEPTH = REACH_PX + 2
/** Distances from the outer end: those that show the ground itself, and those where a stuck-on piece may end. */
const GROUND = [2, 6] as const
const EDGE = [4, 12] as const
/** Length of a stretch, px: 1.3 mm. */
const STRETCH_PX = 20
/** Every so many columns along the line are looked at. */
const STRIDE = 2
/** Shorter lines are one stroke of the artwork or two. */
const STRETCHES_LEAST = 4
/** Of the stretches so many must show the stripe. */
const STRETCH_SHARE = 0.75
/** Letters that say where their line lies. */
const SEGMENTS_LEAST = 3
/** Lines that show what blur and sharpening make of the ground beside letters. */
const LINES_LEAST = 4
/** Added to code values before the logarithm: noise of the dark. */
const FLOOR_CODE = 4
/** ln light over ln code value of sRGB, in the middle of its range. */
const GAMMA = 2.2

/** Distances off the text, for each stretch of a line. */
type Profiles = readonly Float64Array[]

interface MeasuredLine {
  readonly line: TextLine
  readonly above: Profiles
  readonly below: Profiles
}

/** The ground around every line of a frame that is long enough. */
export const lineGrounds: (evidence: Evidence, frame: number) => readonly LineGround[] = oncePerFrame(
  (evidence, frame) => {
    // A second line whose words are not known may be artwork where the reader expected one in vain.
    const lines = textLines(evidence, frame).filter(({ index, text }) => index === 0 || text !== null)
    const measured = lines.flatMap((line) => measureLine(evidence, frame, line) ?? [])
    if (measured.length <= LINES_LEAST) return []
    const usual = (side: 'above' | 'below') => measured.map((row) => middleOf(row[side]))
    const [above, below] = [usual('above'), usual('below')]
    return measured.map((row, i) => ({
      name: lineName(row.line),
      stretches: row.above.length,
      above: stripesOf(row.above, usualOfOthers(above, i)),
      below: stripesOf(row.below, usualOfOthers(below, i)),
    }))
  },
)

function measureLine(evidence: Evidence, frame: number, line: TextLine): MeasuredLine | null {
  const image = evidence.frames[frame]?.image
  const card = evidence.cards[frame]
  const { x0, x1, y0, y1 } = extentOf(line)
  const stretches = Math.round((x1 - x0) / STRETCH_PX)
  if (!image || !card || !(stretches >= STRETCHES_LEAST)) return null
  const channel = clearChannel(evidence, frame)
  const side = (y: number, direction: 1 | -1): Profiles => {
    const region = {
      x: Math.round(x0),
      y: Math.round(y) - (direction === 1 ? REACH_PX : DEPTH - REACH_PX),
      width: Math.floor((stretches * STRETCH_PX) / STRIDE),
      height: DEPTH,
      stride: { x: STRIDE, y: 1 },
    }
    const { width, data } = rectifyChannel(image, channel, card, READING_WIDTH_PX, region)
    return Array.from({ length: stretches }, (_, s) => profileOf(data, width, s, direction))
  }
  return { line, above: side(y0, 1), below: side(y1, -1) }
}

/** Where a line's capitals stand, px: by its letters, or by the reader's box where they run together. */
function extentOf({ segments, strip }: TextLine) {
  const [first, last] = [segments[0], segments.at(-1)]
  if (segments.length < SEGMENTS_LEAST || !first || !last) {
    const y0 = strip.y0 + strip.capTop
    return {
      x0: strip.x0 + strip.capTop,
      x1: strip.x0 + strip.width - strip.capTop,
      y0,
      y1: y0 + strip.capPx,
    }
  }
  return {
    x0: first.x0,
    x1: last.x1,
    y0: median(segments.map((segment) => segment.y0)),
    y1: median(segments.map((segment) => segment.y1)),
  }
}

/** ln light of one stretch over that of its ground, from the outer end to the text. */
function profileOf(data: ArrayLike<number>, width: number, stretch: number, direction: 1 | -1): Float64Array {
  const columns = STRETCH_PX / STRIDE
  const profile = new Float64Array(DEPTH)
  for (let i = 0; i < DEPTH; i++) {
    const row = (direction === 1 ? i : DEPTH - 1 - i) * width + stretch * columns
    let sum = 0
    for (let x = 0; x < columns; x++) sum += data[row + x]!
    profile[i] = GAMMA * Math.log(sum / columns + FLOOR_CODE)
  }
  const ground = median(profile.subarray(...GROUND))
  return profile.map((value) => value - ground)
}

/** Median of the stretches at each distance. */
const middleOf = (profiles: Profiles): Float64Array =>
  Float64Array.from({ length: DEPTH }, (_, i) => median(profiles.map((profile) => profile[i]!)))

const usualOfOthers = (lines: readonly Float64Array[], own: number): Float64Array =>
  Float64Array.from({ length: DEPTH }, (_, i) =>
    median(lines.flatMap((line, k) => (k === own ? [] : [line[i]!]))),
  )

function stripesOf(profiles: Profiles, usual: Float64Array): Stripes {
  let [lighter, darker] = [0, 0]
  for (let i = EDGE[0]; i <= EDGE[1]; i++) {
    const values = profiles.map((profile) => profile[i]! - usual[i]!)
    lighter = Math.max(lighter, quantile(values, 1 - STRETCH_SHARE))
    darker = Math.max(darker, -quantile(values, STRETCH_SHARE))
  }
  return { lighter, darker }
}
