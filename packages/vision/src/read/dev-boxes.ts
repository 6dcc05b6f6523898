import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { openPage, locateLines } from './layout/locate-lines.ts'
import { loadLineReader } from '../../../server/src/index.ts'
import { readLabel } from './recognise/line-reader.ts'
const name = process.argv[2]!
const m = JSON.parse(readFileSync(`/tmp/cards/${name}.json`, 'utf8'))
const data = new Uint8Array(readFileSync(`/tmp/cards/${name}.rgb`))
const reader = await loadLineReader()
const page = openPage({ width: m.width, height: m.height, data } as any)
const lines = await locateLines(page, async (l) => { const t = await readLabel(reader, page, l); console.log('label', Math.round(l.x0), Math.round(l.top), Math.round(l.x1), t); return t })
const set = (x: number, y: number) => { x = Math.round(x); y = Math.round(y); if (x >= 0 && y >= 0 && x < m.width && y < m.height) { data[3 * (y * m.width + x)] = 255; data[3 * (y * m.width + x) + 1] = 0; data[3 * (y * m.width + x) + 2] = 0 } }
for (const [row, { boxes, complete }] of Object.entries(lines) as any) for (const b of boxes) { console.log(row, complete, JSON.stringify(b)); for (let x = b.x0; x <= b.x1; x++) { set(x, b.top); set(x, b.bottom) } for (let y = b.top; y <= b.bottom; y++) { set(b.x0, y); set(b.x1, y) } }
await sharp(data, { raw: { width: m.width, height: m.height, channels: 3 as const } }).png().toFile('/tmp/boxes.png')
console.log('threshold', page.threshold, 'slope', page.slope.perPx, 'usual', page.ink.usualPaper)
const ink = Buffer.from(page.ink.data.map((v) => 255 - v))
await sharp(ink, { raw: { width: m.width, height: m.height, channels: 1 } }).png().toFile('/tmp/ink.png')
