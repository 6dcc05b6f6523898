import { useState, type SyntheticEvent } from 'react'
import { useCreateWebhook } from '../../api/webhooks.ts'
import { Button } from '../../parts/button.tsx'
import { Check } from '../../parts/check.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Problem } from '../../parts/loaded.tsx'
import { Secret } from '../../parts/secret.tsx'
import { TextInput } from '../../parts/text-input.tsx'
import { useTexts } from '../../texts/texts-context.tsx'

/** Contract §10, but for the test, which is sent on demand. */
const EVENTS = ['verification.created', 'customer.kyc_updated', 'review.overridden'] as const

export function NewWebhookDialog({ onClose }: { readonly onClose: () => void }) {
  const { settings, actions } = useTexts()
  const words = settings.webhooks
  const [url, setUrl] = useState('')
  const [events, setEvents] = useState<readonly string[]>(EVENTS)
  const create = useCreateWebhook()
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    create.mutate({ url, events })
  }
  if (create.data !== undefined) {
    return (
      <Dialog title={words.secret} onClose={onClose} isDismissable={false} isWide>
        <p className="muted">{words.secretBody}</p>
        <Secret label={words.secret} value={create.data.secret} />
        <div className="buttons">
          <Button kind="primary" onPress={onClose}>
            {actions.done}
          </Button>
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog title={words.create} onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <TextInput
          label={words.url}
          hint={words.urlHint}
          type="url"
          value={url}
          onChange={setUrl}
          isRequired
          autoFocus
        />
        <fieldset className="plain">
          <legend className="label">{words.events}</legend>
          {EVENTS.map((name) => (
            <Check
              key={name}
              isSelected={events.includes(name)}
              onChange={(wanted) =>
                setEvents(EVENTS.filter((other) => (other === name ? wanted : events.includes(other))))
              }
            >
              <code>{name}</code>
            </Check>
          ))}
        </fieldset>
        <Problem error={create.error} />
        <div className="buttons">
          <Button type="submit" kind="primary" isDisabled={events.length === 0} isPending={create.isPending}>
            {words.create}
          </Button>
          <Button kind="quiet" onPress={onClose}>
            {actions.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
