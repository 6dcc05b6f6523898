import { useFormats } from '../texts/texts-context.tsx'

/** A moment as the reader writes it, the exact one on pointing. */
export function Instant({ at, style = 'short' }: { readonly at: string; readonly style?: 'short' | 'date' }) {
  const formats = useFormats()
  return (
    <time dateTime={at} title={at} className="nowrap">
      {style === 'date' ? formats.date(at) : formats.dateTime(at)}
    </time>
  )
}

/** How long something has been waiting, growing with the clock. */
export function Waiting({ since, nowMs }: { readonly since: string; readonly nowMs: number }) {
  const formats = useFormats()
  return (
    <time dateTime={since} title={formats.dateTime(since)} className="nowrap">
      {formats.duration(Math.max(0, nowMs - Date.parse(since)))}
    </time>
  )
}
