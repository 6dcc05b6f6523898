import { demandOn } from './demand-on.ts'

/** Long enough to read one line and settle the hand. */
const COUNTDOWN_S = 3
const SECOND_MS = 1_000

/** Tells the seconds to the flash. Throws `interrupted` when it is called off. */
export async function countDown(tell: (seconds: number) => void, signal: AbortSignal): Promise<void> {
  for (let seconds = COUNTDOWN_S; seconds > 0; seconds -= 1) {
    tell(seconds)
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, SECOND_MS)
      signal.addEventListener(
        'abort',
        () => {
          clearTimeout(timer)
          resolve()
        },
        { once: true },
      )
    })
    demandOn(signal)
  }
}
