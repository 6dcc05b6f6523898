import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { filmPresentation } from '../../evaluate/film-presentation.ts'
import { exportCapture } from '../../evaluate/folder/export-capture.ts'
import { listCaptureFolders } from '../../evaluate/folder/list-capture-folders.ts'
import { openCaptureFolder } from '../../evaluate/folder/open-capture-folder.ts'
import type { LabelledCapture } from '../../evaluate/labelled-capture.ts'
import { planEvaluation } from '../../evaluate/plan-evaluation.ts'

let directory = ''
let folder = ''
let capture: LabelledCapture
let captureFile = ''

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kartu-captures-'))
  const [presentation] = planEvaluation({
    split: 'evaluate',
    seed: 'folder',
    genuineCount: 1,
    attackCount: 1,
    species: ['bona_fide'],
  })
  capture = await filmPresentation(presentation!)
  folder = await exportCapture(capture, directory)
  captureFile = await readFile(join(folder, 'capture.json'), 'utf8')
})
afterAll(() => rm(directory, { recursive: true, force: true }))

test('an exported capture opens as it was', async () => {
  expect(await listCaptureFolders(directory)).toEqual([folder])
  const opened = await openCaptureFolder(folder)
  expect({ ...opened, id: capture.id }).toEqual({
    ...capture,
    exhibit: {
      ...capture.exhibit,
      frames: capture.exhibit.frames.map((frame) => ({ ...frame, bytes: Buffer.from(frame.bytes) })),
    },
  })
})

test.each([
  ['no JSON', () => '{', 'capture_file_invalid'],
  ['a misspelt member', (file: string) => file.replace('"challenge"', '"chalenge"'), 'capture_file_invalid'],
  [
    'a path for a file',
    (file: string) => file.replace('frame-0.jpg', '../frame-0.jpg'),
    'capture_file_invalid',
  ],
  ['one hold too few', (file: string) => file.replace(/("holdMs": \[\s+)\d+,/, '$1'), 'capture_file_invalid'],
  [
    'a file named twice',
    (file: string) => file.replace('frame-1.jpg', 'frame-0.jpg'),
    'capture_file_invalid',
  ],
  [
    'a frame that is not there',
    (file: string) => file.replace('frame-0.jpg', 'none.jpg'),
    'capture_frame_missing',
  ],
  [
    'a frame that is no picture',
    (file: string) => file.replace('frame-0.jpg', 'capture.json'),
    'capture_frame_invalid',
  ],
])('%s is refused by a code', async (_name, spoil, code) => {
  const spoilt = spoil(captureFile)
  expect(spoilt).not.toBe(captureFile)
  await writeFile(join(folder, 'capture.json'), spoilt)
  await expect(openCaptureFolder(folder)).rejects.toMatchObject({ code })
  await writeFile(join(folder, 'capture.json'), captureFile)
})

test('a folder without captures, and a species that is both genuine and not, are refused', async () => {
  await expect(listCaptureFolders(join(directory, 'none'))).rejects.toMatchObject({
    code: 'captures_missing',
  })
  const other = await exportCapture({ ...capture, id: 'other', genuine: false }, directory)
  await expect(listCaptureFolders(directory)).rejects.toMatchObject({ code: 'capture_label_conflict' })
  await rm(other, { recursive: true })
})
