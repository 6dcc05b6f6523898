import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { useTexts } from '../../texts/texts-context.tsx'

export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const { queue, actions } = useTexts()
  return (
    <Dialog title={queue.help.title} onClose={onClose}>
      <p className="muted">{queue.help.body}</p>
      <dl className="shortcuts">
        {queue.help.rows.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <div className="buttons">
        <Button kind="primary" onPress={onClose} autoFocus>
          {actions.close}
        </Button>
      </div>
    </Dialog>
  )
}
