import type { FrameAnalysis } from '../guidance/analyse-frame.ts'
import type { Advice } from '../guidance/judge-sighting.ts'

const SVG = 'http://www.w3.org/2000/svg'
/** Half the size of the mark on glare, as a share of the picture. */
const GLARE_MARK = 0.07

/** Drawn over the live picture: the card's outline, and where glare lies on it. */
export interface CardOverlay {
  readonly node: SVGSVGElement
  draw(analysis: FrameAnalysis | null, advice: Advice): void
}

export function createCardOverlay(): CardOverlay {
  const node = document.createElementNS(SVG, 'svg')
  node.setAttribute('viewBox', '0 0 1 1')
  node.setAttribute('preserveAspectRatio', 'none')
  node.setAttribute('aria-hidden', 'true')
  const outline = document.createElementNS(SVG, 'polygon')
  const glare = document.createElementNS(SVG, 'ellipse')
  node.append(outline, glare)
  return {
    node,
    draw(analysis, advice) {
      const corners = analysis?.quad ?? []
      outline.setAttribute('points', corners.map(({ x, y }) => `${x},${y}`).join(' '))
      node.setAttribute('class', advice === 'hold_still' || advice === 'steady' ? 'good' : 'seeking')
      const isGlaring = analysis !== null && analysis.glare !== null && advice === 'glare'
      const spot = isGlaring ? onCard(analysis, analysis.glare!.centre) : { x: 0, y: 0 }
      glare.setAttribute('cx', String(spot.x))
      glare.setAttribute('cy', String(spot.y))
      glare.setAttribute('rx', String(isGlaring ? GLARE_MARK : 0))
      glare.setAttribute('ry', String(isGlaring ? GLARE_MARK : 0))
    },
  }
}

/** Where a point of the card lies in the picture; between its corners, which is near enough for a mark. */
function onCard({ quad: [a, b, c, d] }: FrameAnalysis, { x, y }: { readonly x: number; readonly y: number }) {
  const mix = (axis: 'x' | 'y'): number =>
    (1 - y) * ((1 - x) * a[axis] + x * b[axis]) + y * ((1 - x) * d[axis] + x * c[axis])
  return { x: mix('x'), y: mix('y') }
}
