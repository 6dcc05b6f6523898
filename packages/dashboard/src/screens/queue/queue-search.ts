/**
 * What the address says about the list: a filtered queue can be bookmarked, and the way back finds it as it was. The customer sought is
 * not in it: a name does not belong into a browser's history.
 */
export interface QueueSearch {
  readonly state?: 'mine' | 'decided'
  readonly tier?: string
  readonly failedVoter?: string
  readonly from?: string
  readonly to?: string
}

const FILTERS = ['tier', 'failedVoter', 'from', 'to'] as const

export function parseQueueSearch(search: Record<string, unknown>): QueueSearch {
  const { state } = search
  const filters = FILTERS.flatMap((name) => {
    const value = search[name]
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : []
  })
  return { ...(state === 'mine' || state === 'decided' ? { state } : {}), ...Object.fromEntries(filters) }
}

export function isFiltered(search: QueueSearch): boolean {
  return FILTERS.some((name) => search[name] !== undefined)
}
