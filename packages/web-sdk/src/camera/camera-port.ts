export type CameraFacing = 'user' | 'environment'

/** One picture of the stream. `source` may change after the callback returns: draw or copy it at once. */
export interface CameraFrame {
  readonly source: CanvasImageSource
  readonly widthPx: number
  readonly heightPx: number
  /** When the picture was taken, or came in where the browser does not tell: milliseconds on the clock of `performance.now()`. */
  readonly timeMs: number
}

/** A camera that is running. */
export interface CameraStream {
  /** What to show as preview: a `video` or a `canvas`. */
  readonly preview: HTMLElement
  /** Which way the camera looks; null where the browser does not tell, as on laptops. */
  readonly facing: CameraFacing | null
  /** A front camera's preview is shown mirrored, as people know themselves. Frames never are. */
  readonly isMirrored: boolean
  /** Calls back for every new picture until the returned function is called. */
  watchFrames(onFrame: (frame: CameraFrame) => void): () => void
  /** Resolves when the stream ends without being asked: unplugged, taken by another program, permission withdrawn. */
  readonly ended: Promise<void>
  close(): void
}

export interface CameraWish {
  readonly facing: CameraFacing
}

/** Where pictures come from: a real camera, or a virtual one in tests and demonstrations. */
export interface CameraPort {
  /** Asks for permission if need be and starts a camera. Throws `CaptureError` `camera_*` or `insecure_context`. */
  open(wish: CameraWish): Promise<CameraStream>
}
