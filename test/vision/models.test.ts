import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { KartuError } from '@kartu/core'
import { loadLineReader, loadModels } from '@kartu/server'
import { READING_ALPHABET, READING_CLASSES } from '@kartu/vision'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const MODELS = fileURLToPath(new URL('../../models', import.meta.url))

describe('loading models', () => {
  let dir = ''
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'kartu-models-'))
    await cp(MODELS, dir, { recursive: true })
  })
  afterAll(async () => {
    await rm(dir, { recursive: true })
  })

  const codeOf = async (from: string) =>
    loadModels({ dir: from }).then(
      () => 'loaded',
      (error: unknown) => (error instanceof KartuError ? error.code : 'another error'),
    )

  it('stops with model_missing when there is no manifest', async () => {
    expect(await codeOf(join(dir, 'nowhere'))).toBe('model_missing')
  })

  it("stops with model_missing when one byte of a network is not the manifest's", async () => {
    const path = join(dir, 'face-landmarks.onnx')
    const bytes = await readFile(path)
    bytes[1000] = (bytes[1000] ?? 0) ^ 1
    await writeFile(path, bytes)
    expect(await codeOf(dir)).toBe('model_missing')
  })

  it('gives a line reader that answers over the reading alphabet, one step for four columns', async () => {
    const { lineReader } = await loadModels()
    const [height, width] = [32, 160]
    const data = new Float32Array(height * width).fill(1)
    const { shape, data: p } = await lineReader.network.run({ data, shape: [1, 1, height, width] })
    expect(shape).toEqual([1, width / 4, READING_CLASSES])
    const firstStep = [...p.subarray(0, READING_CLASSES)]
    expect(Math.min(...firstStep)).toBeGreaterThanOrEqual(0)
    expect(firstStep.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4)
  })

  it("stops with policy_invalid when the calibration is another model's or no JSON, policy_missing when there is none", async () => {
    const path = join(dir, 'reading.json')
    const codeWith = async (readingPolicy: string) =>
      loadLineReader({ readingPolicy }).then(
        () => 'loaded',
        (error: unknown) => (error instanceof KartuError ? error.code : 'another error'),
      )
    const calibration = { temperature: 1, frameCorrelation: 0 }
    await writeFile(path, JSON.stringify({ modelId: 'another-reader', calibration }))
    expect(await codeWith(path)).toBe('policy_invalid')
    await writeFile(path, '{')
    expect(await codeWith(path)).toBe('policy_invalid')
    expect(await codeWith(join(dir, 'nowhere.json'))).toBe('policy_missing')
  })

  it('trains on the alphabet that it reads', async () => {
    const python = await readFile(new URL('../../training/reader/alphabet.py', import.meta.url), 'utf8')
    expect(/^ALPHABET = "(.*)"$/m.exec(python)?.[1]).toBe(READING_ALPHABET)
  })
})
