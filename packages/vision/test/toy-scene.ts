import { homographyFromQuads, invertHomography, UNIT_QUAD, type Quad, type RgbImage } from '../src/index.ts'

/**
 * A small stand-in for a camera: a flat card image under a pinhole camera on a cluttered table, with uneven coloured light,
 * fingers, blur and noise. It exists to test geometry, not optics: nothing here is meant to look like a screen or a copy.
 */
export interface ToyScene {
  readonly seed: number
  readonly width: number
  readonly height: number
  /** Card width over frame width, 0.4–0.95, before tilt. */
  readonly size: number
  readonly rotationDeg: number
  /** Tilt about the card's two axes. */
  readonly tiltDeg: readonly [number, number]
  /** Light multiplying red, green, blue; 1 = well exposed. */
  readonly light: readonly [number, number, number]
  /** 0 = even, 1 = one corner of the frame dark. */
  readonly unevenness: number
  readonly background: 'plain' | 'grain' | 'clutter' | 'tiles' | 'pale'
  readonly fingers: number
  readonly blurPx: number
  /** Standard deviation, grey levels. */
  readonly noise: number
}

export interface ToyCapture {
  readonly image: RgbImage
  readonly quad: Quad
}

/** Mulberry32: small, seeded, good enough for scenes. */
export function toyRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** A scene drawn at random over the whole range that the locator promises. */
export function randomToyScene(seed: number, changes: Partial<ToyScene> = {}): ToyScene {
  const random = toyRandom(seed * 7919 + 1)
  const between = (low: number, high: number): number => low + (high - low) * random()
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!
  const lights = [
    [1, 1, 1],
    [0.9, 0.95, 1.05],
    [1, 0.45, 0.4],
    [0.4, 0.45, 1],
    [0.45, 1, 0.5],
    [0.35, 0.33, 0.3],
  ] as const
  return {
    seed,
    width: 1280,
    height: 800,
    size: between(0.4, 0.9),
    rotationDeg: random() < 0.6 ? between(-12, 12) : between(-180, 180),
    tiltDeg: [between(-22, 22), between(-22, 22)],
    light: pick(lights),
    unevenness: between(0, 0.6),
    background: pick(['plain', 'grain', 'clutter', 'tiles', 'pale'] as const),
    fingers: pick([0, 0, 1, 2]),
    blurPx: between(0.3, 1.6),
    noise: between(1, 5),
    ...changes,
  }
}

/** Renders `card` (any upright card image) into the scene; null when it does not fit into the frame. */
export function renderToyScene(scene: ToyScene, card: RgbImage): ToyCapture | null {
  const quad = poseQuad(scene)
  const inside = quad.every(({ x, y }) => x > 4 && y > 4 && x < scene.width - 4 && y < scene.height - 4)
  if (!inside) return null
  const image = renderTable(scene)
  paintCard(image, quad, card)
  paintFingers(image, quad, scene)
  return { image: expose(image, scene), quad }
}

/** The scene's table without any card. */
export function renderToyTable(scene: ToyScene): RgbImage {
  return expose(renderTable(scene), scene)
}

function poseQuad(scene: ToyScene): Quad {
  const focal = scene.width * 0.85
  const distance = focal / (scene.size * scene.width)
  const [tx, ty] = scene.tiltDeg.map((deg) => (deg * Math.PI) / 180) as [number, number]
  const angle = (scene.rotationDeg * Math.PI) / 180
  const random = toyRandom(scene.seed + 5)
  const shiftX = (random() - 0.5) * (1 - scene.size) * scene.width * 0.8
  const shiftY = (random() - 0.5) * 60
  const halfHeight = 53.98 / 85.6 / 2
  const corners = [
    [-0.5, -halfHeight],
    [0.5, -halfHeight],
    [0.5, halfHeight],
    [-0.5, halfHeight],
  ].map(([x, y]) => {
    const x1 = x! * Math.cos(tx)
    const z1 = x! * Math.sin(tx)
    const y1 = y! * Math.cos(ty)
    const z2 = z1 + y! * Math.sin(ty)
    const x2 = x1 * Math.cos(angle) - y1 * Math.sin(angle)
    const y2 = x1 * Math.sin(angle) + y1 * Math.cos(angle)
    const depth = distance + z2
    return {
      x: scene.width / 2 + shiftX + (focal * x2) / depth,
      y: scene.height / 2 + shiftY + (focal * y2) / depth,
    }
  })
  return [corners[0]!, corners[1]!, corners[2]!, corners[3]!]
}

