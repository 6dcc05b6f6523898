import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DEVICE_PROFILES, inventCard, simulateCapture, SPECIES } from '../src/index.ts'

/**
 * Writes simulated captures to a folder: `<n>-<species>-<frame>.jpg` and `<n>-<species>.json` with the ground truth.
 *   node packages/specimen/scripts/render-samples.ts --out <folder> [--count 30] [--species bona_fide] [--style arimo] [--ambient] [--seed s]
 */
const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    count: { type: 'string', default: '30' },
    species: { type: 'string', default: 'bona_fide' },
    style: { type: 'string' },
    ambient: { type: 'boolean', default: false },
    seed: { type: 'string', default: 'samples' },
  },
})
if (values.out === undefined) throw new Error('--out <folder> is missing')

const CHALLENGE = {
  colors: ['#FF0000', '#000000', '#00FFFF', '#0000FF', '#FFFF00'],
  holdMs: [450, 400, 500, 420, 480],
}

const wanted = SPECIES.filter((species) => values.species === 'all' || species.id === values.species)
await mkdir(values.out, { recursive: true })
for (let n = 0; n < Number(values.count); n++) {
  const species = wanted[n % wanted.length]
  const device = DEVICE_PROFILES[n % DEVICE_PROFILES.length]
  if (!species || !device) throw new Error(`no species is called ${values.species}`)
  const seed = `${values.seed}/${n}`
  const started = performance.now()
  const capture = await simulateCapture({
    card: inventCard(seed, values.style === undefined ? {} : { style: values.style }),
    species: species.id,
    device: device.name,
    challenge: values.ambient ? null : CHALLENGE,
    seed,
  })
  const perFrameMs = (performance.now() - started) / capture.frames.length
  const name = `${String(n).padStart(3, '0')}-${species.id}`
  for (const [i, frame] of capture.frames.entries())
    await writeFile(join(values.out, `${name}-${i}.jpg`), frame)
  const { frames: _frames, ...rest } = capture
  const record = { ...rest, challenge: values.ambient ? null : CHALLENGE, seed }
  await writeFile(join(values.out, `${name}.json`), JSON.stringify(record, null, 1))
  console.log(`${name} ${device.name} ${perFrameMs.toFixed(0)} ms a frame`)
}
