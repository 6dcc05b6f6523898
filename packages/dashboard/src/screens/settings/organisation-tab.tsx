import { useQuery } from '@tanstack/react-query'
import { useState, type SyntheticEvent } from 'react'
import { useSession } from '../../api/session.ts'
import type { OrganisationSettings } from '@kartu/contract'
import { organisationQuery, useChangeOrganisation } from '../../api/settings.ts'
import { Button } from '../../parts/button.tsx'
import { Check } from '../../parts/check.tsx'
import { Choice } from '../../parts/choice.tsx'
import { Loaded, Problem } from '../../parts/loaded.tsx'
import { Panel } from '../../parts/panel.tsx'
import { TextInput } from '../../parts/text-input.tsx'
import { useToast } from '../../parts/toasts.tsx'
import { useTexts } from '../../texts/texts-context.tsx'

export function OrganisationTab() {
  const query = useQuery(organisationQuery)
  return <Loaded query={query}>{({ organisation }) => <OrganisationForm settings={organisation} />}</Loaded>
}

function OrganisationForm({ settings }: { readonly settings: OrganisationSettings }) {
  const { settings: all, actions } = useTexts()
  const words = all.organisation
  const { user } = useSession()
  const [draft, setDraft] = useState(settings)
  const [origins, setOrigins] = useState(settings.clientTokenOrigins.join('\n'))
  const change = useChangeOrganisation()
  const toast = useToast()
  const edit = (part: Partial<OrganisationSettings>): void => setDraft({ ...draft, ...part })
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    const clientTokenOrigins = origins
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
    change.mutate({ ...draft, clientTokenOrigins }, { onSuccess: () => toast({ text: actions.saved }) })
  }
  return (
    <form className="settings-form" onSubmit={submit}>
      <Panel title={words.capture}>
        <div className="form">
          <div className="check-with-hint">
            <Check isSelected={draft.requireFlash} onChange={(requireFlash) => edit({ requireFlash })}>
              {words.requireFlash}
            </Check>
            <span className="hint">{words.requireFlashHint}</span>
          </div>
          <div>
            <Choice
              label={words.palette}
              value={draft.palette}
              options={[
                { value: 'standard', label: words.palettes.standard },
                { value: 'calm', label: words.palettes.calm },
              ]}
              onChange={(palette) => edit({ palette })}
            />
            <p className="small muted">{words.paletteHint}</p>
          </div>
          <TextInput
            label={words.origins}
            hint={words.originsHint}
            rows={3}
            value={origins}
            onChange={setOrigins}
          />
        </div>
      </Panel>
      <Panel title={words.review}>
        <div className="check-with-hint">
          <Check
            isSelected={draft.fourEyesOverride}
            onChange={(fourEyesOverride) => edit({ fourEyesOverride })}
          >
            {words.fourEyes}
          </Check>
          <span className="hint">{words.fourEyesHint}</span>
        </div>
      </Panel>
      <Panel title={words.retention}>
        <div className="pair">
          <TextInput
            label={words.kycValidDays}
            type="number"
            value={String(draft.kycValidDays)}
            onChange={(days) => edit({ kycValidDays: Number(days) })}
            isRequired
          />
          <TextInput
            label={words.retentionDays}
            hint={words.retentionHint}
            type="number"
            value={draft.retentionDays === null ? '' : String(draft.retentionDays)}
            onChange={(days) => edit({ retentionDays: days === '' ? null : Number(days) })}
          />
        </div>
      </Panel>
      <Problem error={change.error} />
      {user.role === 'administrator' && (
        <div className="buttons">
          <Button type="submit" kind="primary" isPending={change.isPending}>
            {actions.save}
          </Button>
        </div>
      )}
    </form>
  )
}
