import type { DeskCustomerResponse, ErasureResponse } from '@kartu/contract'
import { useQuery } from '@tanstack/react-query'
import { Download, Trash2 } from 'lucide-react'
import { useState, type SyntheticEvent } from 'react'
import { receiptQuery, useEraseCustomer, useExportCustomer } from '../../api/customers.ts'
import { useSession } from '../../api/session.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Instant } from '../../parts/instant.tsx'
import { Loaded, Problem } from '../../parts/loaded.tsx'
import { Panel } from '../../parts/panel.tsx'
import { jsonFile, saveFile } from '../../parts/save-file.ts'
import { TextInput } from '../../parts/text-input.tsx'
import { useToast } from '../../parts/toasts.tsx'
import { useTexts } from '../../texts/texts-context.tsx'

interface DataPanelProps {
  readonly customer: DeskCustomerResponse['customer']
}

/** What the law gives the customer: a copy of their data, its erasure, and the receipt of it. */
export function DataPanel({ customer }: DataPanelProps) {
  const { customers } = useTexts()
  const words = customers.detail
  const { user } = useSession()
  return (
    <Panel title={words.data}>
      {customer.erasedAt !== null ? (
        <KeptReceipt customerId={customer.id} />
      ) : user.role === 'administrator' ? (
        <DataActions customer={customer} />
      ) : (
        <p className="muted">{words.dataBody}</p>
      )}
    </Panel>
  )
}

function KeptReceipt({ customerId }: { readonly customerId: string }) {
  const query = useQuery(receiptQuery(customerId))
  return <Loaded query={query}>{(found) => <Receipt customerId={customerId} found={found} />}</Loaded>
}

interface ReceiptProps {
  readonly customerId: string
  readonly found: ErasureResponse
}

/** What was destroyed and what stays, as the signed statement says; the file holds the signature. */
function Receipt({ customerId, found }: ReceiptProps) {
  const words = useTexts().customers.detail
  const { statement } = found.receipt
  return (
    <div className="form">
      <p className="muted">
        {words.erased} <Instant at={statement.erasedAt} /> · {statement.reason}
      </p>
      {(['destroyed', 'kept'] as const).map((part) => (
        <div key={part}>
          <h3>{words[part]}</h3>
          <ul className="list" lang="en">
            {statement[part].map(({ what, why }) => (
              <li key={what}>
                <span>{what}</span> <span className="small muted">{why}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <div className="buttons">
        <Button onPress={() => saveFile(`${customerId}-receipt.json`, jsonFile(found.receipt))}>
          <Download size={15} aria-hidden /> {words.receipt}
        </Button>
      </div>
    </div>
  )
}

function DataActions({ customer }: DataPanelProps) {
  const words = useTexts().customers.detail
  const [isErasing, setErasing] = useState(false)
  const exportData = useExportCustomer(customer.id)
  const toast = useToast()
  return (
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
        <Button kind="danger" onPress={() => setErasing(true)}>
          <Trash2 size={15} aria-hidden /> {words.erase}
        </Button>
      </div>
      <Problem error={exportData.error} />
      {isErasing && <EraseDialog customerId={customer.id} onClose={() => setErasing(false)} />}
    </div>
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
    if (typed === words.eraseWord) erase.mutate(reason, { onSuccess: onClose })
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
