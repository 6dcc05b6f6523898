import type { CameraFacing } from './camera-port.ts'

const KEY = 'kartu.camera.'

/** The camera that worked last time on this device, by direction; null when nothing is known or storage is closed to us. */
export function rememberedCamera(facing: CameraFacing): string | null {
  try {
    return localStorage.getItem(KEY + facing)
  } catch {
    return null
  }
}

/** Keeps a camera's id, which is random to each site; where storage is blocked nothing is kept. */
export function rememberCamera(facing: CameraFacing, deviceId: string): void {
  try {
    localStorage.setItem(KEY + facing, deviceId)
  } catch {
    // Private windows refuse storage: the camera is then chosen anew each time.
  }
}
