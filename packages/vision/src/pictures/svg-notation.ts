import type { EvidencePicture, PictureCaption } from './evidence-picture.ts'

type Attributes = Readonly<Record<string, string | number>>

/** All pictures are this wide, so that a column of them lines up. */
const PICTURE_WIDTH_PX = 760
const NAMESPACE = 'http://www.w3.org/2000/svg'
/** What XML 1.0 allows of the control characters. */
const FORBIDDEN_CONTROLS = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

export const INK = '#1c2430'
export const PALE = '#6b7685'
export const RULE = '#d5dae1'
/** Marks what speaks against the card, and what was measured. */
export const ALARM = '#d1242f'
export const MARK = '#0a84c6'

/** Text that may stand anywhere in a drawing: whoever wrote it, it stays text. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(FORBIDDEN_CONTROLS, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** Hundredths are finer than a screen; what is not finite would make the drawing unreadable and is drawn at 0. */
function attribute(value: string | number): string {
  if (typeof value === 'string') return escapeXml(value)
  return Number.isFinite(value) ? String(Number(value.toFixed(2))) : '0'
}

/** An element; `children` are drawings already. */
export function el(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(value)}"`)
  return children.length === 0
    ? `<${name}${written.join('')}/>`
    : `<${name}${written.join('')}>${children.join('')}</${name}>`
}

/** A line of text whose baseline begins at (x, y). */
export function label(x: number, y: number, text: string, attributes: Attributes = {}): string {
  return el('text', { x, y, fill: PALE, ...attributes }, escapeXml(text))
}

export function line(x1: number, y1: number, x2: number, y2: number, attributes: Attributes = {}): string {
  return el('line', { x1, y1, x2, y2, stroke: RULE, ...attributes })
}

/** A line through points. */
export function polyline(points: readonly (readonly [number, number])[], attributes: Attributes): string {
  const written = points.map(([x, y]) => `${attribute(x)},${attribute(y)}`).join(' ')
  return el('polyline', { points: written, fill: 'none', ...attributes })
}

/** Finishes a picture. */
export function finishPicture(
  heightPx: number,
  caption: PictureCaption,
  parts: readonly string[],
): EvidencePicture {
  const frame = {
    xmlns: NAMESPACE,
    width: PICTURE_WIDTH_PX,
    height: heightPx,
    viewBox: `0 0 ${PICTURE_WIDTH_PX} ${heightPx}`,
    role: 'img',
    'font-family': 'system-ui, sans-serif',
    'font-size': 12,
  }
  const ground = el('rect', { width: PICTURE_WIDTH_PX, height: heightPx, fill: '#fff' })
  return {
    svg: el('svg', frame, el('title', {}, escapeXml(caption.en)), ground, ...parts),
    widthPx: PICTURE_WIDTH_PX,
    heightPx,
    caption,
  }
}
