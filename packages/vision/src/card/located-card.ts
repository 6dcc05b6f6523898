/** Pixel position; x to the right, y down, pixel centres at integers. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** Corners of the upright card in frame pixels: top left, top right, bottom right, bottom left *of the card*. */
export type Quad = readonly [Point, Point, Point, Point]

/** Row-major 3×3 homography. */
export type Homography = readonly [number, number, number, number, number, number, number, number, number]

export interface LocatedCard {
  readonly quad: Quad
  /** Maps card coordinates (0–1 across, 0–1 down) to frame pixels. */
  readonly cardToFrame: Homography
  /** Mean length of the two long edges in frame pixels. */
  readonly widthPx: number
  /** 0–1: how much the outline and the print look like a KTP. */
  readonly confidence: number
}
