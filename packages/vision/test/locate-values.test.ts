import type { RowName } from '@kartu/core'
import { describe, expect, it } from 'vitest'
import { locateValues } from '../src/read/layout/locate-values.ts'
import { LABEL_SLOTS } from '../src/read/layout/label-slots.ts'
import type { Page } from '../src/read/layout/page.ts'

const WIDTH = 1280
const HEIGHT = 807
const PITCH = 0.0435
const CAP = 0.0235

/** A page with a bar for every label, two dots for every colon and a bar for every line of a value. */
function drawPage(options: {
  readonly hidden: readonly RowName[]
  /** Further lines of a row's value. */
  readonly wraps?: Partial<Record<RowName, number>>
  /** Ink of the colons, 0–255. */
  readonly colonInk?: number
  /** Moves colons and values from where cards usually have them, px. */
  readonly shiftPx?: number
  /** A pale letter's stem, px wide, instead of each value's first strokes. */
  readonly stemPx?: number
}) {
  const shift = options.shiftPx ?? 0
  const data = new Uint8Array(WIDTH * HEIGHT)
  const bar = (x0: number, x1: number, y0: number, y1: number, ink = 200) => {
    for (let y = Math.round(y0); y < y1; y++)
      data.fill(ink, y * WIDTH + Math.round(x0), y * WIDTH + Math.round(x1))
  }
  const labels: { readonly y: number; readonly text: string }[] = []
  let pushed = 0
  for (const { row, x0, width, y: usual, prints } of LABEL_SLOTS) {
    const top = (usual + pushed - CAP / 2) * HEIGHT
    const bottom = top + CAP * HEIGHT
    if (!options.hidden.includes(row)) {
      bar(x0 * WIDTH, (x0 + width) * WIDTH, top, bottom)
      labels.push({ y: (top + bottom) / 2, text: prints[0]! })
    }
    for (const dot of [0.5, 0.85])
      bar(
        374 + shift,
        378 + shift,
        top + dot * (bottom - top),
        top + (dot + 0.15) * (bottom - top),
        options.colonInk,
      )
    const lines = 1 + (options.wraps?.[row] ?? 0)
    for (let k = 0; k < lines; k++) {
      const down = k * PITCH * HEIGHT
      if (options.stemPx) bar(392 + shift, 392 + shift + options.stemPx, top + down, bottom + down)
      bar(options.stemPx ? 404 + shift : 392 + shift, 600, top + down, bottom + down)
    }
    pushed += (lines - 1) * PITCH
  }
  const page: Page = {
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
    photoLeftPx: 880,
  }
  const nearest = (y: number) => labels.reduce((a, b) => (Math.abs(b.y - y) < Math.abs(a.y - y) ? b : a)).text
  return locateValues(page, ({ top, bottom }) => Promise.resolve(nearest((top + bottom) / 2)))
}

describe('locating values', () => {
  it('finds every row and all lines of a wrapped one', async () => {
    const { lines } = await drawPage({ hidden: [], wraps: { address: 1 } })
    expect(Object.keys(lines)).toHaveLength(LABEL_SLOTS.length)
    expect(Object.values(lines).every(({ complete }) => complete)).toBe(true)
    expect(lines.address?.boxes).toHaveLength(2)
  })

  it('trusts a row without its label where the labels around leave room for one line only', async () => {
    const { lines } = await drawPage({ hidden: ['religion'] })
    expect(lines.religion?.complete).toBe(true)
    expect(lines.district?.complete).toBe(true)
  })

  it('does not take the second line of a value for the next row, or the first for all of it', async () => {
    const { lines } = await drawPage({ hidden: ['village'], wraps: { address: 1, rtRw: 0, village: 1 } })
    expect(lines.rtRw?.complete).toBe(true)
    expect(lines.village?.complete).toBe(false)
    expect(lines.district?.complete).toBe(true)
  })

  it('does not trust rows above the first label', async () => {
    const { lines } = await drawPage({ hidden: ['nik', 'name'], wraps: { name: 1 } })
    expect(lines.name?.complete ?? false).toBe(false)
    expect(lines.birth?.complete).toBe(true)
  })

  for (const [what, options] of [
    ['pale', { colonInk: 60 }],
    ['too pale to see, and first letters show only their stems', { colonInk: 10, stemPx: 4 }],
  ] as const) {
    it(`begins values after their colons where those are ${what}`, async () => {
      // Where colons are not to be seen only their usual place helps.
      const shiftPx = options.colonInk > 50 ? 28 : 0
      const { lines } = await drawPage({ hidden: [], shiftPx, ...options })
      for (const row of ['name', 'village', 'validUntil'] as const)
        expect(Math.abs((lines[row]?.boxes[0]?.x0 ?? 0) - 392 - shiftPx)).toBeLessThan(3)
    })
  }

  it('gives a wrapped value all of its lines where few labels tell the pitch', async () => {
    const hidden = LABEL_SLOTS.map(({ row }) => row).filter(
      (row) => !['nik', 'name', 'birth', 'gender'].includes(row),
    )
    const { lines } = await drawPage({ hidden, wraps: { name: 1 } })
    expect(lines.name?.boxes).toHaveLength(2)
  })
})
