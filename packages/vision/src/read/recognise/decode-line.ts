import type { CharAlternative } from '@kartu/core'
import {
  alignText,
  endShare,
  likelihoodRatioWith,
  likelihoodRatioWithout,
  probabilityAt,
  type Alignment,
  type LineScores,
} from './align-text.ts'
import { BLANK, charOf, classesOf } from './reading-alphabet.ts'
import type { LineStyle } from './row-styles.ts'

export interface DecodedChar {
  readonly char: string
  /** 0–1: probability that this character stands here and that none beside it is lost. */
  readonly confidence: number
  /** Likeliest allowed characters in its place, this one included, best first; sums to at most 1. */
  readonly alternatives: readonly CharAlternative[]
}

/** How likelihoods become probabilities; fitted on simulated captures, see `policy/reading.json`. */
export interface ReadingCalibration {
  /** Divides logarithms of likelihood ratios of one frame: above 1 where the reader is surer than it is right. */
  readonly temperature: number
  /** What every further frame adds to the divisor: 1 if it told nothing new, 0 if its errors were independent. */
  readonly frameCorrelation: number
}

/** Characters are exchanged, dropped and inserted one at a time until nothing is likelier; more rounds never helped. */
const MOST_EDITS = 12
/** Classes tried in a character's place or in a gap. */
const CANDIDATES = 4
/** A step of which less belongs to a state says nothing about it. */
const MIN_SHARE = 0.01
/** A class whose best step in a gap is rarer than this is not tried there. */
const MIN_INSERTION = 0.02
/** How likely it is that a row holds what its form rules out, beside a misreading: a letter among the digits of a NIK. */
const FOREIGN_PRIOR = 0.03
/** Rarer alternatives are not kept. */
const MIN_ALTERNATIVE = 0.0005
/** An edit that gives the row's form is taken unless it is this much less likely; the confidence then says so. */
const FORM_WORTH = 1e-5

interface Edit {
  readonly kind: 'exchange' | 'drop' | 'insert'
  readonly index: number
  readonly code: number
  /** Likelihood over that of the unedited text, all frames. */
  readonly ratio: number
}

/**
 * The text that all frames' scores of one line together find likeliest, each character with the probability that comes of
 * comparing it with every other text one character away. Frames are combined by multiplying likelihoods of whole texts, which
 * needs no alignment between them. Empty where no frame has ink to read.
 */
export function decodeLine(
  frames: readonly LineScores[],
  style: LineStyle,
  calibration: ReadingCalibration,
): readonly DecodedChar[] {
  let codes = likeliestStart(frames, style)
  let alignments = alignAll(frames, codes)
  let edits = listEdits(alignments, codes, style.mask)
  const seen = new Set([codes.join()])
  for (let round = 0; round < MOST_EDITS; round++) {
    const best = chooseEdit(edits, codes, style)
    if (best === null) break
    const next = apply(codes, best)
    if (seen.has(next.join())) break
    seen.add(next.join())
    const aligned = alignAll(frames, next)
    // An edit may not win by silencing a frame that objects to it.
    if (aligned.length < alignments.length) break
    codes = next
    alignments = aligned
    edits = listEdits(alignments, codes, style.mask)
  }
  const divisor = calibration.temperature * (1 + calibration.frameCorrelation * (alignments.length - 1))
  return describe(codes, edits, style.mask, divisor)
}

/** The frames' greedy readings, compared in all frames. */
function likeliestStart(frames: readonly LineScores[], style: LineStyle): readonly number[] {
  const texts = new Map(
    frames.map((scores) => {
      const codes = decodeGreedily(scores, style.mask)
      return [codes.join(), codes] as const
    }),
  )
  const [first = []] = texts.values()
  if (texts.size <= 1) return first
  const likelihood = (codes: readonly number[]) =>
    frames.reduce((sum, scores) => sum + (alignText(scores, codes)?.logLikelihood ?? -Infinity), 0)
  return [...texts.values()].reduce((a, b) => (likelihood(b) > likelihood(a) ? b : a))
}

