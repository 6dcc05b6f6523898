import { KartuCaptureElement } from './kartu-capture-element.ts'

export * from '../index.ts'
export { KartuCaptureElement }

if (customElements.get('kartu-capture') === undefined) {
  customElements.define('kartu-capture', KartuCaptureElement)
}
