import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { KartuError } from '@kartu/core'
import { READING_CLASSES, type FaceModels, type LineReader, type ReadingCalibration } from '@kartu/vision'
import { z } from 'zod'
import { createOnnxModel, readModelFile } from './onnx-model.ts'

/** Every network the service runs. One set a worker thread: sessions are not shared between threads. */
export interface Models {
  /** Reads one line of print. */
  readonly lineReader: LineReader
  readonly face: FaceModels
}

const ownFile = z.object({
  modelId: z.string().min(1),
  file: z.string().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
const manifestSchema = z.object({
  lineReader: ownFile,
  faceDetector: ownFile,
  faceLandmarks: ownFile,
  faceDescriptor: ownFile,
})
const calibrationSchema = z.object({
  modelId: z.string().min(1),
  calibration: z.object({ temperature: z.number().positive(), frameCorrelation: z.number().min(0).max(1) }),
})

/** `models/` and `policy/` at the root of the project. */
const DEFAULT_DIR = fileURLToPath(new URL('../../../../models', import.meta.url))
const READING_POLICY = fileURLToPath(new URL('../../../../policy/reading.json', import.meta.url))

interface ModelOptions {
  readonly dir?: string
  /** Path of the calibration. */
  readonly readingPolicy?: string
}

/** The smallest line: shows that a network answers with the classes that this version decodes. */
const BLANK_LINE = { data: new Float32Array(32 * 32).fill(1), shape: [1, 1, 32, 32] }

/**
 * Loads every network that `models/manifest.json` names, after comparing each file with its SHA-256. Throws
 * `model_missing` when the manifest or a file is absent or different: there is no way to run without them.
 */
export async function loadModels(options: ModelOptions = {}): Promise<Models> {
  return { lineReader: await loadLineReader(options), face: await loadFaceModels(options) }
}

/**
 * The network that reads lines, alone: for an operator who runs without face models on purpose. Its calibration was fitted for
 * these weights and no others. Throws `model_missing`, `policy_missing`, and `policy_invalid` where the calibration is another model's.
 */
export async function loadLineReader(options: ModelOptions = {}): Promise<LineReader> {
  const dir = options.dir ?? DEFAULT_DIR
  const { lineReader } = await readManifest(dir)
  const bytes = await readModelFile(join(dir, lineReader.file), lineReader.sha256)
  const network = await createOnnxModel(bytes, lineReader.modelId)
  const { shape } = await network.run(BLANK_LINE)
  if (shape[2] !== READING_CLASSES) {
    throw new KartuError('model_missing', `${lineReader.modelId} reads another alphabet than this version`)
  }
  return {
    network,
    calibration: await readCalibration(options.readingPolicy ?? READING_POLICY, lineReader.modelId),
  }
}

async function readCalibration(path: string, modelId: string): Promise<ReadingCalibration> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new KartuError('policy_missing', 'policy/reading.json cannot be read')
  })
  const policy = calibrationSchema.safeParse(parseJson(text))
  if (!policy.success || policy.data.modelId !== modelId) {
    throw new KartuError('policy_invalid', `policy/reading.json is not the calibration of ${modelId}`)
  }
  return policy.data.calibration
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function loadFaceModels(options: ModelOptions): Promise<FaceModels> {
  const dir = options.dir ?? DEFAULT_DIR
  const { faceDetector, faceLandmarks, faceDescriptor } = await readManifest(dir)
  const load = async (entry: z.infer<typeof ownFile>) =>
    createOnnxModel(await readModelFile(join(dir, entry.file), entry.sha256), entry.modelId)
  return {
    detector: await load(faceDetector),
    landmarks: await load(faceLandmarks),
    descriptor: await load(faceDescriptor),
  }
}

async function readManifest(dir: string): Promise<z.infer<typeof manifestSchema>> {
  const path = join(dir, 'manifest.json')
  try {
    return manifestSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    throw new KartuError('model_missing', `model manifest cannot be read: ${path}`, { cause: String(error) })
  }
}
