import { CaptureError } from '../capture-error.ts'
import type { CameraFacing, CameraPort, CameraStream } from './camera-port.ts'
import { identifyCameraError } from './identify-camera-error.ts'
import { rememberCamera, rememberedCamera } from './remembered-camera.ts'
import { watchVideoFrames } from './watch-video-frames.ts'

/** A card at 80 % of this width is 1500 px wide; what a camera cannot give it does not refuse for. */
const WANTED_WIDTH_PX = 1920
const WANTED_HEIGHT_PX = 1080
const WANTED_FRAME_RATE = 30
/** Some phones never start a camera that they granted, and say nothing. */
const FIRST_PICTURE_TIMEOUT_MS = 10_000

/** The device's own cameras, through `getUserMedia`. */
export function createBrowserCamera(): CameraPort {
  return {
    async open({ facing }) {
      if (!window.isSecureContext || navigator.mediaDevices === undefined) {
        throw new CaptureError('insecure_context', 'cameras are for secure pages (HTTPS) only')
      }
      try {
        return await openStream(facing)
      } catch (error) {
        throw identifyCameraError(error)
      }
    },
  }
}

async function openStream(facing: CameraFacing): Promise<CameraStream> {
  let stream = await requestCamera(facing, rememberedCamera(facing))
  const better = facing === 'environment' ? await findFocusingCamera(stream) : null
  if (better !== null) {
    stopTracks(stream)
    stream = await requestCamera(facing, better)
  }
  const track = stream.getVideoTracks()[0]
  if (track === undefined) throw new CaptureError('camera_missing', 'the stream has no picture')
  const settings = track.getSettings()
  if (settings.deviceId !== undefined) rememberCamera(facing, settings.deviceId)
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  video.autoplay = true
  video.srcObject = stream
  try {
    await waitForPicture(video)
  } catch (error) {
    stopTracks(stream)
    throw error
  }
  // Browsers pause a video that leaves the page, if only while it moves to another place in it.
  const resume = (): void => void video.play().catch(() => undefined)
  video.addEventListener('pause', resume)
  const granted = settings.facingMode === 'user' || settings.facingMode === 'environment'
  const facingGranted = granted ? (settings.facingMode as CameraFacing) : null
  return {
    preview: video,
    facing: facingGranted,
    isMirrored: facingGranted !== 'environment',
    watchFrames: (onFrame) => watchVideoFrames(video, onFrame),
    ended: new Promise((resolve) => {
      track.addEventListener('ended', () => resolve(), { once: true })
    }),
    close() {
      video.removeEventListener('pause', resume)
      stopTracks(stream)
      video.srcObject = null
    },
  }
}

function requestCamera(facing: CameraFacing, deviceId: string | null): Promise<MediaStream> {
  const size = {
    width: { ideal: WANTED_WIDTH_PX },
    height: { ideal: WANTED_HEIGHT_PX },
    frameRate: { ideal: WANTED_FRAME_RATE },
  }
  const which = deviceId === null ? { facingMode: { ideal: facing } } : { deviceId: { ideal: deviceId } }
  return navigator.mediaDevices.getUserMedia({ audio: false, video: { ...size, ...which } })
}

/**
 * A phone with several rear cameras may grant one that cannot focus on a card. Labels lie; capabilities do not: when the
 * granted one has no continuous focus, the others are asked. Null: keep it.
 */
async function findFocusingCamera(stream: MediaStream): Promise<string | null> {
  const granted = stream.getVideoTracks()[0]
  if (granted === undefined || canFocus(granted) !== false) return null
  const grantedId = granted.getSettings().deviceId
  const devices = await navigator.mediaDevices.enumerateDevices()
  for (const { kind, deviceId } of devices) {
    if (kind !== 'videoinput' || deviceId === '' || deviceId === grantedId) continue
    const probe = await navigator.mediaDevices
      .getUserMedia({ audio: false, video: { deviceId: { exact: deviceId } } })
      .catch(() => null)
    const track = probe?.getVideoTracks()[0]
    const isFit = track?.getSettings().facingMode === 'environment' && canFocus(track) === true
    if (probe !== null) stopTracks(probe)
    if (isFit) return deviceId
  }
  return null
}

/** Null where the browser does not tell. */
function canFocus(track: MediaStreamTrack): boolean | null {
  const capabilities: MediaTrackCapabilities & { focusMode?: readonly string[] } =
    track.getCapabilities?.() ?? {}
  return capabilities.focusMode === undefined ? null : capabilities.focusMode.includes('continuous')
}

async function waitForPicture(video: HTMLVideoElement): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new CaptureError('camera_busy', 'the camera gave no picture')),
      FIRST_PICTURE_TIMEOUT_MS,
    )
  })
  const picture = new Promise<void>((resolve) => {
    if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) resolve()
    else video.addEventListener('loadeddata', () => resolve(), { once: true })
  })
  try {
    await Promise.race([Promise.all([video.play(), picture]), timeout])
  } finally {
    clearTimeout(timer)
  }
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
