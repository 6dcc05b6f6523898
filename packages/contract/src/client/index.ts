export * from './create-kartu-client.ts'
export { KartuApiError } from './kartu-api-error.ts'
