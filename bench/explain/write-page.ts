import { FIELD_NAMES, voterPolicy, type CastVote, type FusionPolicy } from '@kartu/core'
import { VOTERS, drawEvidence, type Evidence, type EvidencePicture } from '@kartu/vision'
import { escapeHtml, page, table } from '../evaluate/report/page-notation.ts'
import type { OpenJudgement } from './judge-openly.ts'
import { fieldCrop, framePicture } from './page-pictures.ts'
import { isRight, verdictSentence } from './verdict-sentence.ts'

export const SIMULATED_SOURCE =
  'SIMULATED capture of a fictional card: shows how the checks work, no evidence of accuracy on real cards.'

const MORE_STYLE = `
.verdict { font-size: 1.2rem; border-left: 6px solid #2a8a4a; padding: .5rem 1rem; margin: 1rem 0 } .verdict.low { border-color: #b3372f } .verdict [lang=id] { color: #56606e; font-size: 1rem; display: block }
.frames { display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: .8rem } .frame { margin: 0 } .shot { position: relative } .shot img { width: 100%; display: block } .shot svg { position: absolute; inset: 0; width: 100%; height: 100% } .shot polygon { fill: none; stroke: #0a84c6; stroke-width: 4 }
.code { display: flex; gap: 4px; margin: .4rem 0 } .code span { width: 3.2rem; height: 1.2rem; border: 1px solid #9aa4b2 }
.fields td { vertical-align: middle; text-align: left; white-space: normal } .fields td img { max-width: 300px; max-height: 46px; display: block } .fields th { text-align: left }
.vote { border: 1px solid #d5dae1; border-left-width: 6px; border-radius: 4px; padding: .2rem 1rem .8rem; margin: 1rem 0 } .vote.passed { border-left-color: #2a8a4a } .vote.failed { border-left-color: #b3372f } .vote.abstained { border-left-color: #c9cfd8 }
.vote h3 { margin: .7rem 0 .2rem; font-family: ui-monospace, monospace; font-size: 1rem } .vote h3 span { font-family: system-ui, sans-serif; font-weight: 400; color: #56606e } .vote img { max-width: 100%; height: auto; display: block; margin-top: .5rem } .vote p { margin: .3rem 0 } .blind, details { color: #56606e; font-size: 13px } .measured { overflow-wrap: anywhere }
figcaption [lang=id] { display: block; margin-top: .3rem }
@media (max-width: 520px) { .fields td img { max-width: 150px } }`

/** One capture's page: what was decided, what was photographed, what was read, and what every voter saw. */
export async function writePage(judgement: OpenJudgement, policy: FusionPolicy): Promise<string> {
  const { capture, votes, evidence } = judgement
  const truth = capture.genuine ? 'a genuine card' : `the attack ${capture.species}`
  const title = `Kartu: ${capture.genuine ? 'genuine card' : capture.species}`
  return page(
    title,
    SIMULATED_SOURCE,
    [
      verdictSection(judgement, truth),
      await frameSection(evidence),
      await fieldSection(evidence),
      '<h2>What the voters saw</h2><p>A voter that cannot judge abstains: that is never a pass and never makes a verdict better.</p>',
      ...votes.map((vote) => voteSection(vote, drawEvidence(vote.voter, evidence), policy)),
    ],
    MORE_STYLE,
  )
}

function verdictSection(judgement: OpenJudgement, truth: string): string {
  const { capture, fused, decision } = judgement
  const { en, id } = verdictSentence(judgement)
  const rightness = isRight(judgement)
    ? 'The verdict is right.'
    : capture.genuine
      ? 'A genuine card was not accepted: a false alarm.'
      : 'The attack was accepted: a miss.'
  const rows = (['antiSpoof', 'tamper'] as const).map((family) => {
    const { evidence, passed, abstained, hardFailed, missing } = fused.families[family]
    return [
      family === 'antiSpoof' ? 'Was the card there?' : 'Is it as issued?',
      fused[family],
      evidence.toFixed(2),
      String(passed),
      String(abstained),
      hardFailed.join(' ') || '–',
      missing.join(' ') || '–',
    ]
  })
  const header = [
    'question',
    'answer',
    'evidence, nats',
    'passed',
    'abstained',
    'hard failures',
    'required, not passed',
  ]
  return `<p class="verdict${decision.assuranceTier === 'low' ? ' low' : ''}"><span lang="en">${escapeHtml(en)}</span><span lang="id">${escapeHtml(id)}</span></p>
<p>Really shown: ${escapeHtml(truth)}, by ${escapeHtml(capture.device)}, light ${escapeHtml(capture.light)}${capture.variety === null ? '' : `, variety ${escapeHtml(capture.variety)}`}. ${rightness}</p>
<div class="wide">${table(header, rows)}</div>`
}

