import { describe, expect, it } from 'vitest'
import { locateCard, locateInFrames, type LocatedCard, type Quad, type RgbImage } from '../src/index.ts'
import { prepareFrame } from '../src/card/locate-card.ts'
import { trackCard } from '../src/card/track-card.ts'
import {
  drawToyCard,
  randomToyScene,
  renderToyScene,
  renderToyTable,
  toyRandom,
  type ToyScene,
} from './toy-scene.ts'

const CARD = drawToyCard(1000, 1)
const EASY: Partial<ToyScene> = {
  size: 0.55,
  rotationDeg: 4,
  tiltDeg: [6, -5],
  light: [1, 1, 1],
  unevenness: 0.2,
  background: 'grain',
  fingers: 0,
  blurPx: 0.8,
  noise: 2,
}

function render(seed: number, changes: Partial<ToyScene>): { image: RgbImage; quad: Quad } {
  const capture = renderToyScene(randomToyScene(seed, { ...EASY, ...changes }), CARD)
  if (capture === null) throw new Error('the scene does not fit into its frame')
  return capture
}

/** Largest corner error over the card's width. */
function errorOf(card: LocatedCard | null, truth: Quad): number {
  if (card === null) return Infinity
  const width = Math.hypot(truth[1].x - truth[0].x, truth[1].y - truth[0].y)
  return Math.max(...card.quad.map((p, k) => Math.hypot(p.x - truth[k]!.x, p.y - truth[k]!.y))) / width
}

/** A lamp mirrored in the card: white, from its middle outwards, up to a share of the card's width from a place on it (0–1). */
function blind(
  { image, quad }: { image: RgbImage; quad: Quad },
  at: [number, number],
  reach: number,
): RgbImage {
  const [a, b, c, d] = quad
  const [u, v] = at
  const x0 = (a.x * (1 - u) + b.x * u) * (1 - v) + (d.x * (1 - u) + c.x * u) * v
  const y0 = (a.y * (1 - u) + b.y * u) * (1 - v) + (d.y * (1 - u) + c.y * u) * v
  const radius = reach * Math.hypot(b.x - a.x, b.y - a.y)
  const data = image.data.map((code, i) => {
    const pixel = Math.floor(i / 3)
    const far = Math.hypot((pixel % image.width) - x0, Math.floor(pixel / image.width) - y0) / radius
    return Math.min(255, code + 255 * Math.exp(-(far ** 4)))
  })
  return { ...image, data }
}

describe('locateCard', () => {
  it('finds the corners to a quarter of a percent of the width, whichever way up the card lies', () => {
    for (const rotationDeg of [33, 90, 145, 180, -90]) {
      const size = Math.abs(Math.sin((rotationDeg * Math.PI) / 180)) > 0.5 ? 0.48 : 0.6
      const { image, quad } = render(3, { rotationDeg, size })
      expect(errorOf(locateCard(image), quad), `${rotationDeg}°`).toBeLessThan(0.0025)
    }
  })

  it('follows tilt up to 25 degrees about either axis', () => {
    for (const tiltDeg of [
      [25, 0],
      [-25, 0],
      [0, 25],
      [0, -25],
      [17, 17],
    ] as const) {
      const { image, quad } = render(4, { tiltDeg })
      expect(errorOf(locateCard(image), quad), tiltDeg.join(' ')).toBeLessThan(0.004)
    }
  })

  it('does not depend on the colour of the light', () => {
    for (const light of [
      [1, 0.4, 0.35],
      [0.4, 1, 0.45],
      [0.35, 0.4, 1],
      [0.4, 0.38, 0.35],
    ] as const) {
      const { image, quad } = render(5, { light })
      expect(errorOf(locateCard(image), quad), light.join(' ')).toBeLessThan(0.004)
    }
  })

  it('finds a card on a cluttered table, in fingers', () => {
    for (const seed of [11, 12, 13, 14]) {
      const { image, quad } = render(seed, { background: 'clutter', fingers: 2 })
      expect(errorOf(locateCard(image), quad), `scene ${seed}`).toBeLessThan(0.01)
    }
  })

  it('finds a card whose rows are half hidden by glare', () => {
    for (const at of [
      [0.2, 0.45],
      [0.45, 0.3],
      [0.35, 0.65],
    ] as [number, number][]) {
      const scene = render(8, {})
      expect(errorOf(locateCard(blind(scene, at, 0.14)), scene.quad), at.join(' ')).toBeLessThan(0.004)
    }
  })

  it('finds a card whose paper is blown out and whose print is not', () => {
    const { image, quad } = render(3, {})
    const data = image.data.map((code) => Math.min(255, 1.8 * code))
    expect(errorOf(locateCard({ ...image, data }), quad)).toBeLessThan(0.004)
  })

  it('finds a small and a large card', () => {
    for (const size of [0.4, 0.86]) {
      const { image, quad } = render(7, { size, rotationDeg: 1, tiltDeg: [2, 2] })
      expect(errorOf(locateCard(image), quad), `${size}`).toBeLessThan(0.004)
    }
  })

  it('answers null for tables, blank cards and noise', () => {
    for (let seed = 0; seed < 12; seed += 1)
      expect(locateCard(renderToyTable(randomToyScene(seed)))).toBeNull()
    const blank: RgbImage = { ...CARD, data: new Uint8Array(CARD.data.length).fill(190) }
    expect(locateCard(renderToyScene(randomToyScene(2, EASY), blank)!.image)).toBeNull()
    const random = toyRandom(9)
    const data = Uint8Array.from({ length: 640 * 400 * 3 }, () => 256 * random())
    expect(locateCard({ width: 640, height: 400, data })).toBeNull()
  })

  it('survives images of any small size', () => {
    for (const [width, height] of [
      [1, 1],
      [3, 2],
      [40, 400],
    ] as const) {
      expect(locateCard({ width, height, data: new Uint8Array(width * height * 3) })).toBeNull()
    }
  })
})