/** A run of equal best classes is one character, a blank ends it. */
export function decodeGreedily(scores: LineScores, mask: Uint8Array): readonly number[] {
  const codes: number[] = []
  let last = BLANK
  for (let t = 0; t < scores.steps; t++) {
    let best = BLANK
    for (let code = 1; code < scores.classes; code++) {
      if (mask[code] === 1 && probabilityAt(scores, t, code) > probabilityAt(scores, t, best)) best = code
    }
    if (best !== last && best !== BLANK) codes.push(best)
    last = best
  }
  return codes
}

/** A frame too narrow for the text says nothing about it. */
function alignAll(frames: readonly LineScores[], codes: readonly number[]): readonly Alignment[] {
  return frames.flatMap((scores) => alignText(scores, codes) ?? [])
}

/** Every edit worth a look, and exchanges for classes that the row can't hold: they are never made, but tell how sure it is. */
function listEdits(
  alignments: readonly Alignment[],
  codes: readonly number[],
  mask: Uint8Array,
): readonly Edit[] {
  const joint = (ratio: (alignment: Alignment) => number) =>
    alignments.reduce((product, alignment) => product * ratio(alignment), 1)
  const occupancies = alignments.map(occupancy)
  const edits: Edit[] = []
  codes.forEach((own, index) => {
    edits.push({
      kind: 'drop',
      index,
      code: BLANK,
      ratio: joint((alignment) => likelihoodRatioWithout(alignment, index)),
    })
    for (const code of likeliestClasses(alignments, occupancies, 2 * index + 1, mask)) {
      if (code === own) continue
      const ratio = joint((alignment) => likelihoodRatioWith(alignment, index - 1, code, index + 1))
      edits.push({ kind: 'exchange', index, code, ratio })
    }
  })
  for (let gap = 0; gap <= codes.length; gap++) {
    for (const code of classesInGap(alignments, occupancies, 2 * gap, mask)) {
      const ratio = joint((alignment) => likelihoodRatioWith(alignment, gap - 1, code, gap))
      edits.push({ kind: 'insert', index: gap, code, ratio })
    }
  }
  return edits
}

/** By state, the steps that belong to it and how much of each does, 0–1; steps that hardly do are left out. */
type Occupancy = readonly (readonly { readonly step: number; readonly share: number }[])[]

function occupancy(alignment: Alignment): Occupancy {
  const { codes, scores, forward, backward } = alignment
  const ends = endShare(alignment)
  const states = 2 * codes.length + 1
  const places = Array.from({ length: states }, (): { step: number; share: number }[] => [])
  for (let i = 0; i < scores.steps * states; i++) {
    const share = (forward[i]! * backward[i]!) / ends
    if (share >= MIN_SHARE) places[i % states]!.push({ step: Math.floor(i / states), share })
  }
  return places
}

/** The classes with most probability in a character's steps; foreign ones never take an allowed one's place. */
function likeliestClasses(
  alignments: readonly Alignment[],
  occupancies: readonly Occupancy[],
  state: number,
  mask: Uint8Array,
): readonly number[] {
  const mass = new Float64Array(alignments[0]?.scores.classes ?? 0)
  alignments.forEach(({ scores }, frame) => {
    for (const { step, share } of occupancies[frame]?.[state] ?? []) {
      for (let code = 1; code < mass.length; code++) mass[code]! += share * probabilityAt(scores, step, code)
    }
  })
  return [...greatest(mass, mask, 1, 0), ...greatest(mass, mask, 0, 0)]
}

/** Classes that show somewhere in a gap. */
function classesInGap(
  alignments: readonly Alignment[],
  occupancies: readonly Occupancy[],
  state: number,
  mask: Uint8Array,
): readonly number[] {
  const peaks = new Float64Array(alignments[0]?.scores.classes ?? 0)
  alignments.forEach(({ scores }, frame) => {
    for (const { step, share } of occupancies[frame]?.[state] ?? []) {
      // A step that is surely blank holds no other class worth a look.
      if (share * (1 - probabilityAt(scores, step, BLANK)) <= MIN_INSERTION) continue
      for (let code = 1; code < peaks.length; code++) {
        const p = share * probabilityAt(scores, step, code)
        if (p > peaks[code]!) peaks[code] = p
      }
    }
  })
  return greatest(peaks, mask, 1, MIN_INSERTION)
}

