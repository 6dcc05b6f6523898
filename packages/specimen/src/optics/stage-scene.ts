import type { SeededRandom } from '../random/seeded-random.ts'
import { CARD_ASPECT, CARD_HEIGHT_MM, CARD_WIDTH_MM } from '../card/card-layout.ts'
import type { Glare } from './aim-glare.ts'
import type { DeviceProfile } from './device-profile.ts'
import type { RestingPose } from './hand-tremor.ts'
import type { RoomLight, ScreenLight } from './lighting.ts'
import type { Variety } from './variety.ts'
import { createRotation, mapPoint, planeToFrame, type Intrinsics, type Vector3 } from './pose.ts'

/** How a capture is set up where the caller does not leave it to chance. */
export interface StageOptions {
  /** Long edge of the card over the frame's width, 0.4–0.95. */
  readonly widthFraction?: number
  /** Turn of the card in the frame, any angle. */
  readonly rollDegrees?: number
  /** Tilt about the frame's x and y axes, up to 25. */
  readonly tiltDegrees?: readonly [number, number]
  readonly roomLux?: number
  readonly roomKelvin?: number
  /** Multiplies hand tremor: 1 an ordinary hand, 0 a tripod. */
  readonly tremor?: number
  /** Standard deviation of a blur beyond the lens's own, frame pixels, up to 6: the card out of focus. */
  readonly defocusPx?: number
  /** A lamp's reflection on the card in the first frame; a hand that sways moves it on. None is staged by default, but the room's lamp may show. */
  readonly glare?: Glare
  /** Circumstances drawn as a whole; what is set beside it wins over them. */
  readonly variety?: Variety
  /** How long the shutter is open, ms, up to 50; 0 by default: no motion blur. */
  readonly exposureMs?: number
  /** What of the room's light is not left to chance. */
  readonly light?: Partial<RoomLight>
  /** How worn a plastic card is, 0–1; 0 by default. */
  readonly wear?: number
  /** A plastic card in a transparent sleeve. */
  readonly sleeved?: boolean
  /** Fingertips on one or two corners of a plastic card, over neither text nor photo. */
  readonly fingers?: boolean
}

/** Parts of the frame that the card's bounding box may fill. */
const FILL_ACROSS = 0.95
const FILL_DOWN = 0.92
const REFERENCE_WIDTH_PX = 1280
const DEGREE = Math.PI / 180
/** Shares of captures: nearly upright, carelessly turned, and quarter or half turned. */
const UPRIGHT_SHARE = 0.78
const CARELESS_SHARE = 0.12
const STEEP_SHARE = 0.2
const STEEP_DEGREES = 25
const ORDINARY_TILT_DEGREES = 9
const LUX_RANGE = [40, 650] as const
const STEP_BACK = 1.03
const MAX_DISTANCE_MM = 600
const KELVIN_RANGE = [2700, 6800] as const

export function cameraOf(device: DeviceProfile): Intrinsics {
  return {
    widthPx: device.frameWidthPx,
    heightPx: device.frameHeightPx,
    focalPx: (device.focalPer1280 * device.frameWidthPx) / REFERENCE_WIDTH_PX,
  }
}

function chooseRoll(random: SeededRandom): number {
  const draw = random.next()
  if (draw < UPRIGHT_SHARE) return random.between(-6, 6)
  if (draw < UPRIGHT_SHARE + CARELESS_SHARE) return random.between(-30, 30)
  return random.pick([90, -90, 180]) + random.between(-5, 5)
}

/** Perspective makes a tilted card's near corner stick out: the hand moves away until all corners are in the frame. */
function stepBackUntilWhole(camera: Intrinsics, rest: RestingPose): RestingPose {
  const rotation = createRotation(rest.rollDegrees, rest.tiltXDegrees, rest.tiltYDegrees)
  let { distanceMm } = rest
  const sticksOut = () => {
    const m = planeToFrame({ rotation, translationMm: [rest.offsetXMm, rest.offsetYMm, distanceMm] }, camera)
    return [-1, 1].some((x) =>
      [-1, 1].some((y) => {
        const corner = mapPoint(m, { x: (x * CARD_WIDTH_MM) / 2, y: (y * CARD_HEIGHT_MM) / 2 })
        return corner.x < 0 || corner.y < 0 || corner.x >= camera.widthPx || corner.y >= camera.heightPx
      }),
    )
  }
  while (sticksOut() && distanceMm < MAX_DISTANCE_MM) distanceMm *= STEP_BACK
  return { ...rest, distanceMm }
}