describe('locateInFrames', () => {
  it('follows a moving card through changing light as exactly as it locates it', () => {
    const lights = [
      [1, 0.5, 0.45],
      [0.4, 0.4, 0.4],
      [0.5, 1, 1],
      [0.4, 0.45, 1],
    ] as const
    const captures = lights.map((light, k) =>
      render(21, { light, rotationDeg: 3 + 1.2 * k, size: 0.6 + 0.01 * k, tiltDeg: [4 + k, -3] }),
    )
    const cards = locateInFrames(captures.map((capture) => capture.image))
    cards.forEach((card, k) => expect(errorOf(card, captures[k]!.quad), `frame ${k}`).toBeLessThan(0.004))
  })

  it('follows a card backwards into a frame that alone would not show it', () => {
    const hidden = render(23, { rotationDeg: 2 })
    const clear = render(23, { rotationDeg: 3 })
    const glare = blind(hidden, [0.32, 0.55], 0.3)
    expect(locateCard(glare)).toBeNull()
    const [card] = locateInFrames([glare, clear.image])
    expect(errorOf(card ?? null, hidden.quad)).toBeLessThan(0.006)
  })

  it('does not follow a card into the print of another one that lies in its place', () => {
    const scene = randomToyScene(24, EASY)
    const [own, other] = [1, 2].map((seed) => renderToyScene(scene, drawToyCard(1000, seed))!.image)
    const card = locateCard(own!)!
    const before = { card, frame: prepareFrame(own!) }
    expect(trackCard(before, own!)).not.toBeNull()
    expect(trackCard(before, other!)).toBeNull()
  })

  /** The picture as a camera turned to the left sees it: what was at its right edge leaves it. */
  function moveRight({ image, quad }: { image: RgbImage; quad: Quad }, byPx: number) {
    const { width, height } = image
    const data = image.data.map((_, i) => {
      const [pixel, channel] = [Math.floor(i / 3), i % 3]
      const x = Math.max(0, (pixel % width) - byPx)
      return image.data[3 * (Math.floor(pixel / width) * width + x) + channel]!
    })
    const [a, b, c, d] = quad.map(({ x, y }) => ({ x: x + byPx, y }))
    return { image: { width, height, data }, quad: [a!, b!, c!, d!] as const }
  }

  it('places a card by its print where its edge has left the picture', () => {
    const whole = render(25, { size: 0.7, rotationDeg: 2, tiltDeg: [3, -2] })
    const right = Math.max(whole.quad[1].x, whole.quad[2].x)
    const left = whole.image.width - right + 25
    const captures = [0, left / 3, (2 * left) / 3, left].map((byPx) => moveRight(whole, Math.round(byPx)))
    const cards = locateInFrames(captures.map(({ image }) => image))
    cards.forEach((card, k) => expect(errorOf(card, captures[k]!.quad), `frame ${k}`).toBeLessThan(0.01))
  })

  it('leaves another card that is slipped in where it was found', () => {
    const scene = randomToyScene(24, EASY)
    const other = renderToyScene({ ...scene, rotationDeg: 9 }, drawToyCard(1000, 2))!
    const own = renderToyScene(scene, CARD)!
    const cards = locateInFrames([own.image, other.image, own.image])
    expect(errorOf(cards[1] ?? null, other.quad)).toBeLessThan(0.0025)
    expect(errorOf(cards[2] ?? null, own.quad)).toBeLessThan(0.0025)
  })

  it('finds the card again after a frame without one', () => {
    const { image, quad } = render(22, {})
    const empty = renderToyTable(randomToyScene(22, EASY))
    const cards = locateInFrames([image, empty, image])
    expect(cards[1]).toBeNull()
    expect(errorOf(cards[2] ?? null, quad)).toBeLessThan(0.0025)
  })
})
