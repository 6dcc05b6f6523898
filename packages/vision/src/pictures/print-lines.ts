import { READING_WIDTH_PX } from '../read/read-rows.ts'
import type { Evidence } from '../evidence.ts'
import type { TextLine } from '../signal/text-lines.ts'
import { drawCard, outline, type Box } from './raster.ts'

/** The longest line of a card is cut off here, px at `READING_WIDTH_PX`: a picture has a largest size. */
const WIDTH_MOST_PX = 728

/** A printed line cut out of the card and drawn at its own size; where it lies on the card, to draw upon it. */
export function drawLine(evidence: Evidence, frame: number, { strip }: TextLine, x: number, y: number) {
  const region = {
    x: strip.x0,
    y: strip.y0,
    width: Math.max(1, Math.min(WIDTH_MOST_PX, strip.width)),
    height: Math.max(1, Math.min(HEIGHT_MOST_PX, strip.height)),
  }
  const box: Box = { x, y, width: region.width, height: region.height }
  const drawing = drawCard(evidence, frame, box, READING_WIDTH_PX, region) ?? ''
  return {
    drawing: drawing + outline(box),
    box,
    /** Takes pixels of the card to the drawing. */
    toDrawing: (px: number, py: number) => ({ x: x + px - region.x, y: y + py - region.y }),
  }
}

/** Tall enough for the number's line; a box that the reader got wrong may be taller. */
const HEIGHT_MOST_PX = 70
