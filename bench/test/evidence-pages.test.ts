import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FIELD_NAMES } from '@kartu/core'
import { PICTURE_BYTES_MAX, VOTERS, drawEvidence } from '@kartu/vision'
import { filmPresentation } from '../evaluate/film-presentation.ts'
import { loadInstruments } from '../evaluate/judge-labelled.ts'
import { planEvaluation } from '../evaluate/plan-evaluation.ts'
import { judgeOpenly, type OpenJudgement } from '../explain/judge-openly.ts'
import { writePage } from '../explain/write-page.ts'
import type { Instruments } from '@kartu/server'

const MAIN = fileURLToPath(new URL('../explain/main.ts', import.meta.url))
const run = promisify(execFile)

let instruments: Instruments
let genuine: OpenJudgement
let folder: string

beforeAll(async () => {
  instruments = await loadInstruments()
  const [presentation] = planEvaluation({
    split: 'evaluate',
    seed: 'explain',
    genuineCount: 1,
    attackCount: 1,
    species: ['bona_fide'],
  })
  genuine = await judgeOpenly(await filmPresentation(presentation!), instruments)
  folder = await mkdtemp(join(tmpdir(), 'kartu-explain-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('Pictures of a simulated genuine capture', () => {
  it('exist for every voter that measured something visible, within their size', () => {
    const drawn = VOTERS.flatMap(({ id }) => drawEvidence(id, genuine.evidence) ?? [])
    expect(drawn.length).toBeGreaterThanOrEqual(10)
    for (const { svg } of drawn) expect(Buffer.byteLength(svg)).toBeLessThanOrEqual(PICTURE_BYTES_MAX)
  })

  it('hold rasters that a decoder accepts', async () => {
    const { svg } = drawEvidence('font_match', genuine.evidence)!
    const [, base64] = /href="data:image\/png;base64,([^"]+)"/.exec(svg)!
    const { width, height, channels } = await sharp(Buffer.from(base64!, 'base64'), {
      failOn: 'warning',
    }).metadata()
    expect([width! > 100, height! > 10, channels]).toEqual([true, true, 4])
  })
})

describe('A page that explains a capture', () => {
  it('says the verdict, shows every field and every vote, and calls itself simulated', async () => {
    const html = await writePage(genuine, instruments.policy)
    expect(html).toContain('SIMULATED')
    expect(html).toMatch(/<span lang="en">(Accepted|Put before an analyst|Refused)/)
    expect(html).toMatch(/<span lang="id">(Diterima|Diserahkan|Ditolak)/)
    for (const name of FIELD_NAMES) expect(html).toContain(`<td>${name}</td>`)
    for (const { id } of VOTERS) expect(html).toContain(`<h3>${id} `)
  })

  it('needs nothing beside itself and forbids loading anything', async () => {
    const html = await writePage(genuine, instruments.policy)
    expect(html).toContain(`content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"`)
    expect(html).not.toMatch(/<script/i)
    for (const [, source] of html.matchAll(/ src="([^"]{0,20})/g)) expect(source).toMatch(/^data:image\//)
  })

  it('keeps what was read from a card as text', async () => {
    const { evidence } = genuine
    const fullName = {
      ...evidence.reading.fields.fullName,
      value: '<img src=x onerror=alert(1)>',
      raw: '"><script>',
    }
    const reading = { ...evidence.reading, fields: { ...evidence.reading.fields, fullName } }
    const html = await writePage({ ...genuine, evidence: { ...evidence, reading } }, instruments.policy)
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(html).not.toContain('<img src=x')
    expect(html).not.toMatch(/<script/i)
  })
})

describe('npm run demo -- --explain', () => {
  it('writes a page a capture and an index, and lists them as JSON', async () => {
    const args = [MAIN, '--explain', '--species', 'grey_copy', '--out', folder, '--json']
    const { stdout } = await run(process.execPath, args, { timeout: 120_000 })
    const document: unknown = JSON.parse(stdout)
    expect(document).toMatchObject({
      simulated: true,
      pages: [{ species: 'grey_copy', genuine: false, flash: true, file: 'grey_copy-flash-0.html' }],
    })
    expect(await readFile(join(folder, 'index.html'), 'utf8')).toContain('href="grey_copy-flash-0.html"')
    expect(await readFile(join(folder, 'grey_copy-flash-0.html'), 'utf8')).toContain('attack grey_copy')
  }, 150_000)

  it('refuses what it does not know, with its usage', async () => {
    const failure: unknown = await run(process.execPath, [MAIN, '--species', 'unicorn']).catch(
      (error: unknown) => error,
    )
    expect(failure).toMatchObject({ code: 2 })
    expect((failure as { stderr: string }).stderr).toMatch(
      /explain_usage: no species is called unicorn[\s\S]*Usage/,
    )
  })
})