async function frameSection(evidence: Evidence): Promise<string> {
  const frames = await Promise.all(
    evidence.frames.map((frame, position) => framePicture(evidence, frame, position)),
  )
  const swatches = evidence.challenge?.colors.map(
    (color) => `<span style="background:${escapeHtml(color)}" title="${escapeHtml(color)}"></span>`,
  )
  const code = swatches
    ? `<p>The code that the screen showed:</p><div class="code">${swatches.join('')}</div>`
    : '<p>No flash challenge was asked for.</p>'
  return `<h2>Frames</h2>${code}<div class="frames">${frames.join('\n')}</div>`
}

async function fieldSection(evidence: Evidence): Promise<string> {
  const { fields, lines } = evidence.reading
  const rows = await Promise.all(
    FIELD_NAMES.map(async (name) => {
      const { value, raw, confidence, unread, validation } = fields[name]
      const places = lines.filter(({ field }) => field === name)
      const crops = await Promise.all(places.map((place) => fieldCrop(evidence, place)))
      const pictures = crops.map((source) =>
        source === null ? '' : `<img alt="${escapeHtml(name)} on the card" src="${source}">`,
      )
      const cells = [
        escapeHtml(name),
        pictures.join('') || '–',
        escapeHtml(value ?? '–') +
          (raw !== null && raw !== value ? `<br><small>${escapeHtml(raw)}</small>` : ''),
        value === null ? escapeHtml(unread ?? '–') : confidence.toFixed(3),
        escapeHtml(`${validation.outcome}: ${validation.reason}`),
      ]
      return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
    }),
  )
  const header = ['field', 'on the card', 'value (as read)', 'confidence', 'validation']
  return `<h2>Fields</h2><div class="wide"><table class="fields"><thead><tr>${header.map((name) => `<th>${name}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

function voteSection(vote: CastVote, picture: EvidencePicture | null, policy: FusionPolicy): string {
  const { failAbove, hard } = voterPolicy(policy, vote.voter)
  const voter = VOTERS.find(({ id }) => id === vote.voter)
  const suspicion =
    vote.suspicion === undefined
      ? ''
      : `, suspicion ${vote.suspicion.toFixed(2)} (fails above ${failAbove.toFixed(2)}${hard ? ', forbids acceptance' : ''})`
  const measured = Object.entries(vote.evidence).map(
    ([name, value]) => `${name} ${Array.isArray(value) ? value.join(', ') : String(value)}`,
  )
  const figure = picture ? pictureFigure(vote.voter, picture) : ''
  return `<section class="vote ${vote.outcome}"><h3>${escapeHtml(vote.voter)} <span>${vote.outcome}${suspicion}</span></h3>
<p>${escapeHtml(vote.reason)}</p>${figure}
<p class="blind">Measures: ${escapeHtml(voter?.measures ?? '')} Blind to: ${escapeHtml(voter?.blindTo ?? '')}</p>
${measured.length === 0 ? '' : `<details><summary>Measured</summary><p class="measured">${escapeHtml(measured.join('; '))}</p></details>`}</section>`
}

/** Behind an `<img>` a drawing cannot run or load anything, whatever it holds. */
function pictureFigure(voter: string, { svg, widthPx, heightPx, caption }: EvidencePicture): string {
  const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
  return `<figure><img width="${widthPx}" height="${heightPx}" alt="Evidence of ${escapeHtml(voter)}" src="${source}"><figcaption><span lang="en">${escapeHtml(caption.en)}</span><span lang="id">${escapeHtml(caption.id)}</span></figcaption></figure>`
}
