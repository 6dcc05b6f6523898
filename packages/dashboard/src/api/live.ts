import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { REVIEWS_KEY } from './reviews.ts'

/** Several captures in one second are one look at the queue. */
const SETTLE_MS = 400

/** Hears that the queue changed, and fetches anew what of it is on screen. The message itself says nothing about anybody. */
export function useLiveUpdates(): void {
  const client = useQueryClient()
  useEffect(() => {
    const source = new EventSource('/api/desk/live')
    let timer: ReturnType<typeof setTimeout> | undefined
    const refresh = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => void client.invalidateQueries({ queryKey: REVIEWS_KEY }), SETTLE_MS)
    }
    source.addEventListener('queue', refresh)
    source.addEventListener('message', refresh)
    return () => {
      clearTimeout(timer)
      source.close()
    }
  }, [client])
}