interface Canvas {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

function renderTable(scene: ToyScene): Canvas {
  const { width, height } = scene
  const random = toyRandom(scene.seed + 17)
  const data = new Float32Array(width * height * 3)
  const base =
    scene.background === 'pale'
      ? [205, 208, 206]
      : [60 + 120 * random(), 50 + 100 * random(), 40 + 90 * random()]
  const rows = Float32Array.from({ length: height }, () => random() - 0.5)
  const tilePx = 60 + 80 * random()
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let shade = 1
      if (scene.background === 'grain')
        shade = 1 + 0.35 * rows[y]! + 0.12 * Math.sin(x / 37 + 6 * rows[(y * 7) % height]!)
      if (scene.background === 'tiles')
        shade = (x % tilePx < 4 || (y + 31) % tilePx < 4 ? 0.55 : 1) * (1 + 0.05 * rows[y]!)
      const i = (y * width + x) * 3
      for (let c = 0; c < 3; c += 1) data[i + c] = base[c]! * shade
    }
  }
  const canvas = { width, height, data }
  if (scene.background !== 'clutter') return canvas
  for (let k = 0; k < 14; k += 1) {
    const colour = [255 * random(), 255 * random(), 255 * random()] as const
    const [cx, cy, angle] = [width * random(), height * random(), Math.PI * random()]
    const [halfX, halfY, stripes] = [40 + 260 * random(), 20 + 160 * random(), random() < 0.4]
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const u = (x - cx) * cos + (y - cy) * sin
        const v = (y - cy) * cos - (x - cx) * sin
        if (Math.abs(u) > halfX || Math.abs(v) > halfY) continue
        const dark = stripes && (v + 1000) % 22 < 7 && Math.abs(u) < halfX * 0.85
        const i = (y * width + x) * 3
        for (let c = 0; c < 3; c += 1) data[i + c] = dark ? 40 : colour[c]!
      }
    }
  }
  return canvas
}

/** Corner radius of an ID-1 card over its width. */
const CORNER_RADIUS = 3.18 / 85.6
const HEIGHT_IN_WIDTHS = 53.98 / 85.6

function paintCard(canvas: Canvas, quad: Quad, card: RgbImage): void {
  const toCard = invertHomography(homographyFromQuads(UNIT_QUAD, quad))
  const [a, b, c, d, e, f, g, h, k] = toCard
  const xs = quad.map((p) => p.x)
  const ys = quad.map((p) => p.y)
  // 2 × 2 samples a pixel: edges are anti-aliased, print is averaged.
  for (let y = Math.floor(Math.min(...ys)); y <= Math.max(...ys) + 1; y += 1) {
    for (let x = Math.floor(Math.min(...xs)); x <= Math.max(...xs) + 1; x += 1) {
      const i = (y * canvas.width + x) * 3
      let [red, green, blue] = [0, 0, 0]
      for (let s = 0; s < 4; s += 1) {
        const px = x + ((s & 1) - 0.5) * 0.5
        const py = y + ((s >> 1) - 0.5) * 0.5
        const w = g * px + h * py + k
        const u = (a * px + b * py + c) / w
        const v = (d * px + e * py + f) / w
        if (insideCard(u, v)) {
          const j = (Math.floor(v * card.height) * card.width + Math.floor(u * card.width)) * 3
          red += card.data[j]!
          green += card.data[j + 1]!
          blue += card.data[j + 2]!
        } else {
          red += canvas.data[i]!
          green += canvas.data[i + 1]!
          blue += canvas.data[i + 2]!
        }
      }
      canvas.data[i] = red / 4
      canvas.data[i + 1] = green / 4
      canvas.data[i + 2] = blue / 4
    }
  }
}

function insideCard(u: number, v: number): boolean {
  if (u <= 0 || v <= 0 || u >= 1 || v >= 1) return false
  const dx = Math.max(0, CORNER_RADIUS - u, u - 1 + CORNER_RADIUS)
  const dy = Math.max(
    0,
    CORNER_RADIUS - v * HEIGHT_IN_WIDTHS,
    v * HEIGHT_IN_WIDTHS - HEIGHT_IN_WIDTHS + CORNER_RADIUS,
  )
  return dx * dx + dy * dy < CORNER_RADIUS * CORNER_RADIUS
}

function paintFingers(canvas: Canvas, quad: Quad, scene: ToyScene): void {
  const random = toyRandom(scene.seed + 29)
  const centreX = quad.reduce((sum, p) => sum + p.x / 4, 0)
  const centreY = quad.reduce((sum, p) => sum + p.y / 4, 0)
  for (let k = 0; k < scene.fingers; k += 1) {
    const [p, q] = [quad[(k * 2 + 3) % 4]!, quad[(k * 2 + 4) % 4]!]
    const t = 0.25 + 0.5 * random()
    const [ex, ey] = [p.x + (q.x - p.x) * t, p.y + (q.y - p.y) * t]
    const outward = Math.atan2(ey - centreY, ex - centreX)
    const widthPx = 0.09 * Math.hypot(quad[1].x - quad[0].x, quad[1].y - quad[0].y)
    for (let y = 0; y < canvas.height; y += 1) {
      for (let x = 0; x < canvas.width; x += 1) {
        const along = (x - ex) * Math.cos(outward) + (y - ey) * Math.sin(outward) + widthPx * 0.9
        const across = (y - ey) * Math.cos(outward) - (x - ex) * Math.sin(outward)
        const radius =
          along < widthPx ? Math.sqrt(Math.max(0, widthPx * widthPx - (widthPx - along) ** 2)) : widthPx
        if (along < 0 || Math.abs(across) > radius) continue
        const shade = 1 - 0.45 * (across / widthPx) ** 2
        const i = (y * canvas.width + x) * 3
        canvas.data[i] = 196 * shade
        canvas.data[i + 1] = 146 * shade
        canvas.data[i + 2] = 116 * shade
      }
    }
  }
}

