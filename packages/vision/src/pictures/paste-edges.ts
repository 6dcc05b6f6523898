import type { Evidence } from '../evidence.ts'
import { EDGE_PLAIN, EDGE_PRINTED, groundScores } from '../voters/paste-edges.ts'
import type { EvidencePicture } from './evidence-picture.ts'
import { drawLineScores } from './line-scores.ts'

const CAPTION = {
  en: 'How much the ground along both sides of each line differs from the card’s, as a share of what no genuine card shows: dark alike, bright unlike; a red frame marks a line beyond what genuine cards reach, and the bars give the same numbers. On a genuine card the ground runs on between the rows; a piece stuck over a value has a ground of its own, or edges that are lit on one side and in shadow on the other.',
  id: 'Seberapa jauh latar di kedua sisi tiap baris berbeda dari latar kartu, sebagai bagian dari yang tidak ada pada kartu asli: gelap serupa, terang berbeda; bingkai merah menandai baris yang melampaui kartu asli, dan batang memberi angka yang sama. Pada kartu asli latar antarbaris menyambung; potongan yang ditempel punya latar sendiri, atau tepi yang terang di satu sisi dan gelap di sisi lain.',
}

/** The card's lines by how unlike the ground around them is. */
export function drawPasteEdges(evidence: Evidence): EvidencePicture | null {
  const range = { odd: EDGE_PRINTED, most: EDGE_PLAIN }
  return drawLineScores(evidence, groundScores(evidence), range, CAPTION)
}
