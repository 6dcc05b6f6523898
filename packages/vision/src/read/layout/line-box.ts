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

/** The lines of one row's value on a page. */
export interface RowLines {
  /** Top to bottom. */
  readonly boxes: readonly LineBox[]
  /** Columns, px, between which the value must stand, wherever its ink was seen. */
  readonly fromX: number
  readonly toX: number
  /** False where the rows leave room for a line of which nothing was seen, or labels are missing that say whose a line is. */
  readonly complete: boolean
}
