import type { ReviewCase, VoterOnWire } from '@kartu/contract'
import { Chip } from '../../parts/chip.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useTexts } from '../../texts/texts-context.tsx'
import { VoterRow } from './voter-row.tsx'

const ORDER = { failed: 0, abstained: 1, passed: 2 } as const

/** The two questions and the checks that answer them; what speaks against the card comes first. */
export function VotersPanel({ review }: { readonly review: ReviewCase }) {
  const { review: texts, fused } = useTexts()
  const { antiSpoof, tamper } = review.bundle
  const families = [
    { id: 'antiSpoof', judged: antiSpoof },
    { id: 'tamper', judged: tamper },
  ] as const
  return (
    <Panel title={texts.voters.title} padded={false}>
      {families.map(({ id, judged }) =>
        judged === null ? null : (
          <div key={id} className="family">
            <header>
              <h3>{texts.voters.family[id]}</h3>
              <span className="buttons">
                <span className="small muted">
                  {texts.voters.passedOf(
                    judged.voters.filter((voter) => voter.passed).length,
                    judged.voters.filter((voter) => voter.outcome !== 'abstained').length,
                  )}
                </span>
                <Chip tone={TONES[judged.fused]}>{fused[judged.fused] ?? judged.fused}</Chip>
              </span>
            </header>
            <ul>
              {judged.voters.toSorted(byOutcome).map((voter) => (
                <VoterRow key={voter.name} voter={voter} review={review} />
              ))}
            </ul>
          </div>
        ),
      )}
    </Panel>
  )
}

const TONES = { live: 'good', authentic: 'good', unclear: 'warn', spoof: 'bad', tampered: 'bad' } as const

function byOutcome(a: VoterOnWire, b: VoterOnWire): number {
  return ORDER[a.outcome ?? 'abstained'] - ORDER[b.outcome ?? 'abstained']
}
