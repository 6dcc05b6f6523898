import { assembleCardReading, type CardBox, type CardReading, type FieldName } from '@kartu/core'
import { cardFromQuad, createEvidence, type Evidence, type RgbImage } from '@kartu/vision'

/** A card that fills the frame at reading width, so that a millimetre is 14.95 pixels. */
const WIDTH = 1280
const HEIGHT = 807
const PX_PER_MM = WIDTH / 85.6
const PAPER = 205
const INK = 0.75
/** Type sizes and heights of capitals, px. */
const BODY_EM = 26.4
const NIK_EM = 48
const CAP_EM = 0.716
const STROKE_EM = 0.1
/** Middle of the first body row and the rows' pitch, px. */
const FIRST_ROW = 243
const PITCH = 35.1
const LEFT = 400
/** Helvetica's advance and inked part of H, I, N and of digits, thousandths of the type size; hyphens are too low to matter. */
const LETTERS: Readonly<Record<string, readonly [number, number, number]>> = {
  H: [722, 83, 643],
  I: [278, 96, 190],
  N: [722, 79, 644],
  '0': [556, 41, 512],
  '1': [556, 89, 427],
  '5': [556, 38, 514],
  '8': [556, 40, 513],
  '9': [556, 42, 509],
  '-': [333, 0, 0],
}

type Box = readonly [x0: number, y0: number, x1: number, y1: number]

/** A piece stuck over one row's value. */
export interface ToyPiece {
  /** Brightness of its paper over the card's. */
  readonly shade?: number
  /** Brightness of the line along its upper edge over the card's; its lower edge is as much in shadow. */
  readonly lit?: number
  /** Share of the value that it covers. */
  readonly share?: number
}

/** What is done to one row. */
export interface RowFault {
  readonly downMm?: number
  readonly rightMm?: number
  readonly sizeShare?: number
  /** Clockwise, about the row's beginning. */
  readonly turnDegrees?: number
  readonly blurPx?: number
}

/** A date of birth of the digits 0, 1, 5, 8 and 9, in a row of its own behind a place. */
interface ToyBirth {
  readonly date: string
  /** How much closer two ones stand than their widths say, type sizes. */
  readonly onesCloserEm?: number
  /** Type sizes that a character of the date is moved to the right, by its place in it. */
  readonly movedRightEm?: Readonly<Record<number, number>>
}

export interface ToyPrint {
  /** By row of `BODY`. */
  readonly rows?: Readonly<Partial<Record<FieldName, RowFault>>>
  /** Millimetres that a digit of the number is moved down. */
  readonly nikDigitsDownMm?: Readonly<Record<number, number>>
  readonly birth?: ToyBirth
  /** By row of `BODY`. */
  readonly pieces?: Readonly<Partial<Record<FieldName, ToyPiece>>>
  /** Lines of the ground as dark as ink, px: what touches letters looks like part of them. */
  readonly artwork?: readonly Box[]
  /** Strips of paper, mm, left between the photo and where its left side should be; null for no photo. */
  readonly photoGapMm?: number | null
  readonly photo?: ToyPhotoEdges
}

/** How the upright sides of the photo are off. */
interface ToyPhotoEdges {
  /** Clockwise, of a side about its middle. */
  readonly leftTurnedDegrees?: number
  readonly rightTurnedDegrees?: number
  /** Brightness of a line along each side's edge, as a share of what ink takes; negative for a dark line. */
  readonly leftLine?: number
  readonly rightLine?: number
}

const NIK = '3174011708900000'
const BODY: readonly (readonly [FieldName, string])[] = [
  ['fullName', 'HINNI HINI NIHNI'],
  ['address', 'NINHI IHNIN HINNI'],
  ['kelurahan', 'HINHIN'],
  ['kecamatan', 'NIHNI'],
  ['religion', 'IHNIH'],
  ['maritalStatus', 'NINIHIN'],
  ['occupation', 'HINIHNI'],
  ['validUntil', 'NIHI HINI NIHN'],
]
const BIRTHPLACE = 'HINNI'

/** Adds a rectangle's coverage of each pixel: edges between pixels are grey as a camera sees them. */
function ink(plane: Float32Array, [x0, y0, x1, y1]: Box): void {
  for (let y = Math.floor(y0); y < y1; y++) {
    for (let x = Math.floor(x0); x < x1; x++) {
      const across = Math.min(x + 1, x1) - Math.max(x, x0)
      const down = Math.min(y + 1, y1) - Math.max(y, y0)
      const i = y * WIDTH + x
      plane[i] = Math.min(1, plane[i]! + Math.max(0, across) * Math.max(0, down))
    }
  }
}

