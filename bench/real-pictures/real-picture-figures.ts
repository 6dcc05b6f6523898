import type { VoterOnPictures } from './summarise-votes.ts'

/** What a run on a folder found. */
export interface RealPictureFigures {
  /** Whether the folder says that a simulator made its pictures. */
  readonly simulated: boolean
  /** `assumed`: the middle of every picture was taken for the card. */
  readonly cards: 'located' | 'assumed'
  readonly policyVersion: string
  readonly bounds: string
  readonly labels: Readonly<Record<string, { readonly pictures: number; readonly cardFound: number }>>
  readonly voters: Readonly<Record<string, VoterOnPictures>>
}
