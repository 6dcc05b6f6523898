import type { Evidence } from '../evidence.ts'
import { drawCardCorners } from './card-corners.ts'
import { drawCopyCheck } from './copy-check.ts'
import { drawEmissionCheck } from './emission-check.ts'
import type { EvidencePicture } from './evidence-picture.ts'
import { drawFieldResidual } from './field-residual.ts'
import { drawFlashFalloff } from './flash-falloff.ts'
import { drawFlashReflectance } from './flash-reflectance.ts'
import { drawFontMatch } from './font-match.ts'
import { drawFrameIndependence } from './frame-independence.ts'
import { drawHalftoneCheck } from './halftone-check.ts'
import { drawPasteEdges } from './paste-edges.ts'
import { drawPhotoBoundary } from './photo-boundary.ts'
import { drawScreenMoire } from './screen-moire.ts'
import { drawSpecularCheck } from './specular-check.ts'

/**
 * How each voter's evidence is drawn; a voter that is not here (a number's structure, agreement of texts) has nothing to show
 * that its reason does not say. Apart from the voters, so that voting never pays for a picture.
 */
const PICTURES: ReadonlyMap<string, (evidence: Evidence) => EvidencePicture | null> = new Map([
  ['flash_reflectance', drawFlashReflectance],
  ['flash_falloff', drawFlashFalloff],
  ['emission_check', drawEmissionCheck],
  ['specular_check', drawSpecularCheck],
  ['screen_moire', drawScreenMoire],
  ['frame_independence', drawFrameIndependence],
  ['copy_check', drawCopyCheck],
  ['halftone_check', drawHalftoneCheck],
  ['card_corners', drawCardCorners],
  ['font_match', drawFontMatch],
  ['field_residual', drawFieldResidual],
  ['paste_edges', drawPasteEdges],
  ['photo_boundary', drawPhotoBoundary],
])

/** Wire names of the voters whose evidence can be drawn. */
export const PICTURED_VOTERS: readonly string[] = [...PICTURES.keys()]

/**
 * What a voter saw in this evidence, as a picture; null when it has none, as when there was nothing to measure. Pure and
 * deterministic, as the vote is; it may well be drawn for a voter that abstained.
 * @param voter wire name
 */
export function drawEvidence(voter: string, evidence: Evidence): EvidencePicture | null {
  return PICTURES.get(voter)?.(evidence) ?? null
}
