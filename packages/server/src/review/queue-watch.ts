import { Readable } from 'node:stream'
import { KartuError } from '@kartu/core'
import type { Database } from '../store/database.ts'
import { listenTo } from '../store/listen-to.ts'

/** `sql/0005-desk-review.sql` announces every change there, with the organisation's id. */
const REVIEWS_CHANNEL = 'kartu_reviews'
/** Proxies cut lines that are silent for longer. */
const HEARTBEAT_MS = 25_000
/** As long as an idle session lives: whoever comes back afterwards must still have one. */
const STREAM_LIFE_MS = 30 * 60_000
/** A page has one stream; more of one person are a script that wants all our sockets. */
const STREAMS_OF_USER_MAX = 12

/** Tells pages that their queue changed, on whichever node it did. */
export interface QueueWatch {
  /** Server-sent events `queue`, which say nothing of anybody. @throws KartuError `rate_limited` */
  watch(organisationId: string, userId: string): Readable
  close(): Promise<void>
}

interface Watcher {
  readonly organisationId: string
  readonly userId: string
  readonly stream: Readable
}

export async function createQueueWatch(database: Database): Promise<QueueWatch> {
  const watchers = new Set<Watcher>()
  const listener = await listenTo(database, REVIEWS_CHANNEL, (organisationId) => {
    for (const watcher of watchers) {
      if (watcher.organisationId === organisationId) watcher.stream.push('event: queue\ndata: changed\n\n')
    }
  })
  const heartbeat = setInterval(() => {
    for (const { stream } of watchers) stream.push(':\n\n')
  }, HEARTBEAT_MS)
  heartbeat.unref()
  return {
    watch(organisationId, userId) {
      if ([...watchers].filter((watcher) => watcher.userId === userId).length >= STREAMS_OF_USER_MAX) {
        throw new KartuError('rate_limited', 'Too many streams of one person')
      }
      const stream = new Readable({ read: () => undefined })
      const watcher = { organisationId, userId, stream }
      const end = setTimeout(() => stream.push(null), STREAM_LIFE_MS)
      end.unref()
      watchers.add(watcher)
      stream.once('close', () => {
        clearTimeout(end)
        watchers.delete(watcher)
      })
      stream.push('retry: 3000\n\n')
      return stream
    },
    async close() {
      clearInterval(heartbeat)
      for (const { stream } of watchers) stream.push(null)
      await listener.close()
    },
  }
}
