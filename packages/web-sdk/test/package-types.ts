// Compiled, never run: what the published package declares is what the sources are.
import type * as Declared from '../npm/kartu-capture.d.ts'
import type * as DeclaredReact from '../npm/kartu-capture-react.d.ts'
import type * as Real from '../src/element/define-kartu-capture.ts'
import type { CaptureScreen } from '../src/element/capture-flow.ts'
import type * as RealReact from '../src/react/kartu-capture.ts'

type Fits<Source extends Target, Target> = Source

export type Elements = Fits<Real.KartuCaptureElement, Declared.KartuCaptureElement>
export type Errors = Fits<Real.CaptureError, Declared.CaptureError>
export type Responses = Fits<Real.CaptureResponse, Declared.CaptureResponse>
export type Cameras = [
  Fits<Real.CameraPort, Declared.CameraPort>,
  Fits<Declared.CameraPort, Real.CameraPort>,
  Fits<typeof Real.createBrowserCamera, typeof Declared.createBrowserCamera>,
]
export type Wrappers = [
  Fits<DeclaredReact.KartuCaptureProps, RealReact.KartuCaptureProps>,
  Fits<keyof RealReact.KartuCaptureProps, keyof DeclaredReact.KartuCaptureProps>,
]
/** Both ways: nothing is missing from the lists, and nothing in them is gone. */
export type Lists = [
  Fits<Real.CaptureErrorCode, Declared.CaptureErrorCode>,
  Fits<Declared.CaptureErrorCode, Real.CaptureErrorCode>,
  Fits<CaptureScreen['kind'], Declared.CaptureScreen>,
  Fits<Declared.CaptureScreen, CaptureScreen['kind']>,
]
