import { describe, expect, test } from 'vitest'
import type { GreyPicture } from '../peers/grey-picture.ts'
import { recoverSpaces } from '../peers/recover-spaces.ts'

const CAP_PX = 19
const [HEIGHT_PX, TOP_PX] = [30, 5]
/** Advance of a capital at this size, and what it leaves white on either side. */
const [ADVANCE_PX, BEARING_PX] = [18, 1]
const SPACE_PX = 7

/** Words of solid capitals, all of one width, black on white. */
function drawWords(lengths: readonly number[]): { picture: GreyPicture; width: number } {
  const width = lengths.reduce((sum, length) => sum + length * ADVANCE_PX + SPACE_PX, 0)
  const data = new Uint8Array(width * HEIGHT_PX).fill(255)
  let x = 0
  for (const length of lengths) {
    for (let i = 0; i < length; i++, x += ADVANCE_PX) {
      for (let y = TOP_PX; y < TOP_PX + CAP_PX; y++) {
        data.fill(0, y * width + x + BEARING_PX, y * width + x + ADVANCE_PX - BEARING_PX)
      }
    }
    x += SPACE_PX
  }
  return { picture: { width, height: HEIGHT_PX, data }, width }
}

function recover(text: string, lengths: readonly number[]): string {
  const { picture, width } = drawWords(lengths)
  const box = { x0: 0, y0: 0, x1: width, y1: HEIGHT_PX }
  return recoverSpaces({ text, confidence: 1, box }, picture, CAP_PX).text
}

describe('recoverSpaces', () => {
  test('puts a space where the picture has a gap and the engine none', () => {
    expect(recover('BASUKEXAPASE', [5, 3, 4])).toBe('BASUK EXA PASE')
  })

  test('keeps the spaces that the engine saw', () => {
    expect(recover('BASUK EXAPASE', [5, 3, 4])).toBe('BASUK EXA PASE')
  })

  test('adds none where the letters follow each other closely', () => {
    expect(recover('BASUKEXA', [8])).toBe('BASUKEXA')
  })

  test('leaves numbers alone, whose digits stand far apart', () => {
    expect(recover('022/003', [3, 4])).toBe('022/003')
  })
})
