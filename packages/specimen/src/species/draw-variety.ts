import type { DeviceProfile, JpegSettings } from '../optics/device-profile.ts'
import type { StageOptions } from '../optics/stage-scene.ts'
import type { Variety } from '../optics/variety.ts'
import type { SeededRandom } from '../random/seeded-random.ts'

/** What a variety changes; the rest stays as the request has it. */
export interface DrawnVariety {
  readonly stage?: StageOptions
  readonly device?: Partial<DeviceProfile>
  readonly jpeg?: JpegSettings
}

const RIGHT_ANGLE = 90
const FULL_TURN = 360

/** Steep enough to foreshorten the card visibly, within what the stage allows. */
function drawTilt(random: SeededRandom): readonly [number, number] {
  const degrees = random.between(15, 24)
  const around = random.between(0, 2 * Math.PI)
  return [degrees * Math.cos(around), degrees * Math.sin(around)]
}

/** The sun: far brighter than any screen, half a degree wide, with a hard shadow that only the blue sky lights. */
function drawSunlight(random: SeededRandom): StageOptions {
  const line = { angleDegrees: random.between(0, FULL_TURN), offsetMm: random.between(-20, 35) }
  const softMm = random.between(0.8, 2.5)
  return {
    roomLux: random.between(4000, 30_000),
    roomKelvin: random.between(5000, 5800),
    light: {
      lampHalfAngleDegrees: 0.27,
      lampShare: 0.85,
      shadow: { depth: random.between(0.6, 0.85), ...line, softMm },
      other: { kelvin: 8000, ...line, softMm },
    },
  }
}

/** A lamp's light on one side going over to window light on the other, and one side brighter. */
function drawMixedLight(random: SeededRandom): StageOptions {
  const kelvins = [random.between(2400, 3200), random.between(5800, 7500)] as const
  const warmFirst = random.chance(0.5)
  const gradient = random.between(0.15, 0.35)
  return {
    roomLux: random.between(100, 500),
    roomKelvin: kelvins[warmFirst ? 0 : 1],
    light: {
      gradient: random.chance(0.5) ? [gradient, -gradient / 2] : [-gradient, gradient / 2],
      other: {
        kelvin: kelvins[warmFirst ? 1 : 0],
        angleDegrees: random.pick([0, RIGHT_ANGLE, 2 * RIGHT_ANGLE]) + random.between(-30, 30),
        offsetMm: random.between(-15, 15),
        softMm: random.between(20, 50),
      },
    },
  }
}

/** A cheap camera: small photosites, a soft fixed-focus lens, heavy-handed processing. */
function drawLowEnd(device: DeviceProfile): DrawnVariety {
  return {
    device: {
      electronsPerCdM2: device.electronsPerCdM2 * 0.4,
      fullWellElectrons: 3000,
      readNoiseElectrons: 5,
      temporalAverage: 1,
      lensBlurPx: 0.65,
      softnessPx: 0.9,
      vignetting: 0.35,
      chromaDenoisePx: 2,
      sharpening: 1.2,
      contrast: 0.25,
    },
    stage: { defocusPx: 0.6, exposureMs: 15 },
    jpeg: { quality: 82, chromaSubsampling: '4:2:0' },
  }
}

const DRAWINGS: Readonly<Record<Variety, (random: SeededRandom, device: DeviceProfile) => DrawnVariety>> = {
  ordinary: () => ({}),
  // Long exposures are what cameras do about too little light.
  dim: (random) => ({
    stage: {
      roomLux: random.between(8, 30),
      roomKelvin: random.between(2600, 4500),
      exposureMs: random.between(20, 40),
    },
  }),
  warm: (random) => ({
    stage: { roomLux: random.between(60, 250), roomKelvin: random.between(2100, 2600) },
  }),
  mixed_light: (random) => ({ stage: drawMixedLight(random) }),
  glare: (random) => ({
    stage: {
      glare: {
        at: { x: random.between(0.15, 0.85), y: random.between(0.15, 0.85) },
        radiusMm: random.between(4, 11),
      },
    },
  }),
  sunlight: (random) => ({ stage: drawSunlight(random) }),
  worn: (random) => ({ stage: { wear: random.between(0.35, 1) } }),
  sleeve: () => ({ stage: { sleeved: true } }),
  tilt: (random) => ({ stage: { tiltDegrees: drawTilt(random) } }),
  fingers: () => ({ stage: { fingers: true } }),
  low_end: (_random, device) => drawLowEnd(device),
  jpeg_420_q75: () => ({ jpeg: { quality: 75, chromaSubsampling: '4:2:0' } }),
}

/** Draws the circumstances of one capture. What a request sets itself wins over them. */
export function drawVariety(random: SeededRandom, variety: Variety, device: DeviceProfile): DrawnVariety {
  return DRAWINGS[variety](random, device)
}
