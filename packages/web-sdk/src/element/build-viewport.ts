import type { CameraStream } from '../camera/camera-port.ts'
import { buildNode } from './build-node.ts'

/** The live picture in its own proportions, which change when the device is turned. Call `stop` when it is taken down. */
export function buildViewport(camera: CameraStream): {
  readonly view: HTMLElement
  readonly stop: () => void
} {
  const view = buildNode('div', { class: camera.isMirrored ? 'viewport mirrored' : 'viewport' })
  camera.preview.setAttribute('aria-hidden', 'true')
  view.append(camera.preview)
  const stop = camera.watchFrames(({ widthPx, heightPx }) => {
    const aspect = `${widthPx} / ${heightPx}`
    if (view.style.aspectRatio === aspect) return
    view.style.aspectRatio = aspect
    // Its width follows from what height there is, or an upright picture would be squeezed.
    view.style.setProperty('--aspect', String(widthPx / heightPx))
    view.classList.toggle('upright', heightPx > widthPx)
  })
  return { view, stop }
}
