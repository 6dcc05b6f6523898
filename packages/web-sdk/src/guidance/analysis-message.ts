import type { FrameAnalysis } from './analyse-frame.ts'

/** A downscaled picture on its way to the worker; the buffer is transferred. */
export interface AnalysisRequest {
  readonly id: number
  readonly rgba: ArrayBuffer
  readonly widthPx: number
  readonly heightPx: number
}

export interface AnalysisAnswer {
  readonly id: number
  readonly analysis: FrameAnalysis | null
}
