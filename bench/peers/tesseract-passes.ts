import type { RgbImage } from '@kartu/vision'
import { blankArea, cropArea, encodePgm, flattenCard, toPixels } from './grey-picture.ts'
import type { PeerText, PixelBox } from './peer.ts'

/** One run of Tesseract over a part of the card. */
export interface TesseractPass {
  readonly language: 'ind' | 'eng'
  readonly pageSegmentation: '6' | '7'
  /** Tesseract's variables. */
  readonly variables: Readonly<Record<string, string>>
}

const DPI = { user_defined_dpi: '300' } as const
/** The whole card as one block of text (6): automatic segmentation (3, 4) and sparse text (11) lose lines or take longer. */
export const PAGE_PASS: TesseractPass = { language: 'ind', pageSegmentation: '6', variables: DPI }
/**
 * The NIK alone, one line (7) of digits: the Indonesian model was never shown OCR-A and misreads most numbers, the English one
 * reads it far better and comes with every Tesseract.
 */
export const NIK_PASS: TesseractPass = {
  language: 'eng',
  pageSegmentation: '7',
  variables: { ...DPI, tessedit_char_whitelist: '0123456789' },
}

/** Parts of the card, 0–1 of width and height (ktp-domain §3.8). */
const PHOTO = { x0: 0.69, y0: 0.2, x1: 0.925, y1: 0.65 } as const
const NIK_VALUE = { x0: 0.232, y0: 0.2, x1: 0.685, y1: 0.275 } as const

export interface TesseractPictures {
  readonly page: Buffer
  readonly nik: Buffer
  readonly nikArea: PixelBox
}

/** What both Tesseracts are given, as PGM files: the flattened card without the photo, and the NIK's digits. */
export function prepareForTesseract(card: RgbImage): TesseractPictures {
  const flat = flattenCard(card)
  const nikArea = toPixels(flat, NIK_VALUE)
  return {
    page: encodePgm(blankArea(flat, toPixels(flat, PHOTO))),
    nik: encodePgm(cropArea(flat, nikArea)),
    nikArea,
  }
}

/** The page's words, with the second pass's digits in the place of the NIK if it found any. */
export function mergePasses(page: readonly PeerText[], nik: readonly PeerText[], area: PixelBox): PeerText[] {
  if (nik.length === 0) return [...page]
  const inArea = ({ box }: PeerText) => {
    const x = (box.x0 + box.x1) / 2
    const y = (box.y0 + box.y1) / 2
    return x > area.x0 && x < area.x1 && y > area.y0 && y < area.y1
  }
  const moved = nik.map((word) => ({
    ...word,
    box: {
      x0: word.box.x0 + area.x0,
      y0: word.box.y0 + area.y0,
      x1: word.box.x1 + area.x0,
      y1: word.box.y1 + area.y0,
    },
  }))
  return [...page.filter((word) => !inArea(word)), ...moved]
}

const WORD_LEVEL = '5'
const PERCENT = 100

/** The words of Tesseract's TSV output: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
export function parseTesseractTsv(tsv: string): PeerText[] {
  return tsv.split('\n').flatMap((line): PeerText[] => {
    const [level, , , , , , left, top, width, height, confidence, text = ''] = line.split('\t')
    if (level !== WORD_LEVEL || text.trim() === '') return []
    const [x0, y0] = [Number(left), Number(top)]
    // Of a word; the characters' product must come out as it.
    const ofWord = Math.max(0, Number(confidence) / PERCENT)
    return [
      {
        text: text.trim(),
        confidence: ofWord ** (1 / text.trim().length),
        box: { x0, y0, x1: x0 + Number(width), y1: y0 + Number(height) },
      },
    ]
  })
}
