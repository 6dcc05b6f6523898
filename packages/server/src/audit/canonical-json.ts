/** What an audit row may hold: ids, codes and counts; never anything personal. */
export type AuditDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>

/**
 * RFC 8785 for flat details: sorted keys (UTF-16 order, §3.2.3), ECMAScript numbers and strings, no white space. The
 * database may reorder a jsonb object's keys; this brings them back to one form.
 */
export function canonicalJson(details: AuditDetails): string {
  const members = Object.keys(details)
    .toSorted()
    .map((name) => `${JSON.stringify(name)}:${JSON.stringify(details[name])}`)
  return `{${members.join(',')}}`
}
