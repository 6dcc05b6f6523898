/** Browser entry: the flash challenge without the region data. */
export * from './flash-safety.ts'
export * from './flash-modulation.ts'
export * from './palette.ts'
export * from './seen-light.ts'
export * from './generate-challenge.ts'
export { relativeLuminance } from './color-science.ts'
