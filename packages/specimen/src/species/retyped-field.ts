import type { PrintedText } from '../card/card-layout.ts'
import { cardAlbedo } from '../card/card-texture.ts'
import type { FontFace } from '../card/fonts.ts'
import { findPrintStyle, PRINT_STYLES } from '../card/print-style.ts'
import type { SpecimenCard } from '../card/specimen-card.ts'
import type { SeededRandom } from '../random/seeded-random.ts'
import { alterFields } from './alter-field.ts'
import { filmPlasticCard } from './film-plastic-card.ts'
import type { Species } from './species.ts'

const TWO_FIELDS_SHARE = 0.35
/** What goes wrong when somebody retypes a value. Half of the retypings get two things wrong. */
const FAULTS = ['font', 'weight', 'baseline', 'size'] as const
const SECOND_FAULT_SHARE = 0.5
/** Up or down, in em of the text: 0.05 em is 0.09 mm on the card. */
const BASELINE_EM_RANGE = [0.05, 0.16] as const
/** Smaller or larger than the card's own text. */
const SIZE_RANGE = [0.035, 0.1] as const
/** The left margin is missed by up to this share of the card's width. */
const MARGIN_SLIP = 0.003
/** A card's own ink is grey 18 to 80 by its fade; retyped ink is right by chance only. */
const INK_GREY_RANGE = [14, 70] as const

function otherFont(card: SpecimenCard, item: PrintedText): FontFace {
  const own = findPrintStyle(card.look.style).fonts
  const other = PRINT_STYLES.find((row) => row.fonts !== own)?.fonts ?? own
  return other[item.font]
}

/** The other of regular and bold; a NIK in the bold text face instead of OCR-A. */
function otherWeight(card: SpecimenCard, item: PrintedText): FontFace {
  const { fonts } = findPrintStyle(card.look.style)
  return item.font === 'body' || item.font === 'ocr' ? fonts.bold : fonts.body
}

/** How one value is retyped: the same for all its lines. */
function retype(random: SeededRandom, card: SpecimenCard): (item: PrintedText) => PrintedText {
  const faults = new Set([random.pick(FAULTS)])
  if (random.chance(SECOND_FAULT_SHARE)) faults.add(random.pick(FAULTS))
  const sign = () => (random.chance(0.5) ? 1 : -1)
  const rise = faults.has('baseline') ? sign() * random.between(...BASELINE_EM_RANGE) : 0
  const growth = faults.has('size') ? 1 + sign() * random.between(...SIZE_RANGE) : 1
  const slip = random.between(-MARGIN_SLIP, MARGIN_SLIP)
  const grey = random.integer(...INK_GREY_RANGE)
  return (item) => {
    const face = faults.has('font')
      ? otherFont(card, item)
      : faults.has('weight')
        ? otherWeight(card, item)
        : item.face
    return {
      ...item,
      ...(face ? { face } : {}),
      ink: `rgb(${grey},${grey},${grey + 6})`,
      x: item.x + slip,
      centreY: item.centreY + rise * item.em,
      em: item.em * growth,
    }
  }
}

export const retypedField: Species = {
  id: 'retyped_field',
  genuine: false,
  describes:
    'The genuine plastic with one or two values retyped: another font, weight, size or baseline than the rest of the card.',
  async present(staging) {
    const random = staging.random.fork('typist')
    const altered = alterFields(random, staging.card, random.chance(TWO_FIELDS_SHARE) ? 2 : 1)
    const hands = new Map(altered.rows.map((row) => [row, retype(random, staging.card)]))
    const texts = altered.texts.map((item) => {
      const hand = item.part === 'value' ? hands.get(item.row) : undefined
      return hand ? hand(item) : item
    })
    const film = await filmPlasticCard(staging, (widthPx) => cardAlbedo(staging.card, widthPx, texts))
    return { ...film, alteration: { shows: altered.shows, tampered: altered.tampered } }
  },
}
