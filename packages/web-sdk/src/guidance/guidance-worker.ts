import { createFrameAnalyser, rgbOf } from './analyse-frame.ts'
import { warmUp } from './warm-up.ts'
import type { AnalysisAnswer, AnalysisRequest } from './analysis-message.ts'

/** The worker's own scope; the DOM's types do not know it. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<AnalysisRequest>) => void) | null
  postMessage(answer: AnalysisAnswer): void
}

const scope = globalThis as unknown as WorkerScope
const analyser = createFrameAnalyser()

scope.onmessage = ({ data: { id, rgba, widthPx, heightPx } }) => {
  const analysis = analyser.analyse(rgbOf(new Uint8ClampedArray(rgba), widthPx, heightPx))
  scope.postMessage({ id, analysis })
}

// Pictures that come meanwhile wait their turn.
warmUp()
