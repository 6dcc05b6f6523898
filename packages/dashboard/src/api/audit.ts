import { infiniteQueryOptions, useMutation } from '@tanstack/react-query'
import { request, requestFile } from './request.ts'

export interface AuditFilter {
  readonly action?: string
  readonly actor?: string
  readonly subject?: string
  readonly from?: string
  readonly to?: string
}

export interface AuditEntry {
  readonly seq: number
  readonly id: string
  readonly at: string
  readonly actor: string
  readonly actorName: string | null
  readonly action: string
  readonly subject: string | null
  readonly details: Readonly<Record<string, unknown>>
}

interface AuditPage {
  readonly entries: readonly AuditEntry[]
  readonly nextCursor: string | null
}

export interface ChainReport {
  readonly intact: boolean
  readonly entries: number
  readonly brokenAt: number | null
}

const PATH = '/api/desk/audit'

export function auditQuery(filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) =>
      request<AuditPage>(PATH, { query: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
}

export function useExportAudit() {
  return useMutation({
    mutationFn: (filter: AuditFilter) => requestFile(`${PATH}/export`, { query: { ...filter } }),
  })
}

export function useVerifyAudit() {
  return useMutation({ mutationFn: () => request<ChainReport>(`${PATH}/verify`, { method: 'POST' }) })
}
