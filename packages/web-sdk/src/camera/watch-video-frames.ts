import type { CameraFrame } from './camera-port.ts'

/**
 * Calls back for every picture that a video presents. Where the browser knows when the camera took it (`captureTime`) that
 * is the frame's time; else the moment it was presented. Both run on the clock of `performance.now()`.
 */
export function watchVideoFrames(video: HTMLVideoElement, onFrame: (frame: CameraFrame) => void): () => void {
  let isWatching = true
  const deliver = (timeMs: number): void => {
    if (video.videoWidth === 0) return
    onFrame({ source: video, widthPx: video.videoWidth, heightPx: video.videoHeight, timeMs })
  }
  if ('requestVideoFrameCallback' in video) {
    const next = (nowMs: number, metadata: VideoFrameCallbackMetadata): void => {
      if (!isWatching) return
      deliver(metadata.captureTime ?? nowMs)
      video.requestVideoFrameCallback(next)
    }
    video.requestVideoFrameCallback(next)
  } else {
    watchPlayback(video, () => isWatching, deliver)
  }
  return () => {
    isWatching = false
  }
}

/** For browsers without video frame callbacks: a picture is new when the playback position moved. */
function watchPlayback(
  video: HTMLVideoElement,
  isWatching: () => boolean,
  deliver: (timeMs: number) => void,
): void {
  let lastPosition = -1
  const look = (nowMs: number): void => {
    if (!isWatching()) return
    if (video.currentTime !== lastPosition) {
      lastPosition = video.currentTime
      deliver(nowMs)
    }
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
