import { useNavigate } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Choice } from '../../parts/choice.tsx'
import { TextInput } from '../../parts/text-input.tsx'
import { useTexts } from '../../texts/texts-context.tsx'
import { isFiltered, type QueueSearch } from './queue-search.ts'

type FilterName = Exclude<keyof QueueSearch, 'state'>

export interface QueueFiltersProps {
  readonly search: QueueSearch
  readonly customer: string
  readonly onCustomer: (customer: string) => void
}

export function QueueFilters({ search, customer, onCustomer }: QueueFiltersProps) {
  const { queue, tiers, voterNames, actions } = useTexts()
  const navigate = useNavigate()
  const [typed, setTyped] = useState(customer)
  const filter = (name: FilterName, value: string): void => {
    const { [name]: _replaced, ...others } = search
    void navigate({ to: '/reviews', search: { ...others, ...(value === '' ? {} : { [name]: value }) } })
  }
  const anyOr = (names: Readonly<Record<string, string>>) => [
    { value: '', label: queue.any },
    ...Object.entries(names).map(([value, label]) => ({ value, label })),
  ]
  return (
    <search className="queue-filters" aria-label={queue.filters}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onCustomer(typed.trim())
        }}
      >
        <TextInput
          label={queue.customer}
          placeholder={queue.customerHint}
          value={typed}
          onChange={setTyped}
          onBlur={() => onCustomer(typed.trim())}
        />
      </form>
      <Choice
        label={queue.failedVoter}
        value={search.failedVoter ?? ''}
        options={anyOr(voterNames)}
        onChange={(value) => filter('failedVoter', value)}
      />
      <Choice
        label={queue.tier}
        value={search.tier ?? ''}
        options={anyOr(tiers)}
        onChange={(value) => filter('tier', value)}
      />
      <TextInput
        label={queue.from}
        type="date"
        value={search.from ?? ''}
        onChange={(value) => filter('from', value)}
      />
      <TextInput
        label={queue.to}
        type="date"
        value={search.to ?? ''}
        onChange={(value) => filter('to', value)}
      />
      {(isFiltered(search) || customer !== '') && (
        <Button
          kind="quiet"
          onPress={() => {
            setTyped('')
            onCustomer('')
            void navigate({
              to: '/reviews',
              search: search.state === undefined ? {} : { state: search.state },
            })
          }}
        >
          <X size={15} aria-hidden /> {actions.clear}
        </Button>
      )}
    </search>
  )
}
