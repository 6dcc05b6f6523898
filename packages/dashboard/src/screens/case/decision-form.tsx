import type { ReviewCase } from '@kartu/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, type SyntheticEvent } from 'react'
import { undoDecision, useDecide } from '../../api/decisions.ts'
import { Button } from '../../parts/button.tsx'
import { Choice } from '../../parts/choice.tsx'
import { Problem } from '../../parts/loaded.tsx'
import { TextInput } from '../../parts/text-input.tsx'
import { useToast } from '../../parts/toasts.tsx'
import { useTexts } from '../../texts/texts-context.tsx'

const NOTE_CHARS_MAX = 500
/** What the service waits before events leave, where its answer does not say. */
const UNDO_MS = 10_000

export interface DecisionFormProps {
  readonly review: ReviewCase
  readonly status: 'verified' | 'failed'
  readonly onClose: () => void
}

/** Two steps, so that no single press decides: say why, then confirm what it does. */
export function DecisionForm({ review, status, onClose }: DecisionFormProps) {
  const { review: texts, reasons, actions } = useTexts()
  const words = texts.decision
  const [reasonCode, setReasonCode] = useState('')
  const [note, setNote] = useState('')
  const [isConfirming, setConfirming] = useState(false)
  const decide = useDecide(review.verification.id)
  const announce = useAnnouncement()
  const codes = REASONS_FOR[status]
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    if (!isConfirming) return setConfirming(true)
    const reason = note.trim() === '' ? (reasons[reasonCode] ?? reasonCode) : note.trim()
    // A promise and no callback: the case fetched anew takes this form away.
    decide.mutateAsync({ status, reasonCode, reason }).then(
      (answer) => {
        announce(status, answer.verification?.id, answer.undoableUntil ?? null)
        onClose()
      },
      () => undefined, // shown below the form
    )
  }
  return (
    <form
      className="decision-form"
      onSubmit={submit}
      aria-label={status === 'verified' ? words.verifying : words.refusing}
    >
      {isConfirming ? (
        <Confirmation
          review={review}
          status={status}
          reason={reasons[reasonCode] ?? reasonCode}
          note={note}
        />
      ) : (
        <>
          <h3>{status === 'verified' ? words.verifying : words.refusing}</h3>
          <Choice
            label={words.reason}
            value={reasonCode}
            isRequired
            options={[
              { value: '', label: words.chooseReason },
              ...codes.map((value) => ({ value, label: reasons[value] ?? value })),
            ]}
            onChange={setReasonCode}
          />
          <TextInput
            label={words.note}
            hint={words.noteHint}
            rows={2}
            value={note}
            onChange={setNote}
            maxLength={NOTE_CHARS_MAX}
            isRequired={reasonCode === 'other'}
          />
        </>
      )}
      <Problem error={decide.error} />
      <div className="buttons">
        <Button
          key={isConfirming ? 'commit' : 'continue'}
          type="submit"
          kind={isConfirming ? (status === 'verified' ? 'good' : 'bad') : 'primary'}
          isPending={decide.isPending}
        >
          {isConfirming ? (status === 'verified' ? words.commitVerify : words.commitRefuse) : words.review}
        </Button>
        <Button kind="quiet" onPress={() => (isConfirming ? setConfirming(false) : onClose())}>
          {isConfirming ? actions.back : actions.cancel}
        </Button>
      </div>
    </form>
  )
}

const REASONS_FOR = {
  verified: ['card_seen_genuine', 'glare_only', 'flash_unavailable', 'data_confirmed', 'misreading', 'other'],
  failed: [
    'copy_or_scan',
    'screen_replay',
    'altered_card',
    'nik_mismatch',
    'unreadable',
    'other_person',
    'other',
  ],
} as const

interface ConfirmationProps {
  readonly review: ReviewCase
  readonly status: 'verified' | 'failed'
  readonly reason: string
  readonly note: string
}

/** What is about to be done, in words. It takes the focus, so that nobody presses on what has just changed under the hand. */
function Confirmation({ review, status, reason, note }: ConfirmationProps) {
  const { review: texts, levels } = useTexts()
  const words = texts.decision
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const from = review.customer.kycLevel
  const to = status === 'verified' && (from === 'none' || from === 'basic') ? 'standard' : from
  return (
    <>
      <h3 ref={title} tabIndex={-1}>
        {words.step}
      </h3>
      <p>
        <strong>{status === 'verified' ? words.verifying : words.refusing}</strong>: {reason}
        {note.trim() !== '' && <span className="muted"> · {note.trim()}</span>}
      </p>
      {from !== to && <p className="muted">{words.effect(levels[from] ?? from, levels[to] ?? to)}</p>}
      {status === 'verified' && review.fourEyes && <p className="notice">{words.fourEyes}</p>}
    </>
  )
}

/** Says what was decided, with a way back for as long as nothing has left the house. */
function useAnnouncement() {
  const { decision: words } = useTexts().review
  const toast = useToast()
  const client = useQueryClient()
  return (status: 'verified' | 'failed', verificationId: string | undefined, until: string | null): void => {
    if (verificationId === undefined) return toast({ text: words.proposed })
    toast({
      text: status === 'verified' ? words.decidedVerified : words.decidedFailed,
      undo: {
        label: words.undo,
        untilMs: until === null ? Date.now() + UNDO_MS : Date.parse(until),
        onUndo: () =>
          void undoDecision(client, verificationId).then(
            () => toast({ text: words.undone }),
            () => toast({ text: words.undoTooLate }),
          ),
      },
    })
  }
}
