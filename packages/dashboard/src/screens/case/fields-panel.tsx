import { FIELD_NAMES, type FieldName } from '@kartu/core'
import { CircleAlert, CircleCheck, CircleDashed, CircleX, Info } from 'lucide-react'
import type { FieldOnWire, ReviewCase } from '@kartu/contract'
import { pictureOf } from '../../api/reviews.ts'
import { Chip } from '../../parts/chip.tsx'
import { EmptyState } from '../../parts/loaded.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useFormats, useTexts } from '../../texts/texts-context.tsx'
import { TableFrame } from '../../parts/table-frame.tsx'

/** Below it a value is worth a second look at its line. */
const SURE_FROM = 0.9
const DOUBTFUL_BELOW = 0.7

type Standing = 'fine' | 'odd' | 'wrong'

/** The 16 fields as read, beside their lines and what the SDK claimed. What differs stands out; nobody has to find it. */
export function FieldsPanel({ review }: { readonly review: ReviewCase }) {
  const texts = useTexts()
  const { fields: words } = texts.review
  const { fields } = review.bundle
  if (fields === null) {
    return (
      <Panel title={words.title} padded={false}>
        <EmptyState title={review.bundle.erasedAt === null ? words.none : texts.review.erased} />
      </Panel>
    )
  }
  const count = FIELD_NAMES.filter((name) => standingOf(fields[name]) !== 'fine').length
  const hasLines = review.view !== null
  return (
    <Panel
      title={words.title}
      padded={false}
      className="fields-frame"
      aside={
        <Chip tone={count === 0 ? 'good' : 'warn'}>{count === 0 ? words.allFine : words.differs(count)}</Chip>
      }
    >
      <TableFrame>
        <table className="rows fields">
          <thead>
            <tr>
              <th scope="col">{words.field}</th>
              {hasLines && (
                <th scope="col" className="line">
                  {words.line}
                </th>
              )}
              <th scope="col">{words.value}</th>
              <th scope="col" className="sureness">
                {words.confidence}
              </th>
              <th scope="col" className="checked">
                {words.check}
              </th>
              <th scope="col" className="claimed">
                {words.claim}
              </th>
            </tr>
          </thead>
          <tbody>
            {FIELD_NAMES.map((name) => (
              <FieldRow key={name} name={name} field={fields[name]} review={review} />
            ))}
          </tbody>
        </table>
      </TableFrame>
    </Panel>
  )
}

interface FieldRowProps {
  readonly name: FieldName
  readonly field: FieldOnWire | undefined
  readonly review: ReviewCase
}

function FieldRow({ name, field, review }: FieldRowProps) {
  const texts = useTexts()
  const { fields: words } = texts.review
  if (field === undefined) return null
  const label = texts.fieldNames[name]
  const line =
    review.view !== null && review.lines.includes(name) ? (
      <img src={pictureOf.line(review.bundle.id, name)} alt={words.lineAlt(label)} loading="lazy" />
    ) : null
  return (
    <tr className={standingOf(field)}>
      <th scope="row">{label}</th>
      {review.view !== null && <td className="line">{line ?? <span className="muted">–</span>}</td>}
      <td className="value">
        {line !== null && <span className="inline-line">{line}</span>}
        {field.value === null ? (
          <span className="muted">
            {words.unread}
            {field.unread !== null && `: ${texts.unreadHints[field.unread] ?? field.unread}`}
          </span>
        ) : (
          <Value name={name} value={field.value} />
        )}
        {field.repairs.length > 0 && field.raw !== null && (
          <span className="small muted"> {words.printed(field.raw)}</span>
        )}
      </td>
      <td>{field.value !== null && <Sureness confidence={field.confidence} />}</td>
      <td className="small">
        <Validation field={field} />
      </td>
      <td className="small">
        <Claim field={field} />
      </td>
    </tr>
  )
}

function Value({ name, value }: { readonly name: FieldName; readonly value: string }) {
  const formats = useFormats()
  if (name === 'nik') return <Nik digits={value} />
  const isDate = DATES.has(name) && !Number.isNaN(Date.parse(value))
  return isDate ? formats.date(value) : value
}

const DATES: ReadonlySet<FieldName> = new Set(['dateOfBirth', 'issueDate', 'validUntil'])
/** Region, birth date, serial: how anybody who knows the number reads it. */
const NIK_PARTS = [
  [0, 6],
  [6, 12],
  [12, 16],
] as const

/** Apart for the eye only: what is copied has no gaps. */
function Nik({ digits }: { readonly digits: string }) {
  return (
    <span className="nik">
      {NIK_PARTS.map(([from, to]) => (
        <span key={from}>{digits.slice(from, to)}</span>
      ))}
    </span>
  )
}

function Sureness({ confidence }: { readonly confidence: number }) {
  const { percent } = useFormats()
  const tone = confidence >= SURE_FROM ? '' : confidence >= DOUBTFUL_BELOW ? 'warn' : 'bad'
  return (
    <span className="sure">
      {percent(confidence)}
      <span className="bar" aria-hidden>
        <span className={tone} style={{ inlineSize: `${confidence * 100}%` }} />
      </span>
    </span>
  )
}

const ICONS = {
  valid: { Icon: CircleCheck, tone: 'good' },
  information: { Icon: Info, tone: '' },
  anomalous: { Icon: CircleAlert, tone: 'warn' },
  invalid: { Icon: CircleX, tone: 'bad' },
  not_checked: { Icon: CircleDashed, tone: 'muted' },
} as const

function Validation({ field }: { readonly field: FieldOnWire }) {
  const { validations } = useTexts()
  const { outcome, code, reason } = field.validation
  if (field.value === null) return null
  const { Icon, tone } = ICONS[outcome]
  return (
    <span className={`mark ${tone}`} title={reason}>
      <Icon size={14} aria-hidden />
      {validations[code] ?? reason}
    </span>
  )
}

function Claim({ field }: { readonly field: FieldOnWire }) {
  const { fields: words } = useTexts().review
  const { claim } = field
  if (claim === null) return <span className="muted">{words.noClaim}</span>
  if (claim.agrees === true) return <span className="muted">{words.same}</span>
  return <span className={claim.agrees === false ? 'mark bad' : ''}>{claim.value}</span>
}

function standingOf(field: FieldOnWire | undefined): Standing {
  if (field === undefined) return 'fine'
  if (field.validation.outcome === 'invalid' || field.claim?.agrees === false) return 'wrong'
  if (field.value === null || field.validation.outcome === 'anomalous' || field.confidence < SURE_FROM)
    return 'odd'
  return 'fine'
}
