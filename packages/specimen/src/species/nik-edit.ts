import { layoutCard, type PrintedRow, type PrintedText } from '../card/card-layout.ts'
import { cardAlbedo } from '../card/card-texture.ts'
import { findPrintStyle } from '../card/print-style.ts'
import type { SpecimenCard } from '../card/specimen-card.ts'
import type { SeededRandom } from '../random/seeded-random.ts'
import { cloneGlyphs, placeGlyph, type GlyphClone, type GlyphPlace } from './clone-glyphs.ts'
import { filmPlasticCard } from './film-plastic-card.ts'
import { moveBirthday } from './move-birthday.ts'
import type { Species } from './species.ts'

/** Half of the editors carry over the ink alone, half copy a box with the ground around the digit. */
const CAREFUL_SHARE = 0.5

/** A digit on the card and where it stands. */
interface Glyph {
  readonly character: string
  readonly place: GlyphPlace
}

const valuesOf = (texts: readonly PrintedText[], row: PrintedRow): PrintedText[] =>
  texts.filter((item) => item.row === row && item.part === 'value')

function glyphsOf(card: SpecimenCard, items: readonly PrintedText[]): Glyph[] {
  const { fonts } = findPrintStyle(card.look.style)
  return items.flatMap((item) =>
    Array.from(item.text, (character, i) => ({ character, place: placeGlyph(item, i, fonts[item.font]) })),
  )
}

/** A clone for every character that differs, off one that stays. */
function planClones(
  random: SeededRandom,
  before: readonly Glyph[],
  after: readonly Glyph[],
  elsewhere: readonly Glyph[],
): GlyphClone[] {
  const changed = after.filter((glyph, i) => glyph.character !== before[i]?.character)
  const kept = [...before.filter((glyph, i) => glyph.character === after[i]?.character), ...elsewhere]
  return changed.map(({ character, place }) => ({
    from: random.pick(kept.filter((glyph) => glyph.character === character)).place,
    to: place,
  }))
}

export const nikEdit: Species = {
  id: 'nik_edit',
  genuine: false,
  describes:
    'The genuine plastic with another date of birth, changed alike in the NIK and in its own row by digits cloned off the same card.',
  async present(staging) {
    const { card } = staging
    const random = staging.random.fork('editor')
    const texts = layoutCard(card)
    const others = valuesOf(texts, 'rtRw')
    const moved = moveBirthday(random, card, others.map((item) => item.text).join(''))
    const edited: SpecimenCard = { ...card, printed: { ...card.printed, ...moved } }
    const editedTexts = layoutCard(edited)
    const clones = (row: PrintedRow, elsewhere: readonly PrintedText[]) =>
      planClones(
        random,
        glyphsOf(card, valuesOf(texts, row)),
        glyphsOf(card, valuesOf(editedTexts, row)),
        glyphsOf(card, elsewhere),
      )
    const plan = [...clones('nik', []), ...clones('birth', others)]
    const careful = random.chance(CAREFUL_SHARE)
    const blank = texts.filter(
      (item) => !['nik', 'birth', 'rtRw'].includes(item.row) || item.part !== 'value',
    )
    const film = await filmPlasticCard(staging, (widthPx) =>
      cloneGlyphs(
        cardAlbedo(card, widthPx),
        careful ? cardAlbedo(card, widthPx, blank) : null,
        plan,
        random.fork('slips'),
      ),
    )
    return { ...film, alteration: { shows: edited.printed, tampered: ['nik', 'dateOfBirth'] } }
  },
}
