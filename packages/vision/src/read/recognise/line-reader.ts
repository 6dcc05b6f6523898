import type { NeuralModel } from '@kartu/core'
import type { LineScores } from './align-text.ts'
import { cropLine, type LineCrop } from './crop-line.ts'
import { decodeGreedily, textOf, type ReadingCalibration } from './decode-line.ts'
import { LABEL_STYLE, type LineStyle } from './row-styles.ts'
import { READING_CLASSES } from './reading-alphabet.ts'
import type { LineBox } from '../layout/line-box.ts'
import type { Page } from '../layout/page.ts'

/** What reading needs: the network that looks at one line, and what its scores are worth. */
export interface LineReader {
  /** In: one line as [1, 1, 32, width], paper 1 and ink −1. Out: [1, steps, `READING_CLASSES`] probabilities. */
  readonly network: NeuralModel
  readonly calibration: ReadingCalibration
}

/** One look at one line. */
export interface ScoredLine {
  readonly crop: LineCrop
  readonly scores: LineScores
}

/** Looks at one line of a page. */
export async function scoreLine(
  reader: LineReader,
  page: Page,
  line: LineBox,
  style: LineStyle,
): Promise<ScoredLine> {
  const crop = cropLine(page.ink, line, style.stretch)
  const { data, shape } = await reader.network.run(crop.tensor)
  const [, steps = 0, classes = 0] = shape
  if (classes !== READING_CLASSES) throw new Error('the line reader has other classes than its alphabet')
  return { crop, scores: { steps, classes, probabilities: data } }
}

/** What a label says at first sight. */
export async function readLabel(reader: LineReader, page: Page, line: LineBox): Promise<string> {
  const { scores } = await scoreLine(reader, page, line, LABEL_STYLE)
  return textOf(decodeGreedily(scores, LABEL_STYLE.mask)).trim()
}
