import * as Plot from '@observablehq/plot'
import type { CaptureRecord } from '../capture-record.ts'
import type { EvaluationDocument, ModeFigures } from '../evaluation-document.ts'
import { drawPlot } from './draw-plot.ts'
import { escapeHtml, figure } from './page-notation.ts'

const WITH = 'with flash'
const WITHOUT = 'without flash'
const GENUINE = 'genuine'
const ATTACK = 'attack'
const WIDTH_PX = 980
const ROW_HEIGHT_PX = 24
const LABEL_WIDTH_PX = 150
const MODE_COLORS = { domain: [WITH, WITHOUT], range: ['#1f6fb2', '#c2571a'], legend: false }
const KIND_COLORS = { domain: [GENUINE, ATTACK], range: ['#2a8a4a', '#b3372f'] }
/** Where captures are drawn that no bound would accept, nats. */
const FORBIDDEN_GAP = 2

const modesOf = (document: EvaluationDocument): readonly (readonly [string, ModeFigures])[] => [
  [WITH, document],
  [WITHOUT, document.nonceless],
]

/** BPCER against the worst species' APCER. */
export function detSection(document: EvaluationDocument): string {
  const rows = modesOf(document).flatMap(([mode, { det }]) => det.map((point) => ({ mode, ...point })))
  const ends = modesOf(document).flatMap(([mode, { det }]) =>
    det.slice(0, 1).map((point) => ({ mode, ...point })),
  )
  const drawing = drawPlot({
    width: 560,
    height: 440,
    marginBottom: 40,
    x: { domain: [0, 1], label: 'APCER of the worst species →', tickFormat: '.0%', grid: true },
    y: { domain: [0, 1], label: '↑ BPCER', tickFormat: '.0%', grid: true },
    color: MODE_COLORS,
    marks: [
      Plot.line(rows, { x: 'apcer', y: 'bpcer', stroke: 'mode', strokeWidth: 2, curve: 'step-before' }),
      Plot.dot(ends, { x: 'apcer', y: 'bpcer', fill: 'mode', r: 4 }),
    ],
  })
  return `<h2>Detection error trade-off</h2>${figure(drawing, 'Blue with flash, orange without. Every bound on the fused evidence, left the strict ones. The dots are the loosest: what lies beyond is forbidden by a rule, not by the sum.', document)}`
}

/** How far every capture is from the bound, by species. */
export function marginSection(document: EvaluationDocument, records: readonly CaptureRecord[]): string {
  const least = Math.min(0, ...records.flatMap(({ margin }) => margin ?? []))
  const forbiddenAt = Math.floor(least) - FORBIDDEN_GAP
  const rows = records.map((record) => ({
    name: record.variety === null ? record.species : `${record.species}: ${record.variety}`,
    margin: record.margin ?? forbiddenAt,
    mode: record.flash ? WITH : WITHOUT,
    kind: record.genuine ? GENUINE : ATTACK,
  }))
  const names = [...new Set(rows.map((row) => row.name))]
  const drawing = drawPlot({
    width: WIDTH_PX,
    height: 100 + names.length * ROW_HEIGHT_PX,
    marginBottom: 40,
    marginLeft: LABEL_WIDTH_PX + 40,
    x: { label: 'margin over the policy’s bound, nats →', grid: true },
    y: { label: null, domain: names },
    fx: { label: null, domain: [WITH, WITHOUT] },
    color: KIND_COLORS,
    marks: [
      Plot.ruleX([0], { stroke: '#1c2430', strokeDasharray: '3,3' }),
      Plot.ruleX([forbiddenAt], { stroke: '#d5dae1' }),
      Plot.tickX(rows, {
        x: 'margin',
        y: 'name',
        fx: 'mode',
        stroke: 'kind',
        strokeWidth: 1.6,
        strokeOpacity: 0.6,
      }),
    ],
  })
  return `<h2>Fused evidence</h2>${figure(drawing, `One tick a capture, green genuine and red attack; right of the dashed line it is accepted. At ${forbiddenAt}: captures that no bound would accept, because a hard voter failed, the flash was not validated, too few voters passed or no card was found.`, document)}`
}

