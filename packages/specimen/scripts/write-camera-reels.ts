// Films what the browser's virtual camera plays: `node packages/specimen/scripts/write-camera-reels.ts OUT_DIR`.
//
// Light adds up, so two films of the same moments are enough to show a card under every colour of a screen: one with the screen
// black and one with it white. The camera of these films has no noise and no automatics; the page adds its own noise.
// A rear camera sees no screen: one film of the same card in the room's light, in a larger picture, is enough for it.
// The films are committed in packages/web-sdk/assets/reels: filming takes a quarter of a minute of CPU, too long for every start.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inventCard } from '../src/card/invent-card.ts'
import { DEVICE_PROFILES, type DeviceProfile } from '../src/optics/device-profile.ts'
import { seeDisplay } from '../src/optics/linear-light.ts'
import { createSeededRandom } from '../src/random/seeded-random.ts'
import { SPECIES } from '../src/species/species-table.ts'

const FRONT_DEVICE = 'phone-compact'
const REAR_DEVICE = 'phone-large-frame'
/** Moments of the hand, played to and fro. */
const MOMENTS = 5
const MOMENT_SPACING_MS = 120
/** Fewer where the pictures are larger. */
const REAR_MOMENTS = 3
/** Good enough that the page's own JPEG and noise decide; 4:4:4 so that fine print keeps its colour. */
const REEL_JPEG = { quality: 88, chromaSubsampling: '4:4:4' } as const
const NEVER_MS = 1e12
const MANY_ELECTRONS = 1e12

/** What is in each reel: a species of the simulator and the seed that everything left to chance follows from. */
const REELS = [
  { name: 'bona_fide', species: 'bona_fide', seed: 'reel/genuine' },
  { name: 'oled_phone_replay', species: 'oled_phone_replay', seed: 'reel/replay' },
] as const

const STAGE = {
  widthFraction: 0.78,
  rollDegrees: 1.5,
  tiltDegrees: [3, -2],
  roomLux: 160,
  roomKelvin: 4600,
} as const

const outDir = process.argv[2]
if (outDir === undefined) throw new Error('Usage: write-camera-reels.ts OUT_DIR')

function cleanCamera(name: string): DeviceProfile {
  const device = DEVICE_PROFILES.find((row) => row.name === name)
  if (device === undefined) throw new Error(`no device is called ${name}`)
  return {
    ...device,
    electronsPerCdM2: MANY_ELECTRONS,
    fullWellElectrons: MANY_ELECTRONS,
    readNoiseElectrons: 0,
    chromaDenoisePx: 0,
    sharpening: 0,
    contrast: 0,
    saturation: 1,
    exposureSettleMs: NEVER_MS,
    whiteBalanceSettleMs: NEVER_MS,
    screen: { ...device.screen, leakage: 0 },
  }
}

async function film(
  reel: (typeof REELS)[number],
  device: string,
  color: string | null,
  moments: number,
): Promise<readonly Uint8Array[]> {
  const species = SPECIES.find((row) => row.id === reel.species)
  if (species === undefined) throw new Error(`no species is called ${reel.species}`)
  const durationMs = moments * MOMENT_SPACING_MS
  const { frames } = await species.present({
    card: inventCard(reel.seed),
    device: cleanCamera(device),
    challenge: color === null ? null : { colors: [color], holdMs: [durationMs] },
    random: createSeededRandom(color === null ? `${reel.seed}/rear` : reel.seed),
    stage: STAGE,
    jpeg: REEL_JPEG,
    frameTimesMs: Array.from({ length: moments }, (_, i) => i * MOMENT_SPACING_MS),
    durationMs,
  })
  return frames
}

for (const reel of REELS) {
  await mkdir(join(outDir, reel.name), { recursive: true })
  for (const [kind, device, color, moments] of [
    ['black', FRONT_DEVICE, '#000000', MOMENTS],
    ['white', FRONT_DEVICE, '#FFFFFF', MOMENTS],
    ['rear', REAR_DEVICE, null, REAR_MOMENTS],
  ] as const) {
    const frames = await film(reel, device, color, moments)
    await Promise.all(frames.map((bytes, i) => writeFile(join(outDir, reel.name, `${kind}-${i}.jpg`), bytes)))
  }
}
const manifest = {
  reels: REELS.map(({ name }) => name),
  moments: MOMENTS,
  rearMoments: REAR_MOMENTS,
  momentSpacingMs: MOMENT_SPACING_MS,
  /** Rows: what the camera's red, green and blue see of the screen's red, green and blue. */
  screenToCamera: [0, 1, 2].map((channel) =>
    [seeDisplay(1, 0, 0), seeDisplay(0, 1, 0), seeDisplay(0, 0, 1)].map((seen) => seen[channel]),
  ),
}
await writeFile(join(outDir, 'reels.json'), `${JSON.stringify(manifest)}\n`)
