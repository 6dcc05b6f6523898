import { VARIETIES, type StageOptions, type Variety } from '@kartu/specimen'

/** Circumstances in which genuine cards are filmed, in turn. */
export { VARIETIES } from '@kartu/specimen'

/** How a variety is staged; an unknown name is the ordinary one. */
export function stageVariety(variety: string): StageOptions {
  const known: Variety | undefined = VARIETIES.find((name) => name === variety)
  return known === undefined ? {} : { variety: known }
}
