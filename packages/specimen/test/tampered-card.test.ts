import { FIELD_NAMES } from '@kartu/core'
import { describe, expect, test } from 'vitest'
import {
  createSeededRandom,
  inventCard,
  layoutCard,
  PRINT_STYLES,
  simulateCapture,
  type CaptureRequest,
} from '../src/index.ts'
import { cardAlbedo } from '../src/card/card-texture.ts'
import { alterFields } from '../src/species/alter-field.ts'
import { inventPatch } from '../src/species/invent-patch.ts'
import { moveBirthday } from '../src/species/move-birthday.ts'
import { pastePatch } from '../src/species/paste-patch.ts'

const CARDS = PRINT_STYLES.flatMap(({ name }) =>
  Array.from({ length: 25 }, (_, i) => inventCard(`tampered/${i}`, { style: name })),
)

function request(species: string, more: Partial<CaptureRequest> = {}): CaptureRequest {
  const stage = { roomLux: 300, rollDegrees: 0, widthFraction: 0.7, tiltDegrees: [2, -3] } as const
  const card = inventCard('tampered')
  return {
    card,
    species,
    device: 'phone-compact',
    challenge: null,
    seed: 'one',
    frameCount: 1,
    stage,
    ...more,
  }
}

describe('a tampered card', () => {
  test.each(['retyped_field', 'pasted_field', 'nik_edit', 'portrait_swap'])(
    'of %s shows other values than the truth in the tampered fields alone',
    async (species) => {
      const { ocrFields, truth } = await simulateCapture(request(species))
      const changed = FIELD_NAMES.filter((name) => ocrFields[name] !== truth.card.printed[name])
      expect(changed.toSorted()).toEqual(truth.tampered.toSorted())
      expect(changed.length > 0).toBe(species !== 'portrait_swap')
    },
  )

  test('that nobody altered has no tampered fields', async () => {
    const { ocrFields, truth } = await simulateCapture(request('bona_fide'))
    expect(truth.tampered).toEqual([])
    expect(ocrFields).toEqual(truth.card.printed)
  })

  test('keeps every other text where it stood', () => {
    for (const card of CARDS) {
      const altered = alterFields(createSeededRandom(card.seed), card, 2)
      expect(altered.tampered.length).toBeGreaterThan(0)
      const before = layoutCard(card)
      for (const [i, item] of altered.texts.entries()) {
        if (!altered.rows.includes(item.row)) expect(item).toEqual(before[i])
      }
    }
  })
})

describe('a moved birthday', () => {
  test('agrees with its NIK, in digits that the card shows, and keeps the specimen serial', () => {
    for (const card of CARDS) {
      const moved = moveBirthday(createSeededRandom(card.seed), card, card.printed.rtRw)
      const [day, month, year] = moved.dateOfBirth.split('-')
      const codedDay = String(Number(day) + (card.sex === 'female' ? 40 : 0)).padStart(2, '0')
      expect(moved.nik).toBe(
        `${card.printed.nik.slice(0, 6)}${codedDay}${month}${year?.slice(2)}${card.printed.nik.slice(12)}`,
      )
      expect(moved.nik).not.toBe(card.printed.nik)
      for (const [i, digit] of Array.from(moved.nik).entries()) {
        if (digit === card.printed.nik[i]) continue
        const kept = Array.from(card.printed.nik).filter((other, at) => other === moved.nik[at])
        expect(kept).toContain(digit)
      }
    }
  })
})

describe('a pasted piece', () => {
  test.each([0, 1, 2, 3])('changes its area and nothing else: %i', (index) => {
    const card = inventCard('pasted')
    const random = createSeededRandom(`pasted/${index}`)
    const { photoX0: x0, photoX1: x1, photoY0: y0, photoY1: y1 } = card.look.measures
    const original = cardAlbedo(card, 700)
    const other = cardAlbedo({ ...card, portrait: 'id04_ktp' }, 700)
    const patch = inventPatch(random, { x0, x1, y0, y1 }, other)
    const pasted = pastePatch(original, patch, random)
    const rim = 0.008
    let changedInside = 0
    for (let y = 0, at = 0; y < original.height; y++) {
      for (let x = 0; x < original.width; x++, at += 3) {
        const [u, v] = [(x + 0.5) / original.width, (y + 0.5) / original.height]
        const outside = u < x0 - rim || u > x1 + rim || v < y0 - 1.6 * rim || v > y1 + 1.6 * rim
        const change = Math.abs(pasted.data[at]! - original.data[at]!)
        if (outside) {
          if (change > 0) expect.fail(`changed outside at ${x}, ${y}`)
        } else if (change > 0.01) changedInside++
      }
    }
    const area = (x1 - x0) * original.width * (y1 - y0) * original.height
    expect(changedInside / area).toBeGreaterThan(0.3)
  })
})
