import { CaptureError } from '../capture-error.ts'

/** Throws `interrupted` when the work was called off meanwhile. */
export function demandOn(signal: AbortSignal): void {
  if (signal.aborted) throw new CaptureError('interrupted', 'the capture was interrupted')
}
