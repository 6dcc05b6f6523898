import { CaptureError } from '../capture-error.ts'

/** What `getUserMedia` rejects with (W3C Media Capture and Streams §10.2.6), told as what a person can do about it. */
export function identifyCameraError(error: unknown): CaptureError {
  if (error instanceof CaptureError) return error
  const name = error instanceof Error ? error.name : ''
  switch (name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
    // A Permissions-Policy or an iframe without allow="camera" ends here too.
    case 'SecurityError':
      return new CaptureError('camera_denied', 'the camera was refused', { cause: error })
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError':
      return new CaptureError('camera_missing', 'no camera was found', { cause: error })
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return new CaptureError('camera_busy', 'the camera could not be started', { cause: error })
    default:
      return new CaptureError('camera_failed', 'the camera failed', { cause: error })
  }
}
