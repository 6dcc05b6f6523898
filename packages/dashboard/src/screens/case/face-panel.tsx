import type { ReviewCase } from '@kartu/contract'
import { Link } from '@tanstack/react-router'
import { UserRound } from 'lucide-react'
import { pictureOf } from '../../api/reviews.ts'
import { Panel } from '../../parts/panel.tsx'
import { useFormats, useTexts } from '../../texts/texts-context.tsx'

/** The portrait on the card, and whether another customer has the same face. */
export function FacePanel({ review }: { readonly review: ReviewCase }) {
  const { review: texts, queue } = useTexts()
  const { percent } = useFormats()
  const { bundle, face, view } = review
  const words = texts.face
  const enrolment = bundle.faceEnrolment
  return (
    <Panel title={words.title}>
      {enrolment === null ? (
        <p className="muted">{words.none}</p>
      ) : (
        <div className="portrait">
          {view === null ? (
            <span className="blank" title={words.sealed}>
              <UserRound size={34} strokeWidth={1.4} aria-hidden />
            </span>
          ) : (
            <img src={pictureOf.face(bundle.id)} alt={words.alt} />
          )}
          <div className="form">
            <div>
              <h3>{words.matches}</h3>
              {face === null || !face.comparable ? (
                <p className="muted">{words.notComparable}</p>
              ) : face.matches.length === 0 ? (
                <p className="muted">{words.noMatches}</p>
              ) : (
                <ul className="list">
                  {face.matches.map((match) => (
                    <li key={match.customerId}>
                      <Link to="/customers/$customerId" params={{ customerId: match.customerId }}>
                        {match.fullName ?? queue.unnamed}
                      </Link>
                      <span className="muted">
                        {words.similarity} {percent(match.similarity)}
                      </span>
                    </li>
                  ))}
                </ul>
              )}
            </div>
            <p className="small muted">
              {words.model}: <span className="mono">{enrolment.modelId}</span>
            </p>
          </div>
        </div>
      )}
    </Panel>
  )
}
