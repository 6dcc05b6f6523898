export * from './image/image.ts'
export * from './card/located-card.ts'
export * from './evidence.ts'
