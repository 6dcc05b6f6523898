import type { Clock, Randomness } from '@kartu/core'
import type { KeyKeeper } from '../keys/key-keeper.ts'
import type { Db } from './tables.ts'

/** What an operation that opens its own transaction needs. */
export interface StoreContext {
  readonly db: Db
  readonly keys: KeyKeeper
  readonly clock: Clock
  readonly random: Randomness
}