function expose(canvas: Canvas, scene: ToyScene): RgbImage {
  const { width, height } = canvas
  const random = toyRandom(scene.seed + 43)
  const blurred = blurRgb(canvas, scene.blurPx)
  const data = new Uint8Array(width * height * 3)
  const angle = 2 * Math.PI * random()
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const across =
        ((x / width - 0.5) * Math.cos(angle) + (y / height - 0.5) * Math.sin(angle)) / Math.SQRT2 + 0.5
      const shade = 1 - scene.unevenness * across
      const i = (y * width + x) * 3
      for (let c = 0; c < 3; c += 1) {
        // The sum of three uniform numbers is near enough to a Gaussian; its deviation is 0.5.
        const grain = (random() + random() + random() - 1.5) * 2 * scene.noise
        data[i + c] = Math.min(255, Math.max(0, blurred[i + c]! * shade * scene.light[c]! + grain))
      }
    }
  }
  return { width, height, data }
}

function blurRgb(canvas: Canvas, sigma: number): Float32Array {
  const { width, data } = canvas
  const kernel = [-3, -2, -1, 0, 1, 2, 3].map((k) => Math.exp(-0.5 * (k / sigma) ** 2))
  const total = kernel.reduce((sum, value) => sum + value, 0)
  const pass = (input: Float32Array, step: number): Float32Array => {
    const output = new Float32Array(input.length)
    for (let i = 0; i < input.length; i += 1) {
      let sum = 0
      for (let k = -3; k <= 3; k += 1) {
        const at = i + k * step
        sum += kernel[k + 3]! * (at >= 0 && at < input.length ? input[at]! : input[i]!)
      }
      output[i] = sum / total
    }
    return output
  }
  return pass(pass(data, 3), width * 3)
}

/** A card with a KTP's layout out of plain bars: no letters, no emblem, nothing of anyone. */
export function drawToyCard(widthPx: number, seed: number): RgbImage {
  const random = toyRandom(seed + 101)
  const heightPx = Math.round(widthPx / (85.6 / 53.98))
  const data = new Uint8Array(widthPx * heightPx * 3)
  const fill = (
    x0: number,
    y0: number,
    x1: number,
    y1: number,
    colour: readonly [number, number, number],
  ): void => {
    for (let y = Math.round(y0 * heightPx); y < Math.round(y1 * heightPx); y += 1) {
      for (let x = Math.round(x0 * widthPx); x < Math.round(x1 * widthPx); x += 1)
        data.set(colour, (y * widthPx + x) * 3)
    }
  }
  const word = (x0: number, x1: number, y: number, height: number): void => {
    const glyph = height * 0.42
    for (let x = x0; x < x1; x += glyph) {
      if (random() < 0.14) continue
      const y0 = y - height / 2
      fill(x, y0, x + glyph * 0.22, y0 + height, [35, 38, 42])
      if (random() < 0.7) fill(x + glyph * 0.5, y0, x + glyph * 0.7, y0 + height, [35, 38, 42])
      if (random() < 0.7)
        fill(x, y0 + height * (random() < 0.5 ? 0 : 0.42), x + glyph * 0.7, y0 + height * 0.58, [35, 38, 42])
    }
  }
  fill(0, 0, 1, 1, [172, 204, 222])
  word(0.3, 0.7, 0.072, 0.04)
  word(0.27, 0.73, 0.134, 0.04)
  word(0.05, 0.12, 0.24, 0.042)
  word(0.24, 0.62, 0.24, 0.045)
  for (let row = 0; row < 12; row += 1) {
    const y = 0.3 + 0.0435 * row
    word(0.05, 0.13 + 0.12 * random(), y, 0.024)
    word(0.31, 0.38 + 0.26 * random(), y, 0.024)
  }
  fill(0.69, 0.22, 0.92, 0.63, random() < 0.5 ? [190, 40, 45] : [40, 90, 190])
  fill(0.75, 0.29, 0.86, 0.5, [150, 110, 90])
  fill(0.71, 0.5, 0.9, 0.63, [225, 225, 230])
  word(0.73, 0.87, 0.655, 0.024)
  word(0.75, 0.84, 0.69, 0.024)
  return { width: widthPx, height: heightPx, data }
}
