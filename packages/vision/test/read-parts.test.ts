import { describe, expect, it } from 'vitest'
import { splitGenderRow } from '../src/read/split-gender-row.ts'
import { closePlane } from '../src/read/layout/close-plane.ts'
import { findColons } from '../src/read/layout/find-colons.ts'
import { LABEL_SLOTS } from '../src/read/layout/label-slots.ts'
import { matchLabels } from '../src/read/layout/match-labels.ts'
import { matchPlaces } from '../src/read/layout/match-places.ts'

describe('label matching', () => {
  const band = (slot: number, y?: number) => {
    const { x0, width, y: usual, prints } = LABEL_SLOTS[slot] ?? { x0: 0, width: 0, y: 0, prints: [] }
    return { x0, x1: x0 + width, centreY: y ?? usual, text: prints[0] ?? '' }
  }

  it('names all thirteen rows of an undisturbed card', () => {
    const bands = LABEL_SLOTS.map((_, i) => band(i))
    expect(matchLabels(bands)).toEqual(LABEL_SLOTS.map((_, i) => i))
  })

  it('follows rows that a wrapped name pushed down', () => {
    const bands = LABEL_SLOTS.map((slot, i) => band(i, i >= 2 ? slot.y + 0.0435 : slot.y))
    expect(matchLabels(bands)).toEqual(LABEL_SLOTS.map((_, i) => i))
  })

  it('leaves out a label under a reflection and a band that is no label', () => {
    const bands = LABEL_SLOTS.flatMap((slot, i) => {
      if (slot.row === 'religion') return []
      return slot.row === 'address'
        ? [band(i), { x0: 0.03, x1: 0.26, centreY: slot.y + 0.02, text: 'WRE.T' }]
        : [band(i)]
    })
    const assigned = matchLabels(bands)
    const religion = LABEL_SLOTS.findIndex((slot) => slot.row === 'religion')
    expect(assigned[religion]).toBe(-1)
    expect(assigned.filter((index) => index < 0)).toHaveLength(1)
    expect(bands[assigned[12] ?? -1]).toEqual(band(12))
  })
})

describe('label matching by text', () => {
  const text = (slot: string) => LABEL_SLOTS.find(({ row }) => row === slot)?.prints[0] ?? ''
  const bandsOf = (texts: readonly string[]) =>
    texts.map((said, i) => ({ x0: 0.09, x1: 0.22, centreY: 0.25 + 0.045 * i, text: said }))
  const rowsOf = (texts: readonly string[]) => {
    const assigned = matchLabels(bandsOf(texts))
    return texts.map((_, i) => LABEL_SLOTS[assigned.indexOf(i)]?.row ?? null)
  }

  it('knows rows by what they say, wherever the print puts them and whatever is missing', () => {
    const texts = [
      'NIK',
      'NAMA',
      text('birth'),
      text('address'),
      'RT/RW',
      text('marital'),
      text('validUntil'),
    ]
    expect(rowsOf(texts)).toEqual(['nik', 'name', 'birth', 'address', 'rtRw', 'marital', 'validUntil'])
  })

  it('reads on where labels are misread, name their religion otherwise, or run into their colon', () => {
    const texts = ['N1K', 'NAHA', 'TEMPAT/IGI IAHIR', 'JENIS KE1AMIN', 'KEPERCAYAAN :', 'PEKERJAAN: GURU']
    expect(rowsOf(texts)).toEqual(['nik', 'name', 'birth', 'gender', 'religion', 'occupation'])
  })
})

describe('label matching by place', () => {
  const usual = LABEL_SLOTS.map(({ x0, width, y }) => ({ x0, x1: x0 + width, centreY: y }))
  const slotOf = (row: string) => LABEL_SLOTS.findIndex((slot) => slot.row === row)
  const lowerFrom = (row: string) =>
    usual.map((band, i) => (i > slotOf(row) ? { ...band, centreY: band.centreY + 0.0435 } : band))
  const overlay = { x0: 0.11, x1: 0.2, centreY: 0.86 }

  it('asks only for the first and the last label, in any face, without indents, and with an overlay below', () => {
    const wider = usual.map(({ x0, x1, centreY }) => ({ x0, x1: x0 + 1.08 * (x1 - x0), centreY }))
    const flush = usual.map(({ x0, x1, centreY }) => ({ x0: 0.05, x1: 0.05 + x1 - x0, centreY }))
    for (const bands of [usual, wider, flush, [...usual, overlay]])
      expect(matchPlaces(bands)).toEqual([0, 12])
  })

  it('lets values wrap where they do, asking for the label behind, and nowhere else', () => {
    expect(matchPlaces(lowerFrom('address'))).toEqual([0, 12, slotOf('address') + 1])
    expect(matchPlaces(lowerFrom('gender'))).toBeNull()
  })

  it('leaves it to reading where a label is missing or rows stand off the pitch', () => {
    for (const { row } of LABEL_SLOTS) {
      const seen = usual.filter((_, i) => i !== slotOf(row))
      expect(matchPlaces(seen)).toBeNull()
      expect(matchPlaces([...seen, overlay])).toBeNull()
    }
    expect(
      matchPlaces(usual.map((band, i) => (i === 7 ? { ...band, centreY: band.centreY + 0.015 } : band))),
    ).toBeNull()
  })

  it('asks for the labels that would show another band in a missing one’s stead', () => {
    const stamp = { x0: 0.045, x1: 0.185, centreY: 0.822 }
    const seen = [...usual.filter((_, i) => i !== slotOf('nationality')), stamp]
    const doubtful = matchPlaces(seen)
    // Either the stamp is too narrow for the label before it, or its text is asked for.
    expect(doubtful === null || doubtful.includes(12)).toBe(true)
  })
})

