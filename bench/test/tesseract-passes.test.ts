import { describe, expect, test } from 'vitest'
import { mergePasses, parseTesseractTsv } from '../peers/tesseract-passes.ts'

const TSV = [
  'level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext',
  '1\t1\t0\t0\t0\t0\t0\t0\t1280\t807\t-1\t',
  '4\t1\t1\t1\t1\t0\t456\t42\t368\t30\t-1\t',
  '5\t1\t1\t1\t1\t1\t456\t42\t189\t30\t81\tNI',
  '5\t1\t1\t1\t1\t2\t660\t43\t164\t29\t96.1\t ',
  '5\t1\t1\t1\t2\t1\t312\t174\t546\t36\t60\t36?1105005820000',
  '',
].join('\n')

describe('parseTesseractTsv', () => {
  test('keeps words with text, their boxes, and a certainty that multiplies to the word’s', () => {
    const [first, second, ...rest] = parseTesseractTsv(TSV)
    expect(first).toEqual({ text: 'NI', confidence: 0.9, box: { x0: 456, y0: 42, x1: 645, y1: 72 } })
    expect(second?.text).toBe('36?1105005820000')
    expect(rest).toEqual([])
  })
})

describe('mergePasses', () => {
  const area = { x0: 297, y0: 161, x1: 877, y1: 222 }
  const page = parseTesseractTsv(TSV)
  const digits = { text: '3671105005820000', confidence: 0.99, box: { x0: 10, y0: 5, x1: 560, y1: 45 } }

  test('puts the second pass’s digits, moved to the card, in the place of the page’s NIK', () => {
    expect(mergePasses(page, [digits], area).map(({ text, box }) => [text, box.x0])).toEqual([
      ['NI', 456],
      ['3671105005820000', 307],
    ])
  })

  test('keeps the page’s NIK when the second pass found nothing', () => {
    expect(mergePasses(page, [], area)).toEqual(page)
  })
})
