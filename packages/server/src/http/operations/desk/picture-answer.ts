import type { StoreContext } from '../../../store/store-context.ts'
import type { Answer } from '../../operation.ts'
import type { Principal } from '../../principal.ts'
import { findActingUser } from './acting-user.ts'

/**
 * A picture for this page and nobody else: kept by no cache, shown by no other site, and as a document of its own, should somebody
 * open one, without any power.
 */
export function pictureAnswer(type: 'image/jpeg' | 'image/svg+xml', content: Uint8Array): Answer {
  return {
    status: 200,
    headers: {
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
    },
    file: { type, content },
  }
}

/** Who looks and when, as it is written over a picture. */
export async function markOf(ctx: StoreContext, principal: Principal): Promise<string> {
  const { name } = await findActingUser(ctx.db, principal)
  const minute = new Date(ctx.clock.nowMs()).toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length)
  return `${name} ${minute.replace('T', ' ')} UTC`
}
