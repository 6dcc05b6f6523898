import { useQuery } from '@tanstack/react-query'
import { useSession } from '../../api/session.ts'
import type { WebhookDelivery } from '@kartu/contract'
import { deliveriesQuery, useReplayDelivery } from '../../api/webhooks.ts'
import { Button } from '../../parts/button.tsx'
import { Chip, type Tone } from '../../parts/chip.tsx'
import { Instant } from '../../parts/instant.tsx'
import { Loaded, Problem } from '../../parts/loaded.tsx'
import { useToast } from '../../parts/toasts.tsx'
import { useTexts } from '../../texts/texts-context.tsx'
import { TableFrame } from '../../parts/table-frame.tsx'

const TONES: Readonly<Record<WebhookDelivery['state'], Tone>> = {
  waiting: 'info',
  delivered: 'good',
  failed: 'bad',
  cancelled: 'neutral',
}

export function DeliveryTable({ endpointId }: { readonly endpointId: string }) {
  const words = useTexts().settings.webhooks
  const query = useQuery(deliveriesQuery(endpointId))
  const replay = useReplayDelivery(endpointId)
  const toast = useToast()
  const { columns } = words
  return (
    <>
      <Loaded query={query} isEmpty={({ deliveries }) => deliveries.length === 0} empty={words.noDeliveries}>
        {({ deliveries }) => (
          <TableFrame>
            <table className="rows">
              <thead>
                <tr>
                  <th scope="col">{columns.at}</th>
                  <th scope="col">{columns.event}</th>
                  <th scope="col">{columns.state}</th>
                  <th scope="col">{columns.answer}</th>
                  <th scope="col" className="end">
                    {columns.attempts}
                  </th>
                  <th scope="col">{columns.next}</th>
                  <th scope="col">
                    <span className="hidden-visually">{words.replay}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {deliveries.map((delivery) => (
                  <DeliveryRow
                    key={delivery.id}
                    delivery={delivery}
                    onReplay={() =>
                      replay.mutate(delivery.id, { onSuccess: () => toast({ text: words.replayed }) })
                    }
                  />
                ))}
              </tbody>
            </table>
          </TableFrame>
        )}
      </Loaded>
      <Problem error={replay.error} />
    </>
  )
}

interface DeliveryRowProps {
  readonly delivery: WebhookDelivery
  readonly onReplay: () => void
}

function DeliveryRow({ delivery, onReplay }: DeliveryRowProps) {
  const words = useTexts().settings.webhooks
  const { user } = useSession()
  return (
    <tr>
      <td>
        <Instant at={delivery.createdAt} />
      </td>
      <th scope="row">
        <code>{delivery.eventType}</code>
      </th>
      <td>
        <Chip tone={TONES[delivery.state]}>{words.states[delivery.state]}</Chip>
      </td>
      <td>{delivery.lastStatus ?? delivery.lastErrorCode ?? '–'}</td>
      <td className="end">{delivery.attempts}</td>
      <td>{delivery.nextAttemptAt === null ? '–' : <Instant at={delivery.nextAttemptAt} />}</td>
      <td className="end">
        {user.role === 'administrator' && (
          <Button kind="quiet" onPress={onReplay}>
            {words.replay}
          </Button>
        )}
      </td>
    </tr>
  )
}
