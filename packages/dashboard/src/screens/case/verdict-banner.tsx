import type { ReviewCase } from '@kartu/contract'
import { CircleCheck, CircleX, ShieldQuestionMark } from 'lucide-react'
import { useTexts } from '../../texts/texts-context.tsx'
import { sentenceOf } from './verdict-sentence.ts'

const ICON_PX = 26
/** The row of the truth table for everything that voters decided: beside their own codes it adds nothing. */
const SAYS_LITTLE = 'evidence_negative_or_unclear'

/** The verdict in one plain sentence, what else speaks against the card, and the figures behind it. */
export function VerdictBanner({ review }: { readonly review: ReviewCase }) {
  const texts = useTexts()
  const { bundle, verdict, verification } = review
  const tone = { passed: 'good', failed: 'bad', requires_review: '' }[bundle.verdict ?? 'requires_review']
  const also = verdict.codes.slice(1).filter((code) => code !== SAYS_LITTLE)
  return (
    <section
      className={`verdict ${tone}`}
      aria-label={texts.verdicts[bundle.verdict ?? ''] ?? texts.review.unjudged}
    >
      {tone === 'good' ? (
        <CircleCheck size={ICON_PX} aria-hidden />
      ) : tone === 'bad' ? (
        <CircleX size={ICON_PX} aria-hidden />
      ) : (
        <ShieldQuestionMark size={ICON_PX} aria-hidden />
      )}
      <div>
        <p className="sentence">{sentenceOf(verdict, texts)}</p>
        {also.length > 0 && (
          <ul className="also">
            {also.map((code) => (
              <li key={code}>{texts.sentences[code] ?? code}</li>
            ))}
          </ul>
        )}
      </div>
      <dl className="facts">
        <Fact
          name={texts.review.score}
          hint={texts.review.scoreHint}
          value={String(verification.score ?? '–')}
        />
        <Fact name={texts.queue.tier} value={texts.tiers[bundle.assuranceTier ?? ''] ?? '–'} />
        <Fact
          name={texts.review.presence}
          value={
            bundle.antiSpoof === null ? '–' : (texts.fused[bundle.antiSpoof.fused] ?? bundle.antiSpoof.fused)
          }
        />
        <Fact
          name={texts.review.integrity}
          value={bundle.tamper === null ? '–' : (texts.fused[bundle.tamper.fused] ?? bundle.tamper.fused)}
        />
      </dl>
    </section>
  )
}

function Fact({
  name,
  value,
  hint,
}: {
  readonly name: string
  readonly value: string
  readonly hint?: string
}) {
  return (
    <div className="fact" title={hint}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