/** Of the classes that the mask allows (1) or rules out (0), those of most mass, best first, at most `CANDIDATES`. */
function greatest(mass: Float64Array, mask: Uint8Array, allowed: 0 | 1, atLeast: number): readonly number[] {
  const chosen: number[] = []
  while (chosen.length < CANDIDATES) {
    let best = BLANK
    let most = atLeast
    for (let code = 1; code < mass.length; code++) {
      if (mass[code]! > most && mask[code] === allowed && !chosen.includes(code)) {
        best = code
        most = mass[code]!
      }
    }
    if (best === BLANK) break
    chosen.push(best)
  }
  return chosen
}

/** The likeliest edit, if it beats the text as it is; where the row's form is missing, one that gives it, and never one that loses it. */
function chooseEdit(
  every: readonly Edit[],
  codes: readonly number[],
  { form, mask }: LineStyle,
): Edit | null {
  const edits = every.filter(({ code }) => mask[code] === 1)
  const likeliest = (among: readonly Edit[]) =>
    among.reduce<Edit | null>((a, b) => (a === null || b.ratio > a.ratio ? b : a), null)
  const likelier = edits.filter((edit) => edit.ratio > 1)
  if (form === undefined) return likeliest(likelier)
  const keepsForm = (edit: Edit) => form.test(textOf(apply(codes, edit)))
  if (form.test(textOf(codes))) return likeliest(likelier.filter(keepsForm))
  return likeliest(edits.filter((edit) => edit.ratio > FORM_WORTH && keepsForm(edit))) ?? likeliest(likelier)
}

function apply(codes: readonly number[], { kind, index, code }: Edit): readonly number[] {
  const inserted = kind === 'drop' ? [] : [code]
  return codes.toSpliced(index, kind === 'insert' ? 0 : 1, ...inserted)
}

export function textOf(codes: readonly number[]): string {
  return codes.map(charOf).join('')
}

/** What may be seen at a line's ends and means nothing there: it is trimmed. */
const isMargin = (code: number) => MARGIN_CODES.includes(code)
const MARGIN_CODES = classesOf(' :')

/**
 * Probabilities of the characters. A class that the row can't hold counts a little against the one read, so that a foreign
 * glyph does not look certain, and is no alternative. A character that may be missing after one is that one's doubt.
 */
function describe(
  codes: readonly number[],
  edits: readonly Edit[],
  mask: Uint8Array,
  divisor: number,
): readonly DecodedChar[] {
  const weigh = ({ ratio, code }: Edit) => ratio ** (1 / divisor) * (mask[code] === 1 ? 1 : FOREIGN_PRIOR)
  return codes.map((own, index) => {
    const last = index === codes.length - 1
    const exchanges = edits.filter((edit) => edit.kind === 'exchange' && edit.index === index)
    const beside = edits.filter(
      (edit) =>
        (edit.kind === 'drop' && edit.index === index) ||
        (edit.kind === 'insert' &&
          ((edit.index === index + 1 && !(last && isMargin(edit.code))) ||
            (index === 0 && edit.index === 0 && !isMargin(edit.code)))),
    )
    const total = 1 + [...exchanges, ...beside].reduce((sum, edit) => sum + weigh(edit), 0)
    const alternatives = exchanges
      .filter((edit) => mask[edit.code] === 1)
      .map((edit) => ({ char: charOf(edit.code), p: weigh(edit) / total }))
      .filter(({ p }) => p >= MIN_ALTERNATIVE)
    return {
      char: charOf(own),
      confidence: 1 / total,
      alternatives: [{ char: charOf(own), p: 1 / total }, ...alternatives].sort((a, b) => b.p - a.p),
    }
  })
}
