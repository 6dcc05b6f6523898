// `npm run demo -- --explain`: why the service decided as it did. Simulated captures, genuine and attacked, are judged by the
// service's own stages; each becomes one HTML page with its frames, its fields and what every voter saw. Progress goes to standard
// error; the list of pages, or with --json one document, to standard output.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { KartuError } from '@kartu/core'
import { filmPresentation } from '../evaluate/film-presentation.ts'
import { loadInstruments } from '../evaluate/judge-labelled.ts'
import { planEvaluation } from '../evaluate/plan-evaluation.ts'
import { EXPLAIN_USAGE, parseExplainOptions, type ExplainOptions } from './explain-options.ts'
import { judgeOpenly } from './judge-openly.ts'
import { isRight } from './verdict-sentence.ts'
import { writeIndex, type ExplainedCapture } from './write-index.ts'
import { writePage } from './write-page.ts'

const INDEX_FILE = 'index.html'

async function explain(options: ExplainOptions): Promise<readonly ExplainedCapture[]> {
  const { out, species, count, seed, nonceless } = options
  const instruments = await loadInstruments()
  await mkdir(out, { recursive: true })
  const planned = planEvaluation({
    split: 'evaluate',
    seed,
    genuineCount: count,
    attackCount: count,
    species,
  }).filter(({ flash }) => flash !== nonceless)
  const explained: ExplainedCapture[] = []
  for (const presentation of planned) {
    const judgement = await judgeOpenly(await filmPresentation(presentation), instruments)
    const { capture, decision, votes } = judgement
    const file = `${presentation.id.replaceAll(/[^a-z0-9_]+/g, '-')}.html`
    await writeFile(join(out, file), await writePage(judgement, instruments.policy))
    explained.push({
      file,
      species: capture.species,
      genuine: capture.genuine,
      flash: presentation.flash,
      verdict: decision.verdict,
      assuranceTier: decision.assuranceTier,
      isRight: isRight(judgement),
      failed: votes.filter(({ outcome }) => outcome === 'failed').map(({ voter }) => voter),
    })
    console.error(`  ${capture.species}: ${decision.assuranceTier}`)
  }
  await writeFile(join(out, INDEX_FILE), writeIndex(explained))
  return explained
}

try {
  const options = parseExplainOptions(process.argv.slice(2))
  const pages = await explain(options)
  const document = { simulated: true, folder: options.out, index: INDEX_FILE, pages }
  if (options.json) process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
  else console.log(`${pages.length} pages of simulated captures: ${join(options.out, INDEX_FILE)}`)
} catch (error) {
  if (!(error instanceof KartuError)) throw error
  console.error(`${error.code}: ${error.message}`)
  if (error.code === 'explain_usage') console.error(EXPLAIN_USAGE)
  process.exitCode = 2
}
