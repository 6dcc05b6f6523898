/** Measures of a capture's quality that the service and the browser SDK share: small, no dependency, no platform. */
export * from '../image/image.ts'
export * from './measure-blur.ts'
export * from './measure-glare.ts'
export * from './measure-darkness.ts'
export * from './measure-cast.ts'
export * from './measure-contrast.ts'
