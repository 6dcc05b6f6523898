import { Copy, CopyCheck } from 'lucide-react'
import { useState } from 'react'
import { useTexts } from '../texts/texts-context.tsx'
import { Button } from './button.tsx'

/** A secret that is shown this once, to be copied. */
export function Secret({ value, label }: { readonly value: string; readonly label: string }) {
  const { actions } = useTexts()
  const [isCopied, setCopied] = useState(false)
  const copy = (): void => {
    void navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  return (
    <div className="field">
      <span className="label">{label}</span>
      <div className="secret">
        <code>{value}</code>
        <Button kind="quiet" onPress={copy}>
          {isCopied ? <CopyCheck size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
          {isCopied ? actions.copied : actions.copy}
        </Button>
      </div>
    </div>
  )
}
