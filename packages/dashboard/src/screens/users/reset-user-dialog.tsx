import type { DeskUser } from '@kartu/contract'
import { useResetUser } from '../../api/users.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Problem } from '../../parts/loaded.tsx'
import { useTexts } from '../../texts/texts-context.tsx'
import { FirstPasswordNotice } from './first-password-notice.tsx'

export interface ResetUserDialogProps {
  readonly user: DeskUser
  readonly onClose: () => void
}

export function ResetUserDialog({ user, onClose }: ResetUserDialogProps) {
  const { users: words, actions } = useTexts()
  const reset = useResetUser()
  return (
    <Dialog title={`${words.reset}: ${user.name}`} onClose={onClose} isDismissable={reset.data === undefined}>
      {reset.data === undefined ? (
        <div className="form">
          <p>{words.resetBody}</p>
          <Problem error={reset.error} />
          <div className="buttons">
            <Button kind="bad" isPending={reset.isPending} onPress={() => reset.mutate(user.id)}>
              {words.reset}
            </Button>
            <Button kind="quiet" onPress={onClose} autoFocus>
              {actions.cancel}
            </Button>
          </div>
        </div>
      ) : (
        <FirstPasswordNotice password={reset.data.firstPassword} onClose={onClose} />
      )}
    </Dialog>
  )
}
