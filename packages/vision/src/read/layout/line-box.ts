/** One printed line in a rectified card, in pixels of it. */
export interface LineBox {
  readonly x0: number
  readonly x1: number
  /** Top and bottom of the capitals in the middle of the line. */
  readonly top: number
  readonly bottom: number
  /** How far the line falls per pixel to the right. */
  readonly slope: number
}
