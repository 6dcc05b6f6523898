/** Browser entry: finding a card in camera frames and how well it is seen there, without reading, voters or faces. */
export type { RgbImage } from '../image/image.ts'
export type { LocatedCard, Point, Quad } from './located-card.ts'
export { locateInFrame, prepareFrame } from './locate-card.ts'
export { trackCard, type TrackedFrame } from './track-card.ts'
export { qualityOf, type CardQuality } from './quality-of.ts'
export { rectangleShape } from './locate/rectangle-shape.ts'
export { locateGlare, type GlareSpot } from './locate-glare.ts'
