import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { KartuError, type NeuralModel, type Tensor } from '@kartu/core'
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node'

/**
 * One thread and no spinning: the service scales by worker threads, and under load a second thread in a session costs
 * more than it gives (design §3). The arena and the pattern planner stay on: they only hold what one run needs.
 */
const SESSION_OPTIONS: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  logSeverityLevel: 3,
  extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
}

/**
 * The bytes of a model file after its digest was compared with the manifest's. Throws `model_missing` when the file
 * cannot be read or is not the one the manifest names: a score from unknown weights would be an invented score.
 */
export async function readModelFile(path: string, sha256: string): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new KartuError('model_missing', `model file cannot be read: ${path}`, { cause: String(error) })
  })
  const found = createHash('sha256').update(bytes).digest('hex')
  if (found !== sha256) {
    throw new KartuError('model_missing', `model file is not the one in the manifest: ${path}`, {
      expected: sha256,
      found,
    })
  }
  return bytes
}

/** A network with one input and one output behind core's port. Throws `model_missing` when the runtime rejects it. */
export async function createOnnxModel(bytes: Uint8Array, modelId: string): Promise<NeuralModel> {
  const session = await InferenceSession.create(bytes, SESSION_OPTIONS).catch((error: unknown) => {
    throw new KartuError('model_missing', `model cannot be loaded: ${modelId}`, { cause: String(error) })
  })
  const [inputName] = session.inputNames
  const [outputName] = session.outputNames
  if (inputName === undefined || outputName === undefined || session.inputNames.length !== 1) {
    throw new KartuError('model_missing', `model must have one input and an output: ${modelId}`)
  }
  return {
    modelId,
    async run(input: Tensor): Promise<Tensor> {
      const results = await session.run({ [inputName]: new OrtTensor('float32', input.data, input.shape) })
      const output = results[outputName]
      if (output === undefined || !(output.data instanceof Float32Array)) {
        throw new Error(`model ${modelId} did not answer with floats`)
      }
      return { data: output.data, shape: output.dims }
    },
  }
}
