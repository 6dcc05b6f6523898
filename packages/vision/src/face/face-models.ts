import type { NeuralModel } from '@kartu/core'

/** The three networks of face enrolment. All take [n, 3, height, width] RGB of 0–255 and normalise inside. */
export interface FaceModels {
  /** Raw cells of a tiny YOLO v2: [n, rows, columns, 25]. */
  readonly detector: NeuralModel
  /** 68 landmarks of a 112 × 112 face: [n, 136], x and y in turn, 0–1. */
  readonly landmarks: NeuralModel
  /** 128-dimensional descriptor of an aligned 150 × 150 face. */
  readonly descriptor: NeuralModel
}

/** What enrolment keeps of a face. */
export interface FaceTemplate {
  /** Compare by `faceDistance`: 128 values, not normalised. */
  readonly embedding: Float32Array
  /** The network that made `embedding`; templates of different ones never match. */
  readonly modelId: string
  /** The detected face, 0–1 of the picture's width and height. */
  readonly box: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number }
  /** 0–1: detector's certainty, lowered for faces of few pixels. */
  readonly quality: number
}

/** Axis-aligned box in picture pixels, `x`, `y` its top left corner. */
export interface PixelBox {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
