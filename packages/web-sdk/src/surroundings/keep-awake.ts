/**
 * Asks the device not to dim or lock its screen while the camera is open: a dimmed screen lights no card. Browsers let go of it
 * whenever the page is hidden, so it is asked for again when the page is back. Where that is not to be had nothing happens. Call the
 * answer to let the device sleep again.
 */
export function keepAwake(): () => void {
  let isWanted = true
  let lock: WakeLockSentinel | null = null
  const ask = (): void => {
    if (document.hidden) return
    navigator.wakeLock
      ?.request('screen')
      .then((granted) => {
        if (isWanted) lock = granted
        else void granted.release()
      })
      .catch(() => undefined)
  }
  ask()
  document.addEventListener('visibilitychange', ask)
  return () => {
    isWanted = false
    document.removeEventListener('visibilitychange', ask)
    void lock?.release()
  }
}
