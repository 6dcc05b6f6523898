import { packCapture, unpackCapture, type ReviewedCapture } from './pack-capture.ts'

/** Keeps the capture under review over a reload, a discarded tab or a phone that ran out of memory. */
export interface CaptureKeeper {
  keep(capture: ReviewedCapture): Promise<void>
  /** What was kept and can still be sent; null when there is nothing, or the browser kept nothing. */
  recall(): Promise<ReviewedCapture | null>
  forget(): Promise<void>
}

const DATABASE = 'kartu'
const STORE = 'captures'
const KEY_ITEM = 'kartu.capture-key'
const KEY_BYTES = 32
const IV_BYTES = 12
/** A capture on its way when the page was lost: the service answers it again by its key long after its challenge. */
const SENT_GRACE_MS = 10 * 60_000

interface KeptRecord {
  readonly iv: Uint8Array<ArrayBuffer>
  readonly sealed: ArrayBuffer
  /** Unix milliseconds after which it is worth nothing. */
  readonly worthlessAtMs: number
}

/**
 * In the browser's own database, sealed. The attacker is whoever uses this phone next: the key is in the storage of this tab and ends with
 * it, so what a closed tab left behind is noise; and whatever has expired is deleted by the next visit. Where storage is closed to
 * us nothing is kept, and a reload starts anew.
 */
export function createCaptureKeeper(customerId: string): CaptureKeeper {
  const label = new TextEncoder().encode(customerId)
  let last = Promise.resolve()
  // One after another: a capture that is forgotten while it is still being sealed must not come back.
  const inTurn = (work: () => Promise<unknown>): Promise<void> => {
    last = last.then(() => quietly(work))
    return last
  }
  const forget = (): Promise<void> => inTurn(() => inStore((store) => store.delete(customerId)))
  return {
    keep: (capture) =>
      inTurn(async () => {
        const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
        const algorithm = { name: 'AES-GCM', iv, additionalData: label }
        const sealed = await crypto.subtle.encrypt(algorithm, await tabKey(true), packCapture(capture))
        const expiresAtMs = Date.parse(capture.challenge.expiresAt)
        const record: KeptRecord = {
          iv,
          sealed,
          worthlessAtMs: expiresAtMs + (capture.isSent ? SENT_GRACE_MS : 0),
        }
        await inStore((store) => store.put(record, customerId))
      }),
    async recall() {
      try {
        await inStore(deleteWorthless)
        const record = (await inStore((store) => store.get(customerId))) as KeptRecord | undefined
        if (record === undefined) return null
        const algorithm = { name: 'AES-GCM', iv: record.iv, additionalData: label }
        return unpackCapture(
          new Uint8Array(await crypto.subtle.decrypt(algorithm, await tabKey(false), record.sealed)),
        )
      } catch {
        await forget()
        return null
      }
    },
    forget,
  }
}

/** Storage may be full, blocked or gone at any time: the capture itself goes on without it. */
async function quietly(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch {
    // Nothing is kept.
  }
}

async function tabKey(mayMake: boolean): Promise<CryptoKey> {
  const kept = sessionStorage.getItem(KEY_ITEM)
  let bytes = Uint8Array.from((kept ?? '').split(','), Number)
  if (bytes.length !== KEY_BYTES) {
    if (!mayMake) throw new Error('this tab has no key')
    bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES))
    sessionStorage.setItem(KEY_ITEM, bytes.join(','))
  }
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

function deleteWorthless(store: IDBObjectStore): IDBRequest {
  const visiting = store.openCursor()
  visiting.addEventListener('success', () => {
    const cursor = visiting.result
    if (cursor === null) return
    if ((cursor.value as KeptRecord).worthlessAtMs < Date.now()) cursor.delete()
    cursor.continue()
  })
  return visiting
}

/** Runs one request in a transaction of its own and resolves when that is complete. */
async function inStore(ask: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
  const opening = indexedDB.open(DATABASE, 1)
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(STORE))
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.addEventListener('success', () => resolve(opening.result))
    opening.addEventListener('error', () => reject(opening.error ?? new Error('no database')))
  })
  try {
    const transaction = database.transaction(STORE, 'readwrite')
    const request = ask(transaction.objectStore(STORE))
    await new Promise<void>((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve())
      transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('not stored')))
    })
    return request.result as unknown
  } finally {
    database.close()
  }
}
