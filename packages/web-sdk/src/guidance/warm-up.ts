import type { RgbImage } from '@kartu/vision/card'
import { createFrameAnalyser } from './analyse-frame.ts'

const WIDTH_PX = 800
const HEIGHT_PX = 500
const TABLE = 70
const STOCK = 200
const INK = 60
/** A card in the middle, and rows of print on it: shares of the picture. */
const CARD = { left: 0.15, right: 0.85, top: 0.14, bottom: 0.86 } as const
const ROW_PITCH_PX = 18
const ROW_HEIGHT_PX = 7
const WORD_PX = 34

/**
 * Looks at a drawn card before the camera's first picture is there: code that runs for the first time is slow, and a slow phone would
 * make its owner wait for it.
 */
export function warmUp(): void {
  createFrameAnalyser().analyse(drawCard())
}

function drawCard(): RgbImage {
  const data = new Uint8Array(WIDTH_PX * HEIGHT_PX * 3)
  for (let y = 0; y < HEIGHT_PX; y += 1) {
    for (let x = 0; x < WIDTH_PX; x += 1)
      data.fill(levelAt(x, y), (y * WIDTH_PX + x) * 3, (y * WIDTH_PX + x + 1) * 3)
  }
  return { width: WIDTH_PX, height: HEIGHT_PX, data }
}

function levelAt(x: number, y: number): number {
  const [across, down] = [x / WIDTH_PX, y / HEIGHT_PX]
  const isOnCard = across > CARD.left && across < CARD.right && down > CARD.top && down < CARD.bottom
  if (!isOnCard) return TABLE
  const isPrint = y % ROW_PITCH_PX < ROW_HEIGHT_PX && x % WORD_PX < WORD_PX - ROW_HEIGHT_PX && x % 4 < 2
  return isPrint ? INK : STOCK
}
