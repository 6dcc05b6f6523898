import { charWidths, isPulledPair, type LetterWeight } from './helvetica-widths.ts'
import type { InkSegment } from './ink-segments.ts'
import { fitRobustly } from './least-squares.ts'
import { MAD_TO_SIGMA, median } from './order-statistics.ts'

/** How a line's letters lie along it, px, by all edges of its shapes together. */
export interface LineFit {
  /** Where the text begins, and the size of its type, with the standard error of each. */
  readonly originPx: number
  readonly originErrorPx: number
  readonly emPx: number
  readonly emErrorPx: number
  /** How much wider than in the face letters are: blur, spread of ink, another weight. */
  readonly wideningPx: number
  /** Of edges about where they should be, robust standard deviation. */
  readonly restPx: number
  readonly edges: number
}

/** An edge is that of a letter that it is nearer to than this, type sizes: strokes are 0.1 wide, letters 0.5 apart. */
const MATCH_EM = 0.09
/** Sizes and beginnings that are tried, as shares of the usual size: forgers miss by up to a tenth. */
const SIZES = [0.88, 0.91, 0.94, 0.97, 1, 1.03, 1.06, 1.09, 1.12] as const
const SHIFTS_EM = [-0.24, -0.16, -0.08, 0, 0.08, 0.16, 0.24] as const
const EDGES_LEAST = 5
/** So many edges tell how far pairs of letters are pulled together as well. */
const EDGES_FOR_PULL = 10
/** Signs that are lower than capitals, so not among a line's shapes. */
const LOW = /[\s.,'-]/

/** How many of a text's characters are shapes of a line, if all are seen apart. */
export const countShapes = (text: string): number =>
  Array.from(text).filter((character) => !LOW.test(character)).length

interface LetterEdges {
  /** Left and right edges of the letters' ink from the text's origin, type sizes; ascending. */
  readonly left: readonly number[]
  readonly right: readonly number[]
  /** Pairs before each letter that typesetters may pull together. */
  readonly pulled: readonly number[]
}

function edgesOf(text: string, weight: LetterWeight): LetterEdges | null {
  const left: number[] = []
  const right: number[] = []
  const pulled: number[] = []
  let [at, pairs] = [0, 0]
  for (let i = 0; i < text.length; i++) {
    const widths = charWidths(text[i]!, weight)
    if (!widths) return null
    if (i > 0 && isPulledPair(text[i - 1]!, text[i]!)) pairs++
    if (!LOW.test(text[i]!)) {
      left.push(at + widths[1] / 1000)
      right.push(at + widths[2] / 1000)
      pulled.push(pairs)
    }
    at += widths[0] / 1000
  }
  return { left, right, pulled }
}

/** Index of the place nearest to a value; places ascend. */
function nearest(places: readonly number[], value: number): number {
  let best = 0
  for (let i = 1; i < places.length; i++) {
    if (Math.abs(places[i]! - value) < Math.abs(places[best]! - value)) best = i
    else break
  }
  return best
}

/** Lays a text along the shapes of its line, which may be letters or letters run together; null where they don't fit. */
export function fitLine(
  segments: readonly InkSegment[],
  text: string,
  weight: LetterWeight,
  guess: { readonly originPx: number; readonly emPx: number; readonly wideningPx: number },
): LineFit | null {
  const edges = edgesOf(text, weight)
  if (!edges || edges.left.length === 0 || segments.length === 0) return null
  const half = guess.wideningPx / 2
  let best = { agreement: 0, origin: guess.originPx, em: guess.emPx }
  for (const size of SIZES) {
    const em = size * guess.emPx
    for (const shift of SHIFTS_EM) {
      const origin = guess.originPx + shift * guess.emPx
      let agreement = 0
      for (const { x0, x1 } of segments) {
        const l = (x0 + half - origin) / em
        const r = (x1 - half - origin) / em
        agreement += Math.max(0, 1 - ((edges.left[nearest(edges.left, l)]! - l) / MATCH_EM) ** 2)
        agreement += Math.max(0, 1 - ((edges.right[nearest(edges.right, r)]! - r) / MATCH_EM) ** 2)
      }
      if (agreement > best.agreement) best = { agreement, origin, em }
    }
  }
  let fit: LineFit | null = null
  let pull = 0
  for (let round = 0; round < 2; round++) {
    const { origin, em } = best
    const rows: number[][] = []
    const values: number[] = []
    const add = (places: readonly number[], x: number, side: number) => {
      const value = (x - side * half - origin) / em
      const i = nearest(
        places.map((place, k) => place - pull * edges.pulled[k]!),
        value,
      )
      if (Math.abs(places[i]! - pull * edges.pulled[i]! - value) > MATCH_EM) return
      rows.push([1, places[i]!, side / 2, edges.pulled[i]!])
      values.push(x)
    }
    for (const { x0, x1 } of segments) {
      add(edges.left, x0, -1)
      add(edges.right, x1, 1)
    }
    if (rows.length < EDGES_LEAST) return null
    const pulls = rows.map((row) => row[3]!)
    const hasPull = rows.length >= EDGES_FOR_PULL && Math.max(...pulls) > Math.min(...pulls)
    const design = hasPull ? rows : rows.map((row) => row.slice(0, 3))
    const solved = fitRobustly(design, Float64Array.from(values))
    if (!solved) return null
    const [originPx, emPx, wideningPx] = solved.weights as unknown as [number, number, number]
    // Few edges that a line was laid through seem closer to it than they are.
    const spare = Math.max(1, rows.length - solved.weights.length)
    const restPx = Math.sqrt(rows.length / spare) * MAD_TO_SIGMA * median(solved.rest.map(Math.abs))
    const mean = rows.reduce((sum, row) => sum + row[1]!, 0) / rows.length
    const spread = rows.reduce((sum, row) => sum + (row[1]! - mean) ** 2, 0)
    const emErrorPx = restPx / Math.sqrt(spread)
    fit = {
      originPx,
      emPx,
      wideningPx,
      restPx,
      emErrorPx,
      originErrorPx: Math.hypot(restPx / Math.sqrt(rows.length), mean * emErrorPx),
      edges: rows.length,
    }
    best = { ...best, origin: originPx, em: emPx }
    pull = hasPull ? Math.max(0, -solved.weights[3]! / emPx) : 0
  }
  return fit
}
