/** What a person does with a page; moving the pointer is left out, a cat does that too. */
const SIGNS = ['pointerdown', 'keydown', 'wheel'] as const
const ATTENDED_FOR_MS = 60_000

let lastSignMs = performance.now()
if (typeof document !== 'undefined') {
  for (const sign of SIGNS) {
    document.addEventListener(sign, () => (lastSignMs = performance.now()), { capture: true, passive: true })
  }
}

/** Whether somebody touched this page in the last minute: only then may its requests keep the session from ending. */
export function isAttended(): boolean {
  return performance.now() - lastSignMs < ATTENDED_FOR_MS
}