/** Where the card is held: filling 45–92 % of the frame's width where it fits, off centre by what room is left. */
export function stagePose(random: SeededRandom, camera: Intrinsics, options: StageOptions): RestingPose {
  const rollDegrees = options.rollDegrees ?? chooseRoll(random)
  const reach = random.chance(STEEP_SHARE) ? STEEP_DEGREES : ORDINARY_TILT_DEGREES
  const tiltDraw = [random.between(-reach, reach), random.between(-reach, reach)] as const
  const [tiltXDegrees, tiltYDegrees] = options.tiltDegrees ?? tiltDraw
  const cos = Math.abs(Math.cos(rollDegrees * DEGREE))
  const sin = Math.abs(Math.sin(rollDegrees * DEGREE))
  const boxAcross = cos + sin / CARD_ASPECT
  const boxDown = sin + cos / CARD_ASPECT
  const largest = Math.min(FILL_ACROSS / boxAcross, (FILL_DOWN * camera.heightPx) / camera.widthPx / boxDown)
  const wanted = options.widthFraction ?? random.between(0.5, 0.92)
  const fraction = Math.min(wanted, largest * (1 - 0.12 * Math.sin(reach * DEGREE)))
  const distanceMm = (camera.focalPx * CARD_WIDTH_MM) / (fraction * camera.widthPx)
  const mmPerPx = distanceMm / camera.focalPx
  const spare = (fill: number, size: number, box: number) =>
    Math.max(0, fill * size - box * fraction * camera.widthPx) / 2
  const spareX = spare(FILL_ACROSS, camera.widthPx, boxAcross)
  const spareY = spare(FILL_DOWN, camera.heightPx, boxDown)
  return stepBackUntilWhole(camera, {
    rollDegrees,
    tiltXDegrees,
    tiltYDegrees,
    offsetXMm: random.between(-0.7, 0.7) * spareX * mmPerPx,
    offsetYMm: random.between(-0.7, 0.7) * spareY * mmPerPx,
    distanceMm,
  })
}

/** A room: level, colour, one lamp or window somewhere behind the camera, a gradient and perhaps a shadow. */
export function stageRoom(random: SeededRandom, options: StageOptions): RoomLight {
  const aside = random.between(14, 68) * DEGREE
  const around = random.between(0, 2 * Math.PI)
  const lampDirection: Vector3 = [
    Math.sin(aside) * Math.cos(around),
    Math.sin(aside) * Math.sin(around),
    -Math.cos(aside),
  ]
  const lux = Math.exp(random.between(Math.log(LUX_RANGE[0]), Math.log(LUX_RANGE[1])))
  const kelvin = random.between(KELVIN_RANGE[0], KELVIN_RANGE[1])
  return {
    lux: options.roomLux ?? lux,
    kelvin: options.roomKelvin ?? kelvin,
    lampDirection,
    lampHalfAngleDegrees: random.between(3, 9),
    lampShare: random.between(0.3, 0.7),
    gradient: [random.between(-0.18, 0.18), random.between(-0.18, 0.18)],
    shadow: {
      depth: random.chance(0.4) ? random.between(0.1, 0.4) : 0,
      angleDegrees: random.between(0, 360),
      offsetMm: random.between(0, 45),
      softMm: random.between(6, 25),
    },
    ...options.light,
  }
}

const BEZEL_MM = 6

/** The device's screen around its camera: to one side of a phone held across, below a laptop's webcam. */
export function stageScreen(random: SeededRandom, device: DeviceProfile): ScreenLight {
  const { widthMm, heightMm, whiteCdM2, leakage } = device.screen
  const brightness = { whiteCdM2: whiteCdM2 * random.between(0.8, 1), leakage }
  if (device.form === 'phone') {
    const side = random.chance(0.5) ? 1 : -1
    const [near, far] = [side * BEZEL_MM, side * (BEZEL_MM + heightMm)]
    return {
      x0Mm: Math.min(near, far),
      x1Mm: Math.max(near, far),
      y0Mm: -widthMm / 2,
      y1Mm: widthMm / 2,
      ...brightness,
    }
  }
  return { x0Mm: -widthMm / 2, x1Mm: widthMm / 2, y0Mm: BEZEL_MM, y1Mm: BEZEL_MM + heightMm, ...brightness }
}
