import { encode } from 'uqr'
import type { Texts } from '../texts/texts.ts'
import { buildNode } from './build-node.ts'

const SVG = 'http://www.w3.org/2000/svg'
/** Light modules around the code: scanners ask for four (ISO/IEC 18004 §5.3.8). */
const QUIET_ZONE = 4

/**
 * The way to go on with a phone's camera: a code of the link, for a phone to scan. The link holds the client token, as any link
 * to the capture page does: whoever photographs this screen can capture for this one customer, for as long as the token lasts.
 */
export function buildPhoneCode(link: string, texts: Texts, isOpen: boolean): HTMLElement {
  const code = drawCode(link)
  code.setAttribute('role', 'img')
  code.setAttribute('aria-label', texts.phoneCodeLabel)
  const body = [buildNode('p', { class: 'muted' }, texts.phoneCodeBody), code]
  if (isOpen) return buildNode('div', { class: 'phone-code' }, ...body)
  const fold = buildNode(
    'details',
    { class: 'phone-code' },
    buildNode('summary', {}, texts.phoneCodeTitle),
    ...body,
  )
  // A code that is cut off below cannot be scanned.
  fold.addEventListener('toggle', () => code.scrollIntoView({ block: 'nearest' }))
  return fold
}

function drawCode(text: string): SVGSVGElement {
  const { data, size } = encode(text, { border: QUIET_ZONE, ecc: 'M' })
  const node = document.createElementNS(SVG, 'svg')
  node.setAttribute('viewBox', `0 0 ${size} ${size}`)
  node.setAttribute('shape-rendering', 'crispEdges')
  const dark = document.createElementNS(SVG, 'path')
  const modules = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  dark.setAttribute('d', modules.join(''))
  node.append(dark)
  return node
}
