import { describe, expect, it } from 'vitest'
import { locateBlocks } from '../src/read/layout/locate-blocks.ts'
import type { Page } from '../src/read/layout/page.ts'

const WIDTH = 1280
const HEIGHT = 807
const CAP_PX = 19
const PHOTO_LEFT_PX = 880

/** Bars for place and date of issue under a photo, for the signature below, and above for the foot of the photo. */
function drawPage(ink: { readonly place: number; readonly date: number }): Page {
  const data = new Uint8Array(WIDTH * HEIGHT)
  const bar = (x0: number, x1: number, top: number, height: number, level: number) => {
    for (let y = top; y < top + height; y++) data.fill(level, y * WIDTH + x0, y * WIDTH + x1)
  }
  bar(890, 1100, 460, 40, 200)
  bar(920, 1080, 540, CAP_PX, ink.place)
  bar(950, 1050, 570, CAP_PX, ink.date)
  bar(960, 1080, 620, 45, 200)
  return {
    ink: {
      width: WIDTH,
      height: HEIGHT,
      channels: [0, 1, 2],
      data,
      brightest: new Uint8Array(data.length).fill(120),
      usualPaper: 120,
      brightestPixel: 120,
    },
    threshold: 100,
    slope: { perPx: 0, pivotX: WIDTH / 2 },
    photoLeftPx: PHOTO_LEFT_PX,
  }
}

/** Says what stands at a line's height. */
const readLine = ({ top }: { readonly top: number }) =>
  Promise.resolve(Math.abs(top - 570) < 6 ? '17-08-2015' : Math.abs(top - 540) < 6 ? 'KOTA BANDUNG' : 'JW')

describe('place and date of issue', () => {
  for (const [what, ink] of [
    ['as dark as other print', { place: 200, date: 200 }],
    ['half as dark, under a veil of light', { place: 60, date: 60 }],
  ] as const) {
    it(`are the line that reads like a date and the one above it: ${what}`, async () => {
      const { issuePlace, issueDate } = await locateBlocks(drawPage(ink), CAP_PX, readLine)
      expect(issueDate?.boxes[0]?.top).toBeCloseTo(570, -1)
      expect(issuePlace?.boxes[0]?.top).toBeCloseTo(540, -1)
    })
  }

  it('begin where their print does, not at artwork beside it', async () => {
    const page = drawPage({ place: 200, date: 200 })
    for (let y = 576; y < 582; y++) page.ink.data.fill(200, y * WIDTH + 905, y * WIDTH + 911)
    const { issueDate } = await locateBlocks(page, CAP_PX, readLine)
    expect(issueDate?.boxes[0]?.x0).toBeCloseTo(950, -1)
  })

  it('are not found where no line reads like a date', async () => {
    const { issuePlace, issueDate } = await locateBlocks(drawPage({ place: 200, date: 200 }), CAP_PX, () =>
      Promise.resolve('TANDA TANGAN'),
    )
    expect(issueDate).toBeUndefined()
    expect(issuePlace).toBeUndefined()
  })
})
