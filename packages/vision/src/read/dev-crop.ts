import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { openPage, locateLines } from './layout/locate-lines.ts'
import { loadLineReader } from '../../../server/src/index.ts'
import { readLabel, scoreLine } from './recognise/line-reader.ts'
import { ROW_STYLES } from './recognise/row-styles.ts'
import { decodeGreedily, decodeLine, textOf } from './recognise/decode-line.ts'
const reader = await loadLineReader()
const crops: { data: Buffer; w: number }[] = []
for (const arg of process.argv.slice(2)) {
  const [name, row] = arg.split(':') as [string, any]
  const m = JSON.parse(readFileSync(`/tmp/cards/${name}.json`, 'utf8'))
  const page = openPage({ width: m.width, height: m.height, data: new Uint8Array(readFileSync(`/tmp/cards/${name}.rgb`)) } as any)
  const lines = await locateLines(page, (l) => readLabel(reader, page, l)) as any
  for (const box of lines[row]?.boxes ?? []) {
    const s = await scoreLine(reader, page, box, (ROW_STYLES as any)[row])
    const d = s.crop.tensor.data
    const w = d.length / 32
    crops.push({ data: Buffer.from(Uint8Array.from(d, (v) => Math.round(127.5 * (v + 1)))), w })
    const chars = decodeLine([s.scores], (ROW_STYLES as any)[row], reader.calibration)
    console.log(arg, JSON.stringify(textOf(decodeGreedily(s.scores, (ROW_STYLES as any)[row].mask))), chars.map((c) => c.char + c.confidence.toFixed(2)).join(' '))
  }
}
const W = Math.max(...crops.map((c) => c.w))
await sharp({ create: { width: W, height: crops.length * 40, channels: 3, background: '#888' } }).composite(crops.map((c, i) => ({ input: c.data, raw: { width: c.w, height: 32, channels: 1 as const }, left: 0, top: i * 40 + 4 }))).resize({ width: W * 2, kernel: 'nearest' }).png().toFile('/tmp/crops.png')
