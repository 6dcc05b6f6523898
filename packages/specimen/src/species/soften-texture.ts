import { CARD_WIDTH_MM } from '../card/card-layout.ts'
import { defocusRgb } from '../optics/defocus.ts'
import type { LinearTexture } from '../optics/subject.ts'

/** A card's texture as a scanner and a printer leave it: blurred by a Gaussian of that standard deviation. */
export function softenTexture(card: LinearTexture, sigmaMm: number): LinearTexture {
  const data = card.data.slice()
  const sigmaTexels = (sigmaMm * card.width) / CARD_WIDTH_MM
  defocusRgb(data, card.width, card.height, sigmaTexels, new Float32Array(data.length))
  return { width: card.width, height: card.height, data }
}
