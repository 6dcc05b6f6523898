import { Download, Trash2 } from 'lucide-react'
import { useState, type SyntheticEvent } from 'react'
import { useEraseCustomer, useExportCustomer, type DeskCustomer } from '../../api/customers.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Problem } from '../../parts/loaded.tsx'
import { Panel } from '../../parts/panel.tsx'
import { jsonFile, saveFile } from '../../parts/save-file.ts'
import { TextInput } from '../../parts/text-input.tsx'
import { useToast } from '../../parts/toasts.tsx'
import { useTexts } from '../../texts/texts-context.tsx'

/** What the law gives the customer: a copy of their data, and its erasure. */
export function DataPanel({ customer }: Pick<DeskCustomer, 'customer'>) {
  const { customers } = useTexts()
  const words = customers.detail
  const [isErasing, setErasing] = useState(false)
  const exportData = useExportCustomer(customer.id)
  const toast = useToast()
  return (
    <Panel title={words.data}>
      <div className="form">
        <p className="muted">{words.dataBody}</p>
        <div className="buttons">
          <Button
            isPending={exportData.isPending}
            onPress={() =>
              exportData.mutate(undefined, {
                onSuccess: (data) => {
                  saveFile(`${customer.id}.json`, jsonFile(data))
                  toast({ text: words.exported })
                },
              })
            }
          >
            <Download size={15} aria-hidden /> {words.export}
          </Button>
          {typeof customer.erasedAt !== 'string' && (
            <Button kind="danger" onPress={() => setErasing(true)}>
              <Trash2 size={15} aria-hidden /> {words.erase}
            </Button>
          )}
        </div>
        <Problem error={exportData.error} />
      </div>
      {isErasing && <EraseDialog customerId={customer.id} onClose={() => setErasing(false)} />}
    </Panel>
  )
}

interface EraseDialogProps {
  readonly customerId: string
  readonly onClose: () => void
}

/** What cannot be undone asks for a reason and a word typed out. */
function EraseDialog({ customerId, onClose }: EraseDialogProps) {
  const { customers, actions } = useTexts()
  const words = customers.detail
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState('')
  const erase = useEraseCustomer(customerId)
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    if (typed === words.eraseWord) erase.mutate(reason)
  }
  if (erase.data !== undefined) {
    const receipt = erase.data
    return (
      <Dialog title={words.receipt} onClose={onClose} isWide>
        <pre className="secret small">{JSON.stringify(receipt, null, 2)}</pre>
        <div className="buttons">
          <Button onPress={() => saveFile(`${customerId}-receipt.json`, jsonFile(receipt))}>
            <Download size={15} aria-hidden /> {words.receipt}
          </Button>
          <Button kind="primary" onPress={onClose}>
            {actions.done}
          </Button>
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog title={words.eraseTitle} onClose={onClose} isDismissable={false}>
      <form className="form" onSubmit={submit}>
        <p className="notice bad">{words.eraseBody}</p>
        <TextInput label={words.eraseReason} value={reason} onChange={setReason} isRequired autoFocus />
        <TextInput label={words.eraseConfirm(words.eraseWord)} value={typed} onChange={setTyped} isRequired />
        <Problem error={erase.error} />
        <div className="buttons">
          <Button type="submit" kind="bad" isDisabled={typed !== words.eraseWord} isPending={erase.isPending}>
            {words.erase2}
          </Button>
          <Button kind="quiet" onPress={onClose}>
            {actions.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
