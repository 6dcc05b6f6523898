import { Button } from '../../parts/button.tsx'
import { Secret } from '../../parts/secret.tsx'
import { useTexts } from '../../texts/texts-context.tsx'

export interface FirstPasswordNoticeProps {
  readonly password: string
  readonly onClose: () => void
}

export function FirstPasswordNotice({ password, onClose }: FirstPasswordNoticeProps) {
  const { users: words, actions } = useTexts()
  return (
    <div className="form">
      <Secret label={words.firstPassword} value={password} />
      <p className="muted">{words.firstPasswordBody}</p>
      <div className="buttons">
        <Button kind="primary" onPress={onClose}>
          {actions.done}
        </Button>
      </div>
    </div>
  )
}
