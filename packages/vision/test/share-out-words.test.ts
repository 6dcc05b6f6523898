import { describe, expect, it } from 'vitest'
import { spanOf } from '../src/signal/helvetica-widths.ts'
import { shareOutWords } from '../src/signal/share-out-words.ts'

const EM_PX = 26.4

/** A line as wide as a text in type of that size, as one shape: where letters part plays no role. */
function lineOf(text: string, emPx = EM_PX) {
  const { most, least } = spanOf(text, 'regular')!
  const width = (emPx * (most + least)) / 2
  return { segments: [{ x0: 400, x1: 400 + width, y0: 200, y1: 219 }] }
}

const STREET = 'JL. KEBON JERUK RAYA NO. 12 BLOK C'

describe('the words of a value', () => {
  it('stand in its one line, whatever its width', () => {
    expect(shareOutWords(STREET, [lineOf('KEBON')])).toEqual([STREET])
  })

  it.each([
    ['two', ['JL. KEBON JERUK RAYA', 'NO. 12 BLOK C']],
    ['two, the second longer', ['JL. KEBON', 'JERUK RAYA NO. 12 BLOK C']],
    ['three', ['JL. KEBON JERUK', 'RAYA NO. 12', 'BLOK C']],
    ['three, one word in the last', ['JL. KEBON', 'JERUK RAYA NO. 12 BLOK', 'C']],
    ['three, one word in the middle', ['JL. KEBON', 'JERUK', 'RAYA NO. 12 BLOK C']],
  ])('are shared out to %s lines by the widths of these', (_, parts) => {
    expect(
      shareOutWords(
        STREET,
        parts.map((part) => lineOf(part)),
      ),
    ).toEqual(parts)
  })

  it('are told apart in type of any size, when all lines are of one', () => {
    const parts = ['JL. KEBON JERUK RAYA', 'NO. 12 BLOK C']
    expect(
      shareOutWords(
        STREET,
        parts.map((part) => lineOf(part, 1.3 * EM_PX)),
      ),
    ).toEqual(parts)
  })

  it('are not shared out where no way gives lines of one size of type', () => {
    const short = shareOutWords('KEBON JERUK', [lineOf('KEBON'), lineOf('JERUK', 1.2 * EM_PX)])
    expect(short).toBeNull()
  })

  it('are not shared out where there are fewer of them than lines', () => {
    expect(shareOutWords('KEBONJERUK', [lineOf('KEBON'), lineOf('JERUK')])).toBeNull()
    expect(shareOutWords('KEBON JERUK', [lineOf('KEBON'), lineOf('JERUK'), lineOf('RAYA')])).toBeNull()
  })

  it('are not shared out to a line in which no shape was found', () => {
    expect(shareOutWords(STREET, [lineOf('JL. KEBON JERUK RAYA'), { segments: [] }])).toBeNull()
  })

  it('are not shared out where there are more than a card has, at once', () => {
    const words = Array.from({ length: 100 }, () => 'A').join(' ')
    expect(shareOutWords(words, [lineOf('KEBON'), lineOf('KEBON')])).toBeNull()
    expect(
      shareOutWords(
        STREET,
        Array.from({ length: 4 }, () => lineOf('KEBON')),
      ),
    ).toBeNull()
  })
})