/** What each voter answered, and what it cost. */
export function voterSection(document: EvaluationDocument, records: readonly CaptureRecord[]): string {
  const votes = records.flatMap(({ species, genuine, flash, votes: own }) =>
    own.map((vote) => ({
      ...vote,
      species,
      kind: genuine ? GENUINE : ATTACK,
      mode: flash ? WITH : WITHOUT,
      isSilent: vote.outcome === 'abstained',
    })),
  )
  const species = [...new Set(records.map((record) => record.species))]
  const voters = [...new Set(votes.map((vote) => vote.voter))]
  const panels = voters.map((voter) =>
    voterPanel(
      document,
      voter,
      votes.filter((vote) => vote.voter === voter),
      species,
    ),
  )
  const costs = modesOf(document).flatMap(([mode, figures]) =>
    Object.entries(figures.voters).map(([voter, { cpuMs }]) => ({ mode, voter, cpuMs })),
  )
  const cost = drawPlot({
    width: WIDTH_PX,
    height: 80 + voters.length * ROW_HEIGHT_PX,
    marginBottom: 40,
    marginLeft: LABEL_WIDTH_PX,
    x: { label: 'CPU, ms a capture (median) →', grid: true },
    y: { label: null, domain: voters },
    fx: { label: null, domain: [WITH, WITHOUT] },
    color: MODE_COLORS,
    marks: [Plot.barX(costs, { x: 'cpuMs', y: 'voter', fx: 'mode', fill: 'mode' }), Plot.ruleX([0])],
  })
  return `<h2>Voters</h2>
<h3>What each costs</h3>${figure(cost, 'The first voter that asks for a shared input pays for it.', document)}
<h3>What each answers</h3><p>Ticks are suspicions, 0 as a genuine presentation behaves and 1 as an attack does. The grey bar at the right of each row is
the share of captures on which the voter abstained.</p>${panels.join('\n')}`
}

interface DrawnVote {
  readonly species: string
  readonly suspicion: number | null
  readonly kind: string
  readonly mode: string
  readonly isSilent: boolean
}

const ABSTAINED_FROM = 1.06
const ABSTAINED_WIDTH = 0.2

function voterPanel(
  document: EvaluationDocument,
  voter: string,
  votes: readonly DrawnVote[],
  species: readonly string[],
): string {
  const silences = [...Map.groupBy(votes, (vote) => `${vote.mode}/${vote.species}`).values()].map((own) => ({
    mode: own[0]!.mode,
    species: own[0]!.species,
    until: ABSTAINED_FROM + (ABSTAINED_WIDTH * own.filter((vote) => vote.isSilent).length) / own.length,
  }))
  const drawing = drawPlot({
    width: WIDTH_PX,
    height: 80 + species.length * ROW_HEIGHT_PX * 0.8,
    marginBottom: 40,
    marginLeft: LABEL_WIDTH_PX,
    x: {
      label: 'suspicion →',
      domain: [0, ABSTAINED_FROM + ABSTAINED_WIDTH],
      ticks: [0, 0.5, 1],
    },
    y: { label: null, domain: [...species] },
    fx: { label: null, domain: [WITH, WITHOUT] },
    color: KIND_COLORS,
    marks: [
      Plot.barX(silences, { x1: ABSTAINED_FROM, x2: 'until', y: 'species', fx: 'mode', fill: '#c9cfd8' }),
      Plot.ruleX([0, 0.5, 1], { stroke: '#e6e9ee' }),
      Plot.tickX(
        votes.filter((vote) => !vote.isSilent),
        { x: 'suspicion', y: 'species', fx: 'mode', stroke: 'kind', strokeWidth: 1.6, strokeOpacity: 0.55 },
      ),
    ],
  })
  return `<h4>${escapeHtml(voter)}</h4>${figure(drawing, 'Green genuine, red attack.', document)}`
}
