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

/** A worker that was started ahead, at most one: it loads and warms up while a person is asked for the camera. */
let ahead: { readonly url: string; readonly worker: Worker; hasFailed: boolean } | null = null

/** Starts the worker that the next `watchCard` of this address will use. */
export function startWatchAhead(workerUrl: string | URL = ownWorkerUrl()): void {
  if (ahead !== null) return
  try {
    const started = {
      url: String(workerUrl),
      worker: new Worker(workerUrl, { type: 'module' }),
      hasFailed: false,
    }
    started.worker.addEventListener('error', () => {
      started.hasFailed = true
    })
    ahead = started
  } catch {
    // `watchCard` will find the same, and says so.
  }
}

function takeWorker(workerUrl: string | URL): Worker {
  const started = ahead
  ahead = null
  if (started !== null && started.url === String(workerUrl) && !started.hasFailed) return started.worker
  started?.worker.terminate()
  return new Worker(workerUrl, { type: 'module' })
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
  let lastId = 0

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
  const stop = (): void => {
    stopFrames()
    worker.terminate()
  }
  const isGuided = new Promise<boolean>((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<AnalysisAnswer>) => {
      resolve(true)
      if (waiting[0]?.id !== data.id) return
      const { timeMs, pictureWidthPx } = waiting.shift()!
      onSighting({ timeMs, pictureWidthPx, analysis: data.analysis })
    })
    worker.addEventListener('error', () => {
      resolve(false)
      stop()
    })
  })
  return { isGuided, stop }
}
