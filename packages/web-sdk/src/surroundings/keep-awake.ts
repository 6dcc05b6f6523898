/**
 * Asks the device not to dim or lock its screen while the camera is open: a dimmed screen lights no card. Where that is not to be
 * had nothing happens. Call the answer to let it sleep again.
 */
export function keepAwake(): () => void {
  let isWanted = true
  let lock: WakeLockSentinel | null = null
  navigator.wakeLock
    ?.request('screen')
    .then((granted) => {
      if (isWanted) lock = granted
      else void granted.release()
    })
    .catch(() => undefined)
  return () => {
    isWanted = false
    void lock?.release()
  }
}
