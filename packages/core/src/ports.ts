/** What the outside world is to the pure packages: small interfaces that `server/src/main.ts` builds by hand. */

export interface Clock {
  /** Milliseconds since the Unix epoch, UTC. */
  nowMs(): number
}

export interface Randomness {
  /** Cryptographically secure bytes; deterministic only in tests and simulations. */
  bytes(length: number): Uint8Array
}

export interface Tensor {
  readonly data: Float32Array
  readonly shape: readonly number[]
}

/** One neural network with one input and one output. A model that is absent stops the process at start. */
export interface NeuralModel {
  /** Names the weights that really run; stored with everything derived from them. */
  readonly modelId: string
  run(input: Tensor): Promise<Tensor>
}

/** Sealed bytes by key. Keys are `[a-z0-9_/-]+`; writing is durable before it resolves. */
export interface BlobStore {
  put(key: string, bytes: Uint8Array): Promise<void>
  /** Throws `blob_missing` when there is none. */
  get(key: string): Promise<Uint8Array>
  delete(key: string): Promise<void>
}
