import type { Evidence } from '../evidence.ts'
import { detrend, driftBasis } from '../signal/detrend.ts'
import { cardAnswer, surroundAnswer, type FlashAnswer } from '../voters/flash-answer.ts'
import { createCodeScorer } from '../voters/flash-code-score.ts'
import type { EvidencePicture } from './evidence-picture.ts'
import { finishPicture, label } from './svg-notation.ts'
import { BLUE_GREEN_COLOR, RED_GREEN_COLOR, drawCode, drawTraces } from './trace.ts'

const LEFT = { x: 60, width: 300 } as const
const RIGHT = { x: 446, width: 300 } as const
const REACH_LEAST = 0.04

const CAPTION = {
  en: 'The light’s colour in every frame on the card (left) and on what lies around it (right), on one scale; red: ln R/G, blue: ln B/G. A genuine card is lit like its surroundings: both sides swing with the colours shown above them, about as far. A display that shows a card has light of its own: its surroundings swing and it hardly does.',
  id: 'Warna cahaya tiap bingkai pada kartu (kiri) dan di sekitarnya (kanan), dengan satu skala; merah: ln R/G, biru: ln B/G. Kartu asli diterangi seperti sekitarnya: kedua sisi berayun bersama warna yang ditampilkan di atasnya, kira-kira sama jauh. Layar yang menampilkan kartu memancarkan cahaya sendiri: sekitarnya berayun sedangkan layar itu hampir tidak.',
}

function swing({ series, alignment }: FlashAnswer) {
  const basis = driftBasis(alignment.times)
  return [detrend(series.redGreen, basis), detrend(series.blueGreen, basis)] as const
}

/** The card's answer to the flash beside that of its surroundings. */
export function drawEmissionCheck(evidence: Evidence): EvidencePicture | null {
  const card = cardAnswer(evidence)
  const surround = surroundAnswer(evidence)
  if (typeof card === 'string' || typeof surround === 'string' || !evidence.challenge) return null
  const { colors } = evidence.challenge
  const sides = [
    { answer: card, modulation: card.diffuseModulation, place: LEFT },
    { answer: surround, modulation: surround.modulation, place: RIGHT },
  ]
  const swings = sides.map(({ answer }) => swing(answer))
  const reach = Math.max(REACH_LEAST, ...swings.flat().flatMap((channel) => [...channel].map(Math.abs)))
  const parts = sides.flatMap(({ answer, modulation, place }, i) => {
    const { steps } = createCodeScorer(answer.series, answer.alignment).prediction(colors)
    const shown = steps.map((step) => colors[step] ?? '#000000')
    const [redGreen, blueGreen] = swings[i]!
    return [
      drawCode({ ...place, y: 12, height: 14 }, shown, answer.series.frames),
      drawTraces(
        { ...place, y: 66, height: 130 },
        `flash / ambient ${modulation.toFixed(2)}`,
        [
          { values: redGreen, color: RED_GREEN_COLOR },
          { values: blueGreen, color: BLUE_GREEN_COLOR },
        ],
        reach,
      ),
      label(place.x, 216, `p = ${answer.p.toFixed(4)}`),
    ]
  })
  return finishPicture(228, CAPTION, parts)
}
