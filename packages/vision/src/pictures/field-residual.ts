import type { Evidence } from '../evidence.ts'
import { SCORE_PLAIN, SCORE_PRINTED, sharpnessScores } from '../voters/field-residual.ts'
import type { EvidencePicture } from './evidence-picture.ts'
import { drawLineScores } from './line-scores.ts'

const CAPTION = {
  en: 'How far the sharpness of each line’s edges is from that of the card’s own print, in standard deviations: dark alike, bright unlike; a red frame marks a line beyond what genuine cards reach, and the bars give the same numbers. On a genuine card all lines are dark, since one printer made them; a piece copied or pasted in is softer or sharper than its neighbours.',
  id: 'Seberapa jauh ketajaman tepi tiap baris dari cetakan kartu itu sendiri, dalam simpangan baku: gelap serupa, terang berbeda; bingkai merah menandai baris yang melampaui kartu asli, dan batang memberi angka yang sama. Pada kartu asli semua baris gelap karena dibuat satu pencetak; bagian yang disalin atau ditempel lebih kabur atau lebih tajam daripada tetangganya.',
}

/** The card's lines by how unlike their edges are. */
export function drawFieldResidual(evidence: Evidence): EvidencePicture | null {
  const range = { odd: SCORE_PRINTED, most: SCORE_PLAIN }
  return drawLineScores(evidence, sharpnessScores(evidence), range, CAPTION)
}
