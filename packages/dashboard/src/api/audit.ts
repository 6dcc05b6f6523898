import { infiniteQueryOptions, useMutation } from '@tanstack/react-query'
import type { AuditFilter, AuditListResponse, AuditVerifyResponse } from '@kartu/contract'
import { request, requestFile } from './request.ts'

const PATH = '/api/desk/audit'

export function auditQuery(filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) =>
      request<AuditListResponse>(PATH, { query: { ...filter, cursor: pageParam }, signal }),
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
  return useMutation({ mutationFn: () => request<AuditVerifyResponse>(`${PATH}/verify`, { method: 'POST' }) })
}
