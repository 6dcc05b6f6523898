import type { NeuralModel, Tensor } from '@kartu/core'
import { READING_ALPHABET } from '@kartu/vision'

/** PP-OCR wants three equal channels of 48 rows. */
const CHANNELS = 3

/** Characters that PP-OCR tells apart and a KTP does not: full-width forms, dashes, quotes, `l` for a capital `I`. */
const FOLDS: Readonly<Record<string, string>> = {
  l: 'I', '|': 'I', '丨': 'I', '（': '(', '）': ')', '：': ':', ';': ':', '；': ':', '，': ',', '、': ',', '。': '.',
  '．': '.', '·': '.', '•': '.', '／': '/', '－': '-', '—': '-', '–': '-', '一': '-', '_': '-', '~': '-', '’': "'",
  '‘': "'", '`': "'", '＋': '+', '十': '+', '〇': 'O', '○': 'O',
} // prettier-ignore

/**
 * The class of `READING_ALPHABET` (0 = blank) that each class of PP-OCR counts towards, −1 for characters that no KTP
 * prints. PP-OCR's classes are the blank, the lines of its key file, and the space.
 */
function alphabetClasses(keys: readonly string[]): Int16Array {
  const classes = new Int16Array(keys.length + 2).fill(-1)
  classes[0] = 0
  keys.forEach((key, i) => {
    const folded = FOLDS[key] ?? (/^[a-z]$/.test(key) ? key.toUpperCase() : key)
    const index = folded.length === 1 ? READING_ALPHABET.indexOf(folded) : -1
    if (index >= 0) classes[i + 1] = index + 1
  })
  classes[keys.length + 1] = READING_ALPHABET.indexOf(' ') + 1
  return classes
}

/**
 * PP-OCR's text recogniser as the recogniser that `@kartu/vision` asks for: in, lines as [n, 1, 48, width] with paper 1
 * and ink −1; out, [n, steps, 1 + |READING_ALPHABET|] probabilities. What PP-OCR gives to characters outside the
 * alphabet is dropped, so that a step's sum below 1 says how foreign its glyph looked.
 */
export function adaptPpocr(network: NeuralModel, keys: readonly string[]): NeuralModel {
  const classes = alphabetClasses(keys)
  const classesOut = READING_ALPHABET.length + 1
  return {
    modelId: network.modelId,
    async run(input: Tensor): Promise<Tensor> {
      const [lines = 0, , height = 0, width = 0] = input.shape
      const plane = height * width
      const tripled = new Float32Array(lines * CHANNELS * plane)
      for (let line = 0; line < lines; line++) {
        const grey = input.data.subarray(line * plane, (line + 1) * plane)
        for (let c = 0; c < CHANNELS; c++) tripled.set(grey, (line * CHANNELS + c) * plane)
      }
      const output = await network.run({ data: tripled, shape: [lines, CHANNELS, height, width] })
      const steps = output.shape[1] ?? 0
      const classesIn = output.shape[2] ?? 0
      if (classesIn !== classes.length) throw new Error('the key file does not belong to this recogniser')
      const probabilities = new Float32Array(lines * steps * classesOut)
      const from = output.data
      for (let row = 0; row < lines * steps; row++) {
        for (let k = 0; k < classesIn; k++) {
          const target = classes[k]!
          if (target >= 0) probabilities[row * classesOut + target]! += from[row * classesIn + k]!
        }
      }
      return { data: probabilities, shape: [lines, steps, classesOut] }
    },
  }
}