describe('label matching under a veil of light', () => {
  const bandsOf = (rows: readonly string[], texts: Readonly<Record<string, string>>, wrapsAfter = '') => {
    let pushed = 0
    return rows.map((row) => {
      const { x0, width, y, prints } = LABEL_SLOTS.find((slot) => slot.row === row)!
      const band = { x0, x1: x0 + 1.04 * width, centreY: y + pushed, text: texts[row] ?? prints[0]! }
      if (row === wrapsAfter) pushed = 0.0435
      return band
    })
  }
  const assignedRows = (bands: ReturnType<typeof bandsOf>) => {
    const assigned = matchLabels(bands)
    return bands.map((_, i) => LABEL_SLOTS[assigned.indexOf(i)]?.row)
  }

  it('counts unreadable bands between readable labels, and leaves them open where one is missing', () => {
    const dim = { address: 'I3ITI21', rtRw: '', village: 'OIAI', district: "B2'1T21" }
    const all = ['nik', 'name', 'birth', 'gender', 'address', 'rtRw', 'village', 'district', 'religion']
    expect(assignedRows(bandsOf(all, dim))).toEqual(all)
    const fewer = all.filter((row) => row !== 'rtRw')
    expect(assignedRows(bandsOf(fewer, dim))).toEqual(fewer.map((row) => (row in dim ? undefined : row)))
  })

  it('does not move rows below a wrapped value to the labels that usually stand there', () => {
    const rows = ['gender', 'address', 'rtRw', 'village', 'religion']
    const found = assignedRows(bandsOf(rows, { rtRw: '', village: '' }, 'address'))
    expect(found).toEqual(['gender', 'address', undefined, undefined, 'religion'])
  })
})

describe('label matching by room', () => {
  it('does not take half-seen labels for rows that had no room above the next', () => {
    const slots = ['birth', 'gender', 'address', 'rtRw'].map((row) =>
      LABEL_SLOTS.findIndex((slot) => slot.row === row),
    )
    const bands = slots.map((slot, i) => {
      const { x0, width, y, prints } = LABEL_SLOTS[slot]!
      return { x0, x1: x0 + width, centreY: y + 0.0435, text: i < 2 ? 'I1I LT1I' : prints[0]! }
    })
    expect(slots.map((slot) => matchLabels(bands)[slot])).toEqual([0, 1, 2, 3])
  })
})

describe('the row of gender and blood group', () => {
  const split = (text: string) => {
    const chars = Array.from(text, (char) => ({ char, confidence: 0.9, alternatives: [] }))
    const { gender, bloodType } = splitGenderRow(chars)
    return [gender, bloodType].map((value) => value.map(({ char }) => char).join(''))
  }

  it('is parted at the second label, however it was read', () => {
    expect(split('LAKI-LAKI GOI. DARAH : AB-')).toEqual(['LAKI-LAKI', 'AB-'])
    expect(split('PEREMPUANGOI DARAH O')).toEqual(['PEREMPUAN', 'O'])
    expect(split('PEREMPUAN 60I. DAPAH:-')).toEqual(['PEREMPUAN 60I.', '-'])
    expect(split('LAKI-LAKI GOI. DARAH :')).toEqual(['LAKI-LAKI', ''])
    expect(split('LAKI-LAKI GOI. DARAH L A-')).toEqual(['LAKI-LAKI', 'A-'])
    expect(split('PEREMPUAN')).toEqual(['PEREMPUAN', ''])
  })
})

describe('the column of colons', () => {
  it('ignores candidates that are strokes of values', () => {
    const right = [0, 1, 2, 3, 4, 5].map((i) => ({ x: 378 + i * 0.5, y: 240 + i * 35 }))
    const column = findColons([...right, { x: 330, y: 260 }, { x: 420, y: 400 }], 1280)
    expect(column(240)).toBeCloseTo(378, 0)
    expect(column(415)).toBeCloseTo(380.5, 0)
  })

  it('stands at its usual place when too few colons were seen', () => {
    expect(findColons([{ x: 330, y: 260 }], 1280)(300)).toBeCloseTo(0.295 * 1280)
  })
})

describe('closing', () => {
  it('removes strokes narrower than its square and keeps broad shades', () => {
    const [width, height] = [40, 30]
    const data = new Uint8Array(width * height).fill(200)
    for (let y = 0; y < height; y++) {
      data[y * width + 10] = 20
      for (let x = 24; x < 36; x++) data[y * width + x] = 120
    }
    const closed = closePlane({ width, height, data })
    expect(closed.data[15 * width + 10]).toBe(200)
    expect(closed.data[15 * width + 30]).toBe(120)
  })
})
