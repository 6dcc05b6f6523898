import type { Database } from './database.ts'

export interface Listener {
  close(): Promise<void>
}

const RECONNECT_MS = 1_000

/**
 * Hears what is announced on a PostgreSQL channel, on one connection of the pool that it keeps. An announcement can be lost with the
 * connection: nobody may rely on hearing every one.
 */
export async function listenTo(
  database: Database,
  channel: string,
  onMessage: (payload: string | undefined) => void,
): Promise<Listener> {
  let reconnect: NodeJS.Timeout | undefined
  let isClosed = false
  let disconnect = (): void => undefined

  async function listen(): Promise<void> {
    const client = await database.pool.connect()
    let isReleased = false
    const drop = (): boolean => {
      if (isReleased) return false
      isReleased = true
      client.release(true)
      return true
    }
    disconnect = () => void drop()
    client.on('notification', (message) => onMessage(message.payload))
    client.on('error', () => drop() && listenLater())
    try {
      await client.query(`listen ${channel}`)
    } catch (error) {
      drop()
      throw error
    }
    if (isClosed) drop()
  }

  function listenLater(): void {
    clearTimeout(reconnect)
    if (isClosed) return
    reconnect = setTimeout(() => {
      listening = listen().catch(listenLater)
    }, RECONNECT_MS)
  }

  let listening = listen()
  await listening
  return {
    async close() {
      isClosed = true
      clearTimeout(reconnect)
      disconnect()
      // A connection that is just being made is dropped once it is there.
      await listening.catch(() => undefined)
    },
  }
}
