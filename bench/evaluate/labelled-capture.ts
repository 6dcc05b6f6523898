import type { Exhibit } from '@kartu/server'

/** A capture as the service would get it, and what is really true of it. */
export interface LabelledCapture {
  readonly id: string
  readonly species: string
  readonly genuine: boolean
  readonly variety: string | null
  readonly device: string
  readonly light: string
  readonly simulated: boolean
  readonly exhibit: Exhibit
}
