import sharp from 'sharp'
import { cardHeightPx, type Evidence, type Frame, type RgbImage } from '@kartu/vision'
import { escapeHtml } from '../evaluate/report/page-notation.ts'

const FRAME_WIDTH_PX = 420
const READ_WIDTH_PX = 1280
const QUALITY = 80
/** Room around a field's crop, card coordinates. */
const CROP_MARGIN = 0.008

async function jpegDataUri(image: RgbImage, widthPx: number): Promise<string> {
  const { width, height, data } = image
  const bytes = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize({ width: Math.min(widthPx, width) })
    .jpeg({ quality: QUALITY })
    .toBuffer()
  return `data:image/jpeg;base64,${bytes.toString('base64')}`
}

/** One frame with the outline of the card that was found, and the colour that was on the screen nearest to it. */
export async function framePicture(evidence: Evidence, frame: Frame, position: number): Promise<string> {
  const { width, height } = frame.image
  const card = evidence.cards[position]
  const source = await jpegDataUri(frame.image, FRAME_WIDTH_PX)
  const corners = card?.quad.map(({ x, y }) => `${x.toFixed(0)},${y.toFixed(0)}`).join(' ')
  const outline =
    corners === undefined
      ? ''
      : `<svg viewBox="0 0 ${width} ${height}" aria-hidden="true"><polygon points="${corners}"/></svg>`
  const notes = [
    `#${frame.index + 1}`,
    frame.tMs === null ? '' : `${frame.tMs.toFixed(0)} ms`,
    card ? `card ${Math.round(card.widthPx)} px` : 'no card found',
    position === evidence.bestFrame ? 'read' : '',
  ].filter((note) => note !== '')
  return `<figure class="frame"><div class="shot"><img alt="Frame ${frame.index + 1}" src="${source}">${outline}</div><figcaption>${escapeHtml(notes.join(' · '))}</figcaption></figure>`
}

interface CropPlace {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

/** A field as it stands on the card that was read; null where it lies beyond it. */
export async function fieldCrop(evidence: Evidence, place: CropPlace): Promise<string | null> {
  const card = evidence.rectified(evidence.bestFrame, READ_WIDTH_PX)
  if (!card) return null
  const heightPx = cardHeightPx(READ_WIDTH_PX)
  const within = (value: number, size: number): number => Math.round(Math.min(1, Math.max(0, value)) * size)
  const left = within(place.x0 - CROP_MARGIN, READ_WIDTH_PX)
  const top = within(place.y0 - CROP_MARGIN, heightPx)
  const width = within(place.x1 + CROP_MARGIN, READ_WIDTH_PX) - left
  const height = within(place.y1 + CROP_MARGIN, heightPx) - top
  if (width < 1 || height < 1) return null
  const bytes = await sharp(card.data, { raw: { width: card.width, height: card.height, channels: 3 } })
    .extract({ left, top, width, height })
    .jpeg({ quality: QUALITY })
    .toBuffer()
  return `data:image/jpeg;base64,${bytes.toString('base64')}`
}
