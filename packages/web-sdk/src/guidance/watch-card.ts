import type { CameraFrame, CameraStream } from '../camera/camera-port.ts'
import type { FrameAnalysis } from './analyse-frame.ts'
import type { AnalysisAnswer, AnalysisRequest } from './analysis-message.ts'

/** A card across 45 % of such a picture is still found; larger ones take a slow phone longer. */
const ANALYSED_WIDTH_PX = 800
const WORKER_FILE = 'kartu-guidance-worker.js'
/** One picture is looked at while the next one is drawn; more would only make sightings older. */
const IN_FLIGHT_MAX = 2

export interface CardSighting {
  /** When the picture was taken, clock of `performance.now()`. */
  readonly timeMs: number
  /** Width of the camera's own picture, before it was shrunk. */
  readonly pictureWidthPx: number
  /** Null when no card was in the picture. */
  readonly analysis: FrameAnalysis | null
}

export interface CardWatch {
  /** False where the page's policy or origin keeps the worker from starting: then there is no guidance, only the shutter. */
  readonly isGuided: Promise<boolean>
  stop(): void
}

const ownWorkerUrl = (): URL => new URL(WORKER_FILE, import.meta.url)

/**
 * A worker without a camera, at most one: started ahead, so that it loads and warms up while a person reads, or left by the watch before, so
 * that the next camera finds it warm.
 */
let idle: { readonly url: string; readonly worker: Worker } | null = null
/** Counts on over all watches: what a worker still answers to the one before is nobody's. */
let lastId = 0

/** Starts the worker that the next `watchCard` of this address will use. */
export function startWatchAhead(workerUrl: string | URL = ownWorkerUrl()): void {
  if (idle !== null) return
  try {
    const worker = new Worker(workerUrl, { type: 'module' })
    // One that could not be loaded is tried once more, by `watchCard`, which says how that went.
    worker.addEventListener('error', () => {
      if (idle?.worker === worker) idle = null
    })
    idle = { url: String(workerUrl), worker }
  } catch {
    // `watchCard` will find the same.
  }
}

/** Ends the worker that waits for a camera. */
export function endWatchAhead(): void {
  idle?.worker.terminate()
  idle = null
}

function takeWorker(workerUrl: string | URL): Worker {
  if (idle !== null && idle.url !== String(workerUrl)) endWatchAhead()
  const worker = idle?.worker ?? new Worker(workerUrl, { type: 'module' })
  idle = null
  return worker
}

/**
 * Sends pictures of the camera to the worker, as many as it can look at, and reports what it saw. The worker is a file beside the SDK's own
 * (`workerUrl` where it is served elsewhere), never a blob: it works under `worker-src 'self'`.
 */
export function watchCard(
  camera: Pick<CameraStream, 'watchFrames'>,
  onSighting: (sighting: CardSighting) => void,
  workerUrl: string | URL = ownWorkerUrl(),
): CardWatch {
  let worker: Worker
  try {
    worker = takeWorker(workerUrl)
  } catch {
    return { isGuided: Promise.resolve(false), stop: () => undefined }
  }
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  const waiting: { id: number; timeMs: number; pictureWidthPx: number }[] = []

  const send = (frame: CameraFrame): void => {
    if (waiting.length >= IN_FLIGHT_MAX || context === null) return
    const widthPx = Math.min(ANALYSED_WIDTH_PX, frame.widthPx)
    const heightPx = Math.round((frame.heightPx * widthPx) / frame.widthPx)
    if (canvas.width !== widthPx || canvas.height !== heightPx) {
      canvas.width = widthPx
      canvas.height = heightPx
    }
    context.drawImage(frame.source, 0, 0, widthPx, heightPx)
    const rgba = context.getImageData(0, 0, widthPx, heightPx).data.buffer
    lastId += 1
    waiting.push({ id: lastId, timeMs: frame.timeMs, pictureWidthPx: frame.widthPx })
    const request: AnalysisRequest = { id: lastId, rgba, widthPx, heightPx }
    worker.postMessage(request, [rgba])
  }

  const stopFrames = camera.watchFrames(send)
  let settle: (isGuided: boolean) => void = () => undefined
  const isGuided = new Promise<boolean>((resolve) => {
    settle = resolve
  })
  const answer = ({ data }: MessageEvent<AnalysisAnswer>): void => {
    settle(true)
    if (waiting[0]?.id !== data.id) return
    const { timeMs, pictureWidthPx } = waiting.shift()!
    onSighting({ timeMs, pictureWidthPx, analysis: data.analysis })
  }
  let hasLeft = false
  const leave = (): void => {
    hasLeft = true
    stopFrames()
    worker.removeEventListener('message', answer)
    worker.removeEventListener('error', fail)
  }
  const fail = (): void => {
    settle(false)
    leave()
    worker.terminate()
  }
  worker.addEventListener('message', answer)
  worker.addEventListener('error', fail)
  const stop = (): void => {
    if (hasLeft) return
    leave()
    if (idle === null) idle = { url: String(workerUrl), worker }
    else worker.terminate()
  }
  return { isGuided, stop }
}
