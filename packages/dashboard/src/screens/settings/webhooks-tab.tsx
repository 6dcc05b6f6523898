import { useQuery } from '@tanstack/react-query'
import { Webhook } from 'lucide-react'
import { useState } from 'react'
import { useSession } from '../../api/session.ts'
import { webhooksQuery } from '../../api/webhooks.ts'
import { Button } from '../../parts/button.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { useTexts } from '../../texts/texts-context.tsx'
import { NewWebhookDialog } from './new-webhook-dialog.tsx'
import { WebhookPanel } from './webhook-panel.tsx'

export function WebhooksTab() {
  const words = useTexts().settings.webhooks
  const { user } = useSession()
  const query = useQuery(webhooksQuery)
  const [isCreating, setCreating] = useState(false)
  return (
    <>
      {user.role === 'administrator' && (
        <div className="buttons">
          <Button kind="primary" onPress={() => setCreating(true)}>
            <Webhook size={15} aria-hidden /> {words.create}
          </Button>
        </div>
      )}
      <Loaded query={query} isEmpty={({ webhooks }) => webhooks.length === 0} empty={words.empty}>
        {({ webhooks }) => (
          <div className="form">
            {webhooks.map((endpoint) => (
              <WebhookPanel key={endpoint.id} endpoint={endpoint} />
            ))}
          </div>
        )}
      </Loaded>
      {isCreating && <NewWebhookDialog onClose={() => setCreating(false)} />}
    </>
  )
}
