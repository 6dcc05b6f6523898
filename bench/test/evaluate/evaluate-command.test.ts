import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { evaluationDocumentSchema } from '../../evaluate/evaluation-document.ts'

const MAIN = fileURLToPath(new URL('../../evaluate/main.ts', import.meta.url))
const TIMEOUT_MS = 240_000

let directory = ''
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kartu-evaluate-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

const evaluate = (...args: string[]) => promisify(execFile)(process.execPath, [MAIN, ...args])

test(
  'a tiny evaluation prints one valid document, writes the report and can be resumed',
  async () => {
    const out = join(directory, 'report.html')
    const checkpoint = join(directory, 'records.jsonl')
    const order = ['--species', 'bona_fide,grey_copy', '--count', '1', '--json', '--checkpoint', checkpoint]
    const first = await evaluate(...order, '--out', out)
    const document = evaluationDocumentSchema.parse(JSON.parse(first.stdout))
    expect(document).toMatchObject({ simulated: true, profile: 'fast', split: 'evaluate' })
    expect(document.apcer['grey_copy']?.n).toBe(1)
    expect(document.nonceless.apcer['grey_copy']?.n).toBe(1)
    expect(document.captures).toBe(4)

    const html = await readFile(out, 'utf8')
    expect(html).toContain('SIMULATED')
    expect(html).toContain('grey_copy')
    expect(html).not.toMatch(/(?:src|href)="(?!data:|#)/)

    const resumed = await evaluate(...order, '--resume')
    expect(resumed.stdout).toBe(first.stdout)
    expect(resumed.stderr).toContain(' 0 to judge')
  },
  TIMEOUT_MS,
)

test(
  'a folder of captures is judged by the same command',
  async () => {
    const captures = join(directory, 'captures')
    await evaluate('--species', 'grey_copy', '--count', '1', '--export', captures)
    const { stdout } = await evaluate('--captures', captures, '--json')
    const document = evaluationDocumentSchema.parse(JSON.parse(stdout))
    expect(document).toMatchObject({ simulated: true, profile: 'folder', split: null, captures: 2 })
    expect(document.bpcer).toEqual({ value: null, low: 0, high: 1, n: 0 })
    expect(document.avRank).toBeNull()

    await rm(join(captures, 'grey_copy-flash-0', 'frame-0.jpg'))
    const refused = evaluate('--captures', captures)
    await expect(refused).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('capture_frame_missing'),
    })
  },
  TIMEOUT_MS,
)

test('a wrong option is refused by a code', async () => {
  await expect(evaluate('--species', 'hologram')).rejects.toMatchObject({ code: 2 })
})
