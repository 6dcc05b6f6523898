import { useMemo, useState } from 'react'
import { encode } from 'uqr'
import { useConfirmTotp, useOfferTotp, useStopTotp } from '../../api/account.ts'
import type { TotpOffer } from '@kartu/contract'
import { useSession } from '../../api/session.ts'
import { Button } from '../../parts/button.tsx'
import { Chip } from '../../parts/chip.tsx'
import { Problem } from '../../parts/loaded.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Secret } from '../../parts/secret.tsx'
import { TextInput } from '../../parts/text-input.tsx'
import { useTexts } from '../../texts/texts-context.tsx'

/** A second step at sign-in: a stolen password alone opens nothing. */
export function TotpPanel() {
  const { account: words, users } = useTexts()
  const { user } = useSession()
  const offer = useOfferTotp()
  const [isStopping, setStopping] = useState(false)
  return (
    <Panel
      title={words.totp}
      aside={<Chip tone={user.totpEnabled ? 'good' : 'warn'}>{user.totpEnabled ? users.on : users.off}</Chip>}
    >
      <div className="form">
        <p className="muted">{user.totpEnabled ? words.totpOn : words.totpOff}</p>
        {user.totpEnabled ? (
          isStopping ? (
            <StopForm onDone={() => setStopping(false)} />
          ) : (
            <div className="buttons">
              <Button kind="danger" onPress={() => setStopping(true)}>
                {words.totpStop}
              </Button>
            </div>
          )
        ) : offer.data === undefined ? (
          <div className="buttons">
            <Button kind="primary" isPending={offer.isPending} onPress={() => offer.mutate()}>
              {words.totpStart}
            </Button>
          </div>
        ) : (
          <ConfirmForm offer={offer.data} onDone={offer.reset} />
        )}
        <Problem error={offer.error} />
      </div>
    </Panel>
  )
}

function ConfirmForm({ offer, onDone }: { readonly offer: TotpOffer; readonly onDone: () => void }) {
  const { account: words } = useTexts()
  const [code, setCode] = useState('')
  const confirm = useConfirmTotp()
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        confirm.mutate(code, { onSuccess: onDone })
      }}
    >
      <p>{words.totpScan}</p>
      <div className="totp">
        <SquareCode text={offer.uri} label={words.totpCodeLabel} />
        <div className="form">
          <Secret label={words.totpSecret} value={offer.secret} />
          <TextInput
            label={words.totpCode}
            value={code}
            onChange={setCode}
            inputMode="numeric"
            autoComplete="one-time-code"
            isRequired
          />
        </div>
      </div>
      <Problem error={confirm.error} />
      <div className="buttons">
        <Button type="submit" kind="primary" isPending={confirm.isPending}>
          {words.totpStart}
        </Button>
      </div>
    </form>
  )
}

/** Dark squares on white in both themes: scanners want it so. */
function SquareCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, path } = useMemo(() => {
    const { data, size: modules } = encode(text, { border: 2 })
    const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    return { size: modules, path: squares.join('') }
  }, [text])
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

function StopForm({ onDone }: { readonly onDone: () => void }) {
  const { account: words, actions } = useTexts()
  const [password, setPassword] = useState('')
  const stop = useStopTotp()
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        stop.mutate(password, { onSuccess: onDone })
      }}
    >
      <p className="notice warn">{words.totpStopBody}</p>
      <TextInput
        label={words.currentPassword}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        isRequired
      />
      <Problem error={stop.error} />
      <div className="buttons">
        <Button type="submit" kind="bad" isPending={stop.isPending}>
          {words.totpStop}
        </Button>
        <Button kind="quiet" onPress={onDone}>
          {actions.cancel}
        </Button>
      </div>
    </form>
  )
}
