import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'

/** Plot draws into a document; this one exists in memory only. */
const { document } = parseHTML('<!doctype html><html><body></body></html>')

/** An SVG as text, to stand inline in a page. */
export function drawPlot(options: Plot.PlotOptions): string {
  const drawn = Plot.plot({
    style: { fontSize: '11px' },
    ...options,
    document: document as never,
  })
  return String(drawn.outerHTML)
}
