export * from './bytes.ts'
export * from './bundle-manifest.ts'
export * from './signing-key.ts'
export * from './bundle-signature.ts'
