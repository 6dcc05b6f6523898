import { CARD_WIDTH_MM } from '../card/card-layout.ts'
import type { RgbPicture } from '../card/render-card.ts'
import type { Film } from '../optics/film-subject.ts'
import type { RestingPose } from '../optics/hand-tremor.ts'
import { LINEAR_OF_BYTE, seeDisplay } from '../optics/linear-light.ts'
import type { Point, Quad } from '../optics/pose.ts'
import type { LinearTexture, Subject } from '../optics/subject.ts'
import { DISPLAYS, type Display, type DisplayKind } from './display.ts'
import { filmInRoom } from './film-card.ts'
import { inventOldCode } from './invent-old-code.ts'
import { recordCapture, type Recording } from './record-capture.ts'
import type { Species, Staging } from './species.ts'

/** Half of the attackers have an old flash capture, half a plain video. */
const OLD_FLASH_SHARE = 0.5
const WHITE_CD_M2_RANGE = [90, 280] as const
/** A switched-off panel reflects almost nothing diffusely. */
const PANEL_ALBEDO = 0.014
const GLASS_REFLECTANCE = 0.04
const TEXELS_PER_MM_LIMIT = 14

/** Where the picture lies on the display: pixels of the picture to millimetres from the display's centre. */
interface Placement {
  readonly mmPerPx: number
  readonly centrePx: Point
}

function placePicture(recording: Recording, cardWidthMm: number): Placement {
  const first = recording.quads[0]!
  const cardPx = Math.hypot(first[1].x - first[0].x, first[1].y - first[0].y)
  const mean = (axis: 'x' | 'y') => first.reduce((sum, corner) => sum + corner[axis], 0) / first.length
  return { mmPerPx: cardWidthMm / cardPx, centrePx: { x: mean('x'), y: mean('y') } }
}

/** The display's whole front as emitted light: the picture where it reaches, black elsewhere and on the bezel. */
function showPicture(
  picture: RgbPicture,
  place: Placement,
  display: Display,
  whiteCdM2: number,
): LinearTexture {
  const texelsPerMm = Math.min(TEXELS_PER_MM_LIMIT, 1 / place.mmPerPx)
  const width = Math.round((display.widthMm + 2 * display.bezelMm) * texelsPerMm)
  const height = Math.round((display.heightMm + 2 * display.bezelMm) * texelsPerMm)
  const data = new Float32Array(width * height * 3)
  const step = 1 / (texelsPerMm * place.mmPerPx)
  const bezel = display.bezelMm * texelsPerMm
  for (let y = 0; y < height; y++) {
    const py = Math.round(place.centrePx.y + (y + 0.5 - height / 2) * step)
    for (let x = 0; x < width; x++) {
      if (x < bezel || x >= width - bezel || y < bezel || y >= height - bezel) continue
      const at = (y * width + x) * 3
      const px = Math.round(place.centrePx.x + (x + 0.5 - width / 2) * step)
      const shown = px >= 0 && py >= 0 && px < picture.width && py < picture.height
      const from = (py * picture.width + px) * 3
      const level = (c: number) => display.blackLevel + (shown ? LINEAR_OF_BYTE[picture.data[from + c]!]! : 0)
      const light = seeDisplay(level(0), level(1), level(2))
      for (let c = 0; c < 3; c++) data[at + c] = whiteCdM2 * light[c]!
    }
  }
  return { width, height, data }
}

function createDisplaySubject(
  recording: Recording,
  place: Placement,
  display: Display,
  whiteCdM2: number,
): Subject {
  const textures = recording.pictures.map((picture) => showPicture(picture, place, display, whiteCdM2))
  const corner = ({ x, y }: Point): Point => ({
    x: (x - place.centrePx.x) * place.mmPerPx,
    y: (y - place.centrePx.y) * place.mmPerPx,
  })
  const quads = recording.quads.map((quad): Quad => [
    corner(quad[0]),
    corner(quad[1]),
    corner(quad[2]),
    corner(quad[3]),
  ])
  return {
    widthMm: display.widthMm + 2 * display.bezelMm,
    heightMm: display.heightMm + 2 * display.bezelMm,
    cornerRadiusMm: display.bezelMm,
    textureAt: (tMs) => textures[recording.indexAt(tMs)]!,
    light: 'emits',
    panelAlbedo: PANEL_ALBEDO,
    gloss: { reflectance: GLASS_REFLECTANCE, roughnessDegrees: display.roughnessDegrees },
    lattice: display.lattice,
    cardQuadAt: (tMs) => quads[recording.indexAt(tMs)]!,
  }
}

/** Plays an earlier recording of the genuine card, plain or of another flash, to the camera on a display of that kind. */
async function replayOn(kind: DisplayKind, staging: Staging): Promise<Film> {
  const random = staging.random.fork('display')
  const display = random.pick(DISPLAYS.filter((row) => row.kind === kind))
  const old =
    staging.challenge && random.chance(OLD_FLASH_SHARE) ? inventOldCode(random, staging.challenge) : null
  const recording = await recordCapture(staging, old, staging.frameTimesMs)
  const whiteCdM2 = random.between(...WHITE_CD_M2_RANGE)
  const cardWidthMm = random.between(...display.cardWidthMm)
  const place = placePicture(recording, cardWidthMm)
  const larger = cardWidthMm / CARD_WIDTH_MM
  const stepBack = (pose: RestingPose): RestingPose => ({
    ...pose,
    offsetXMm: pose.offsetXMm * larger,
    offsetYMm: pose.offsetYMm * larger,
    distanceMm: pose.distanceMm * larger,
  })
  return await filmInRoom(staging, () => createDisplaySubject(recording, place, display, whiteCdM2), stepBack)
}

const replay = (kind: DisplayKind, describes: string): Species => ({
  id: `${kind}_replay`,
  genuine: false,
  describes,
  present: async (staging) => await replayOn(kind, staging),
})

/** Displays that play an earlier recording of the genuine card: they differ by the panel alone. */
export const SCREEN_REPLAYS: readonly Species[] = [
  replay(
    'oled_phone',
    'A phone with an OLED panel that plays an earlier recording of the genuine card to the camera.',
  ),
  replay(
    'lcd_laptop',
    'A laptop with an LCD, glossy or anti-glare, that plays an earlier recording of the genuine card.',
  ),
  replay('tablet', 'A tablet with an LCD that plays an earlier recording of the genuine card to the camera.'),
]
