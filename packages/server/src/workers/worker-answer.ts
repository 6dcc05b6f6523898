import { KartuError } from '@kartu/core'
import { move, transferableSymbol, valueSymbol } from 'piscina'

/** What a worker answers: an error class does not survive the way between threads, so refusals travel as values. */
export type WorkerAnswer<T> =
  | { readonly kind: 'value'; readonly value: T }
  | {
      readonly kind: 'refusal'
      readonly code: string
      readonly message: string
      readonly details: Readonly<Record<string, unknown>> | undefined
    }

/** Runs a task in a worker; `buffersOf` names the memory that is handed over instead of copied. */
export async function answerFromWorker<T>(
  work: () => Promise<T>,
  buffersOf: (value: T) => readonly ArrayBuffer[],
): Promise<WorkerAnswer<T>> {
  try {
    const value = await work()
    return handOver({ kind: 'value', value }, buffersOf(value))
  } catch (error) {
    if (!(error instanceof KartuError)) throw error
    return { kind: 'refusal', code: error.code, message: error.message, details: error.details }
  }
}

/** Turns an answer back into a value or a thrown `KartuError`. */
export function unwrapAnswer<T>(answer: WorkerAnswer<T>): T {
  if (answer.kind === 'value') return answer.value
  throw new KartuError(answer.code, answer.message, answer.details)
}

/** Piscina's protocol for moving memory in an answer. */
function handOver<T extends object>(answer: T, buffers: readonly ArrayBuffer[]): T {
  const movable = { [transferableSymbol]: [...new Set(buffers)], [valueSymbol]: answer }
  return move(movable as never) as unknown as T
}

/** The memory under some bytes, copied first where they share it with others. */
export function ownBuffer(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly buffer: ArrayBuffer } {
  const isAlone = bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength
  const own = isAlone ? bytes : new Uint8Array(bytes)
  return { bytes: own, buffer: own.buffer as ArrayBuffer }
}
