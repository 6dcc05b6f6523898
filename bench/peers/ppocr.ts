import type { RgbImage } from '@kartu/vision'
import sharp from 'sharp'
import { cpuClockMs } from './cpu-clock.ts'
import { flattenCard, toPixels, type PixelArea } from './grey-picture.ts'
import { packageVersion } from './package-version.ts'
import type { Peer, PeerReading, PeerText } from './peer.ts'
import { recoverSpaces } from './recover-spaces.ts'

/** The engine takes pictures whose sides are multiples of this as they are, others it rescales. */
const SIDE_MULTIPLE_PX = 32
const ONE_THREAD = { onnxOptions: { intraOpNumThreads: 1, interOpNumThreads: 1 } } as const
/** Capitals' height of Arial, em. */
const CAP_EM = 0.716

/** 0–1 of the card's width and height. */
interface CardPart extends PixelArea {
  /** Size of its print, 0–1 of the height. */
  readonly em: number
  /** Whether brightness is stretched to black and white: always, or only where fewer lines than this are found without. */
  readonly stretched: true | { readonly below: number }
  /** A colon stands left of its values: boxes often hold it, texts often don't. */
  readonly colon?: { readonly x0: number; readonly x1: number }
}

const COLON = { x0: 0.285, x1: 0.309 } as const
/**
 * Parts of the card that are read one by one. The engine joins boxes of the same height to one line: over the whole card it
 * would join labels, values and the place of issue. Together the parts are smaller than the card.
 */
const PARTS: readonly CardPart[] = [
  { x0: 0.12, y0: 0.035, x1: 0.88, y1: 0.185, em: 0.05, stretched: true },
  { x0: 0.02, y0: 0.195, x1: 0.228, y1: 0.94, em: 0.0328, stretched: true },
  { x0: 0.228, y0: 0.195, x1: 0.69, y1: 0.67, em: 0.0328, stretched: { below: 6 }, colon: COLON },
  // Beside the place of issue, whose longest names begin left of where the longest values end.
  { x0: 0.228, y0: 0.67, x1: 0.664, y1: 0.94, em: 0.0328, stretched: true, colon: COLON },
  { x0: 0.66, y0: 0.655, x1: 0.97, y1: 0.76, em: 0.03, stretched: true },
]
/** Contrast is equalised on tiles of this side, and raised at most so many times: lines in shadow or glare are found then. */
const CONTRAST = { width: 64, height: 64, maxSlope: 3 } as const
/**
 * Percentiles of brightness that become black and white: the detector finds nothing in a pale or dark part. The upper values are
 * tried without first, since stretched they lose the blood group's single letter more often than they gain anything.
 */
const LEVELS = { lower: 1, upper: 99 } as const

/** What the library returns, which its types leave open. */
interface FoundLine {
  readonly text: string
  /** Mean certainty of its characters, 0–1. */
  readonly mean: number
  /** Corners from the top left, clockwise; absent for a text without place. */
  readonly box?: readonly (readonly [x: number, y: number])[]
}

/** By a name that types don't follow: its types reach into a package whose source is not UTF-8. */
const ENGINE: string = '@gutenye/ocr-node'

interface Engine {
  detect(picture: string): Promise<readonly FoundLine[]>
}

/** The part as a PNG file whose sides need no rescaling: its right and bottom edges are continued. */
async function encodePart(card: RgbImage, area: PixelArea, stretched: boolean): Promise<Buffer> {
  const [width, height] = [area.x1 - area.x0, area.y1 - area.y0]
  const roundUp = (px: number) => Math.ceil(px / SIDE_MULTIPLE_PX) * SIDE_MULTIPLE_PX
  const equalised = sharp(card.data, { raw: { width: card.width, height: card.height, channels: 3 } })
    .extract({ left: area.x0, top: area.y0, width, height })
    .clahe(CONTRAST)
  const part = await (stretched ? equalised.normalise(LEVELS) : equalised).removeAlpha().raw().toBuffer()
  return sharp(part, { raw: { width, height, channels: 3 } })
    .extend({ right: roundUp(width) - width, bottom: roundUp(height) - height, extendWith: 'copy' })
    .png({ compressionLevel: 0 })
    .toBuffer()
}

function toText(line: FoundLine, area: PixelArea, colon: { x0: number; x1: number } | null): PeerText[] {
  const [topLeft, topRight, bottomRight, bottomLeft] = line.box ?? []
  if (!topLeft || !topRight || !bottomRight || !bottomLeft) return []
  const text = line.text.normalize('NFKC')
  const x0 = area.x0 + Math.min(topLeft[0], bottomLeft[0])
  const holdsUnreadColon = colon !== null && x0 > colon.x0 && x0 < colon.x1 && !text.startsWith(':')
  return [
    {
      text,
      confidence: line.mean,
      box: {
        x0: holdsUnreadColon ? colon.x1 : x0,
        y0: area.y0 + Math.min(topLeft[1], topRight[1]),
        x1: area.x0 + Math.max(topRight[0], bottomRight[0]),
        y1: area.y0 + Math.max(bottomLeft[1], bottomRight[1]),
      },
    },
  ]
}

/** PP-OCRv4's detector and Chinese recogniser (the only one its packages have) on ONNX Runtime, on one thread. */
export async function openPpOcr(): Promise<Peer> {
  sharp.concurrency(1)
  const { default: Ocr } = (await import(ENGINE)) as { default: { create(options: object): Promise<Engine> } }
  const engine = await Ocr.create(ONE_THREAD)
  return {
    name: 'pp-ocrv4',
    version: `@gutenye/ocr-node ${packageVersion('@gutenye/ocr-node')}`,
    async read(card: RgbImage): Promise<PeerReading> {
      const flat = flattenCard(card)
      const texts: PeerText[] = []
      let cpuMs = 0
      for (const part of PARTS) {
        const area = toPixels(card, part)
        const reading = await readPart(engine, card, area, part.stretched)
        cpuMs += reading.cpuMs
        const colon = part.colon ? { x0: part.colon.x0 * card.width, x1: part.colon.x1 * card.width } : null
        const capPx = part.em * CAP_EM * card.height
        for (const line of reading.lines) {
          texts.push(...toText(line, area, colon).map((text) => recoverSpaces(text, flat, capPx)))
        }
      }
      return { texts, cpuMs }
    },
    close: () => Promise.resolve(),
  }
}

async function readPart(
  engine: Engine,
  card: RgbImage,
  area: PixelArea,
  stretched: CardPart['stretched'],
): Promise<{ readonly lines: readonly FoundLine[]; readonly cpuMs: number }> {
  const png = await encodePart(card, area, stretched === true)
  const before = cpuClockMs()
  // Typed as a path, but handed straight to sharp, which takes a file's bytes too; its file loaders are blocked in the process
  // that also runs the service's decoder.
  const lines = await engine.detect(png as unknown as string)
  const cpuMs = cpuClockMs() - before
  if (stretched === true || lines.length >= stretched.below) return { lines, cpuMs }
  const again = await readPart(engine, card, area, true)
  return { lines: again.lines.length > lines.length ? again.lines : lines, cpuMs: cpuMs + again.cpuMs }
}