/** A letter as two uprights and a bar: as wide and high as the real one. */
function inkLetter(plane: Float32Array, [x0, y0, x1, y1]: Box, stroke: number): void {
  const middle = (y0 + y1) / 2
  ink(plane, [x0, y0, Math.min(x1, x0 + stroke), y1])
  if (x1 - x0 < 1.5 * stroke) return
  ink(plane, [x1 - stroke, y0, x1, y1])
  ink(plane, [x0 + stroke, middle - stroke / 2, x1 - stroke, middle + stroke / 2])
}

/** Mean over a line's neighbourhood along each row, as defocus would blur its upright strokes. */
function blurRows(plane: Float32Array, y0: number, y1: number, radiusPx: number): void {
  for (let y = Math.floor(y0); y < y1; y++) {
    const row = plane.slice(y * WIDTH, (y + 1) * WIDTH)
    for (let x = radiusPx; x < WIDTH - radiusPx; x++) {
      let sum = 0
      for (let k = -radiusPx; k <= radiusPx; k++) sum += row[x + k]!
      plane[y * WIDTH + x] = sum / (2 * radiusPx + 1)
    }
  }
}

const boxOf = ([x0, y0, x1, y1]: Box): CardBox => ({
  x0: x0 / WIDTH,
  y0: y0 / HEIGHT,
  x1: x1 / WIDTH,
  y1: y1 / HEIGHT,
})

function inkRow(plane: Float32Array, text: string, row: number, fault: RowFault, birth?: ToyBirth): CardBox {
  const em = BODY_EM * (fault.sizeShare ?? 1)
  const cap = CAP_EM * em
  const middle = FIRST_ROW + PITCH * row + (fault.downMm ?? 0) * PX_PER_MM
  const start = LEFT + (fault.rightMm ?? 0) * PX_PER_MM
  const fall = Math.tan(((fault.turnDegrees ?? 0) * Math.PI) / 180)
  const dateFrom = text.length - (birth?.date.length ?? 0)
  let x = start
  for (const [i, character] of Array.from(text).entries()) {
    const [advance, left, right] = LETTERS[character] ?? [278, 0, 0]
    const y = middle + fall * (x - start)
    if (character === '1' && text[i - 1] === '1') x -= (birth?.onesCloserEm ?? 0) * em
    const at = x + (birth?.movedRightEm?.[i - dateFrom] ?? 0) * em
    const box: Box = [at + (left * em) / 1000, y - cap / 2, at + (right * em) / 1000, y + cap / 2]
    if (right > left) inkLetter(plane, box, STROKE_EM * em)
    x += (advance * em) / 1000
  }
  if (fault.blurPx) blurRows(plane, middle - cap, middle + cap, fault.blurPx)
  return boxOf([LEFT, middle - cap / 2, x, middle + cap / 2])
}

function inkNik(plane: Float32Array, downMm: Readonly<Record<number, number>>): CardBox {
  const cap = 0.74 * NIK_EM
  const [left, middle] = [310, 193]
  for (let i = 0; i < NIK.length; i++) {
    const x = left + 0.72 * NIK_EM * i
    const y = middle + (downMm[i] ?? 0) * PX_PER_MM
    inkLetter(plane, [x, y - cap / 2, x + 0.47 * NIK_EM, y + cap / 2], STROKE_EM * NIK_EM)
  }
  return boxOf([left, middle - cap / 2, left + 0.72 * NIK_EM * NIK.length, middle + cap / 2])
}

const PHOTO = { left: 890, top: 174, right: 1171, bottom: 520 } as const
/** Width of the line along a lit or shaded edge, px. */
const EDGE_LINE = 2

function inkPhoto(plane: Float32Array, gapMm: number, edges: ToyPhotoEdges): void {
  const { left, top, right, bottom } = PHOTO
  const lean = (degrees = 0, y: number): number =>
    Math.tan((degrees * Math.PI) / 180) * ((top + bottom) / 2 - y)
  for (let y = top; y < bottom; y++) {
    const [x0, x1] = [left + lean(edges.leftTurnedDegrees, y), right + lean(edges.rightTurnedDegrees, y)]
    ink(plane, [x0, y, x1, y + 1])
  }
  // A strip of paper between the rim of the photo underneath and the one on top.
  const [x0, x1] = [left + 6, left + 6 + gapMm * PX_PER_MM]
  for (let y = top; y < bottom; y++) {
    for (let x = Math.floor(x0); x < x1; x++) plane[y * WIDTH + x] = Math.max(0, x + 1 - x1)
    for (let i = 0; i < EDGE_LINE; i++) {
      plane[y * WIDTH + left - 1 - i]! -= edges.leftLine ?? 0
      plane[y * WIDTH + right + i]! -= edges.rightLine ?? 0
    }
  }
}

