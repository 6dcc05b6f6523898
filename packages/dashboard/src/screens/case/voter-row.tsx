import type { ReviewCase, VoterOnWire } from '@kartu/contract'
import { ChevronDown, ChevronUp, CircleCheck, CircleDashed, CircleX } from 'lucide-react'
import { useId, useState } from 'react'
import { pictureOf } from '../../api/reviews.ts'
import { useFormats, useTexts } from '../../texts/texts-context.tsx'

const ICONS = { passed: CircleCheck, failed: CircleX, abstained: CircleDashed } as const
const NUMBERS_SHOWN_MAX = 14
const DIGITS = 3
const SUSPICIOUS_FROM = 0.5

/** One check: what it says in a sentence, and on unfolding what it saw. A failed one is unfolded once the pictures are open. */
export function VoterRow({ voter, review }: { readonly voter: VoterOnWire; readonly review: ReviewCase }) {
  const texts = useTexts()
  const { percent } = useFormats()
  const words = texts.review.voters
  const outcome = voter.outcome ?? (voter.passed ? 'passed' : 'abstained')
  const id = useId()
  const [wanted, setWanted] = useState<boolean | null>(null)
  const hasPicture = review.pictures.includes(voter.name)
  const isOpen = wanted ?? (outcome === 'failed' && review.view !== null && hasPicture)
  const Icon = ICONS[outcome]
  const says = {
    passed: texts.voterPasses,
    failed: texts.voterFailures,
    abstained: texts.voterAbstentions,
  }[outcome][voter.name]
  const Chevron = isOpen ? ChevronUp : ChevronDown
  return (
    <li className={`voter ${outcome}`}>
      <button type="button" aria-expanded={isOpen} aria-controls={id} onClick={() => setWanted(!isOpen)}>
        <Icon size={16} className="icon" aria-hidden />
        <span className="name">
          {texts.voterNames[voter.name] ?? voter.name}
          <span className="hidden-visually">: {words.outcome[outcome]}</span>
        </span>
        <span className="says">{says ?? voter.reason}</span>
        {voter.score === undefined ? (
          <span />
        ) : (
          <span className="suspicion small muted" title={words.suspicion}>
            {percent(voter.score)}
            <span className="bar" aria-hidden>
              <span
                className={outcome === 'failed' ? 'bad' : voter.score >= SUSPICIOUS_FROM ? 'warn' : ''}
                style={{ inlineSize: `${voter.score * 100}%` }}
              />
            </span>
          </span>
        )}
        <Chevron size={15} className="chevron" aria-hidden />
      </button>
      {isOpen && (
        <div className="more" id={id}>
          <Picture voter={voter} review={review} hasPicture={hasPicture} />
          <div className="form">
            {voter.reason !== undefined && (
              <p className="small" lang="en">
                <strong>{words.measured}:</strong> {voter.reason}
              </p>
            )}
            <Numbers evidence={voter.evidence ?? {}} />
          </div>
        </div>
      )}
    </li>
  )
}

interface PictureProps {
  readonly voter: VoterOnWire
  readonly review: ReviewCase
  readonly hasPicture: boolean
}

function Picture({ voter, review, hasPicture }: PictureProps) {
  const texts = useTexts()
  const words = texts.review.voters
  const [isMissing, setMissing] = useState(false)
  if (!hasPicture || isMissing) return <p className="small muted">{words.noPicture}</p>
  if (review.view === null) return <p className="small muted">{words.needsView}</p>
  return (
    <img
      src={pictureOf.evidence(review.bundle.id, voter.name)}
      alt={words.pictureAlt(texts.voterNames[voter.name] ?? voter.name)}
      onError={() => setMissing(true)}
    />
  )
}

function Numbers({ evidence }: { readonly evidence: Readonly<Record<string, unknown>> }) {
  const entries = Object.entries(evidence)
    .filter(([, value]) => ['number', 'string', 'boolean'].includes(typeof value))
    .slice(0, NUMBERS_SHOWN_MAX)
  if (entries.length === 0) return null
  return (
    <dl className="numbers" lang="en">
      {entries.map(([name, value]) => (
        <div key={name} className="contents">
          <dt>{name}</dt>
          <dd>{typeof value === 'number' ? String(Number(value.toPrecision(DIGITS))) : String(value)}</dd>
        </div>
      ))}
    </dl>
  )
}
