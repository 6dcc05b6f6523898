import type { AuditEntryOnWire, AuditFilter } from '@kartu/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Download, ShieldCheck, ShieldX } from 'lucide-react'
import { useState } from 'react'
import { auditQuery, useExportAudit, useVerifyAudit } from '../../api/audit.ts'
import { Button } from '../../parts/button.tsx'
import { Choice } from '../../parts/choice.tsx'
import { Instant } from '../../parts/instant.tsx'
import { Loaded, Problem } from '../../parts/loaded.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { saveFile } from '../../parts/save-file.ts'
import { TextInput } from '../../parts/text-input.tsx'
import { useFormats, useTexts } from '../../texts/texts-context.tsx'
import { TableFrame } from '../../parts/table-frame.tsx'
import '../queue/queue.css'
import './audit.css'

/** Who did what, in the order it happened, and whether anybody has tampered with the record. */
export function AuditScreen() {
  const { audit: words, actions } = useTexts()
  const [filter, setFilter] = useState<AuditFilter>({})
  const list = useInfiniteQuery(auditQuery(filter))
  const entries = list.data?.pages.flatMap((page) => page.entries)
  const exportLog = useExportAudit()
  const verify = useVerifyAudit()
  return (
    <>
      <PageHead title={words.title}>
        <Button
          isPending={exportLog.isPending}
          onPress={() => exportLog.mutate(filter, { onSuccess: (file) => saveFile('audit.jsonl', file) })}
        >
          <Download size={15} aria-hidden /> {words.export}
        </Button>
        <Button kind="primary" isPending={verify.isPending} onPress={() => verify.mutate()}>
          <ShieldCheck size={15} aria-hidden /> {verify.isPending ? words.verifying : words.verify}
        </Button>
      </PageHead>
      <ChainState verify={verify} />
      <Problem error={exportLog.error ?? verify.error} />
      <AuditFilters onChange={setFilter} />
      <section className="panel" aria-label={words.title}>
        <Loaded
          query={{ ...list, data: entries }}
          isEmpty={(found) => found.length === 0}
          empty={words.empty}
        >
          {(found) => <AuditTable entries={found} />}
        </Loaded>
        {list.hasNextPage && (
          <div className="queue-more">
            <Button onPress={() => void list.fetchNextPage()} isPending={list.isFetchingNextPage}>
              {actions.more}
            </Button>
          </div>
        )}
      </section>
    </>
  )
}

function ChainState({ verify }: { readonly verify: ReturnType<typeof useVerifyAudit> }) {
  const { audit: words } = useTexts()
  const { number } = useFormats()
  const report = verify.data
  if (report === undefined) return null
  return (
    <p className={`notice ${report.intact ? 'good' : 'bad'}`} role="status">
      {report.intact ? <ShieldCheck size={18} aria-hidden /> : <ShieldX size={18} aria-hidden />}
      {report.intact ? words.intact(number(report.entries)) : words.broken(String(report.brokenAt ?? '?'))}
    </p>
  )
}

/** What stands in the fields; an empty one filters nothing. */
type TypedFilter = Readonly<Record<keyof AuditFilter, string>>

function AuditFilters({ onChange }: { readonly onChange: (filter: AuditFilter) => void }) {
  const { audit: words, auditActions, queue } = useTexts()
  const [typed, setTyped] = useState<TypedFilter>({
    action: '',
    actor: '',
    subject: '',
    from: '',
    to: '',
  })
  const change = (part: Partial<TypedFilter>, isComplete: boolean): void => {
    const next = { ...typed, ...part }
    setTyped(next)
    if (isComplete) apply(next)
  }
  const apply = (next: TypedFilter): void =>
    onChange(Object.fromEntries(Object.entries(next).filter(([, value]) => value.trim() !== '')))
  return (
    <search>
      <form
        className="audit-filters"
        onSubmit={(event) => {
          event.preventDefault()
          apply(typed)
        }}
      >
        <Choice
          label={words.filters.action}
          value={typed.action}
          options={[
            { value: '', label: queue.any },
            ...Object.entries(auditActions).map(([value, label]) => ({ value, label })),
          ]}
          onChange={(action) => change({ action }, true)}
        />
        <TextInput
          label={words.filters.actor}
          placeholder="usr_… key_…"
          value={typed.actor}
          onChange={(actor) => change({ actor }, false)}
          onBlur={() => apply(typed)}
        />
        <TextInput
          label={words.filters.subject}
          placeholder="ktpb_… cus_…"
          value={typed.subject}
          onChange={(subject) => change({ subject }, false)}
          onBlur={() => apply(typed)}
        />
        <TextInput
          label={words.filters.from}
          type="date"
          value={typed.from}
          onChange={(from) => change({ from }, true)}
        />
        <TextInput
          label={words.filters.to}
          type="date"
          value={typed.to}
          onChange={(to) => change({ to }, true)}
        />
        <button type="submit" hidden />
      </form>
    </search>
  )
}

function AuditTable({ entries }: { readonly entries: readonly AuditEntryOnWire[] }) {
  const { audit: words, auditActions } = useTexts()
  const { columns } = words
  return (
    <TableFrame>
      <table className="rows audit">
        <thead>
          <tr>
            <th scope="col" className="end">
              {columns.seq}
            </th>
            <th scope="col">{columns.at}</th>
            <th scope="col">{columns.actor}</th>
            <th scope="col">{columns.action}</th>
            <th scope="col">{columns.subject}</th>
            <th scope="col">{columns.details}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.seq}>
              <td className="end muted">{entry.seq}</td>
              <td>
                <Instant at={entry.at} />
              </td>
              <td title={entry.actor}>
                {entry.actorName ??
                  (entry.actor === 'system' ? words.system : <span className="mono">{entry.actor}</span>)}
              </td>
              <th scope="row">{auditActions[entry.action] ?? entry.action}</th>
              <td className="mono">{entry.subject}</td>
              <td className="small muted details">{describeDetails(entry.details)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  )
}

function describeDetails(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ')
}
