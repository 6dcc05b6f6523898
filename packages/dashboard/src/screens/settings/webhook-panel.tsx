import { useState } from 'react'
import { useSession } from '../../api/session.ts'
import type { Webhook } from '@kartu/contract'
import { useChangeWebhook, useRemoveWebhook, useRotateWebhook, useTestWebhook } from '../../api/webhooks.ts'
import { Button } from '../../parts/button.tsx'
import { Chip } from '../../parts/chip.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Problem } from '../../parts/loaded.tsx'
import { Secret } from '../../parts/secret.tsx'
import { useToast } from '../../parts/toasts.tsx'
import { useTexts } from '../../texts/texts-context.tsx'
import { DeliveryTable } from './delivery-table.tsx'

/** One endpoint: what it gets, whether it is on, and what became of each delivery. */
export function WebhookPanel({ endpoint }: { readonly endpoint: Webhook }) {
  const { settings } = useTexts()
  const words = settings.webhooks
  const { user } = useSession()
  const toast = useToast()
  const test = useTestWebhook()
  const change = useChangeWebhook()
  const [asked, setAsked] = useState<'rotate' | 'remove' | null>(null)
  const isOn = endpoint.disabledAt === null
  return (
    <section className="panel" aria-label={endpoint.url}>
      <header>
        <div className="endpoint-head">
          <span className="endpoint-url">{endpoint.url}</span>
          <span className="chips">
            <Chip tone={isOn ? 'good' : 'bad'}>
              {isOn ? words.enabled : endpoint.disabledReason === 'gone' ? words.gone : words.disabled}
            </Chip>
            {endpoint.events.map((event) => (
              <Chip key={event}>{event}</Chip>
            ))}
          </span>
        </div>
        {user.role === 'administrator' && (
          <span className="buttons">
            <Button
              isPending={test.isPending}
              isDisabled={!isOn}
              onPress={() => test.mutate(endpoint.id, { onSuccess: () => toast({ text: words.tested }) })}
            >
              {words.test}
            </Button>
            <Button onPress={() => setAsked('rotate')}>{words.rotate}</Button>
            <Button kind="quiet" onPress={() => change.mutate({ id: endpoint.id, disabled: isOn })}>
              {isOn ? words.disable : words.enable}
            </Button>
            <Button kind="quiet" onPress={() => setAsked('remove')}>
              {words.remove}
            </Button>
          </span>
        )}
      </header>
      <Problem error={test.error ?? change.error} />
      <DeliveryTable endpointId={endpoint.id} />
      {asked === 'rotate' && <RotateDialog endpointId={endpoint.id} onClose={() => setAsked(null)} />}
      {asked === 'remove' && <RemoveDialog endpoint={endpoint} onClose={() => setAsked(null)} />}
    </section>
  )
}

function RotateDialog({
  endpointId,
  onClose,
}: {
  readonly endpointId: string
  readonly onClose: () => void
}) {
  const { settings, actions } = useTexts()
  const words = settings.webhooks
  const rotate = useRotateWebhook()
  return (
    <Dialog title={words.rotate} onClose={onClose} isDismissable={rotate.data === undefined} isWide>
      <p className="muted">{rotate.data === undefined ? words.rotateBody : words.secretBody}</p>
      {rotate.data !== undefined && <Secret label={words.secret} value={rotate.data.secret} />}
      <Problem error={rotate.error} />
      <div className="buttons">
        {rotate.data === undefined ? (
          <>
            <Button kind="primary" isPending={rotate.isPending} onPress={() => rotate.mutate(endpointId)}>
              {words.rotate}
            </Button>
            <Button kind="quiet" autoFocus onPress={onClose}>
              {actions.cancel}
            </Button>
          </>
        ) : (
          <Button kind="primary" onPress={onClose}>
            {actions.done}
          </Button>
        )}
      </div>
    </Dialog>
  )
}

interface RemoveDialogProps {
  readonly endpoint: Webhook
  readonly onClose: () => void
}

function RemoveDialog({ endpoint, onClose }: RemoveDialogProps) {
  const { settings, actions } = useTexts()
  const words = settings.webhooks
  const remove = useRemoveWebhook()
  return (
    <Dialog title={words.remove} onClose={onClose}>
      <p>
        <strong>{endpoint.url}</strong>
      </p>
      <p>{words.removeBody}</p>
      <Problem error={remove.error} />
      <div className="buttons">
        <Button
          kind="bad"
          isPending={remove.isPending}
          onPress={() => remove.mutate(endpoint.id, { onSuccess: onClose })}
        >
          {words.remove}
        </Button>
        <Button kind="quiet" autoFocus onPress={onClose}>
          {actions.cancel}
        </Button>
      </div>
    </Dialog>
  )
}