/** How far a piece reaches beyond capitals, and the width of its edges' lines, px. */
const PIECE_MARGIN = 3
const PIECE_EDGE = 3

/** Changes the brightness of the ground and print where a piece lies over them. */
function stickOn(light: Float32Array, box: CardBox, { shade = 1, lit = 1, share = 1 }: ToyPiece): void {
  const x0 = Math.round(box.x0 * WIDTH) - PIECE_MARGIN
  const x1 = x0 + Math.round(share * (box.x1 - box.x0) * WIDTH) + 2 * PIECE_MARGIN
  const [y0, y1] = [Math.round(box.y0 * HEIGHT) - PIECE_MARGIN, Math.round(box.y1 * HEIGHT) + PIECE_MARGIN]
  for (let y = y0 - PIECE_EDGE; y < y1 + PIECE_EDGE; y++) {
    const edge = y < y0 ? lit : y >= y1 ? 2 - lit : shade
    for (let x = x0; x < x1; x++) light[y * WIDTH + x]! *= edge
  }
}

const CONTEXT = { today: '2026-06-01', specimensAllowed: true }

/** What a reader that is sure of every line would say. */
function readingOf(boxes: ReadonlyMap<FieldName, CardBox>, birth: ToyBirth | undefined): CardReading {
  const blank = assembleCardReading({}, CONTEXT)
  const fields = { ...blank.fields }
  const ofBirth = birth
    ? ([
        ['placeOfBirth', BIRTHPLACE],
        ['dateOfBirth', birth.date],
      ] as const)
    : []
  for (const [field, text] of [['nik', NIK] as const, ...BODY, ...ofBirth]) {
    fields[field] = { ...fields[field], raw: text, value: text, confidence: 0.99, unread: null }
  }
  return { ...blank, fields, lines: [...boxes].map(([field, box]) => ({ field, ...box })) }
}

/** Three equal exposures of a card whose print is even but for the faults. */
export function printCard({
  rows = {},
  nikDigitsDownMm = {},
  birth,
  pieces = {},
  artwork = [],
  photoGapMm = 0,
  photo = {},
}: ToyPrint = {}): Evidence {
  const plane = new Float32Array(WIDTH * HEIGHT)
  const boxes = new Map<FieldName, CardBox>([['nik', inkNik(plane, nikDigitsDownMm)]])
  BODY.forEach(([field, text], i) => boxes.set(field, inkRow(plane, text, i, rows[field] ?? {})))
  if (birth) {
    const box = inkRow(plane, `${BIRTHPLACE}, ${birth.date}`, BODY.length, {}, birth)
    boxes.set('placeOfBirth', box).set('dateOfBirth', box)
  }
  for (const line of artwork) ink(plane, line)
  if (photoGapMm !== null) inkPhoto(plane, photoGapMm, photo)
  const light = plane.map((darkness) => PAPER * (1 - INK * darkness))
  for (const [field, piece] of Object.entries(pieces)) stickOn(light, boxes.get(field as FieldName)!, piece)
  const data = new Uint8Array(WIDTH * HEIGHT * 3)
  light.forEach((code, i) => data.fill(Math.round(code), 3 * i, 3 * i + 3))
  const image: RgbImage = { width: WIDTH, height: HEIGHT, data }
  const corners = [[-0.5, -0.5], [WIDTH - 0.5, -0.5], [WIDTH - 0.5, HEIGHT - 0.5], [-0.5, HEIGHT - 0.5]] as const // prettier-ignore
  const [a, b, c, d] = corners.map(([x, y]) => ({ x, y }))
  return createEvidence({
    frames: [0, 1, 2].map((index) => ({
      index,
      image,
      encoding: { format: 'jpeg', jpegQuality: 92, chromaSubsampling: '4:4:4', quantisationDigest: 'a' },
      sha256: `${index}`.repeat(64),
      tMs: 300 * index,
    })),
    cards: [0, 1, 2].map(() => cardFromQuad([a!, b!, c!, d!], 1)),
    bestFrame: 0,
    reading: readingOf(boxes, birth),
    challenge: null,
    flashSource: null,
    flashSamples: [],
    claims: {},
    ...CONTEXT,
  })
}
