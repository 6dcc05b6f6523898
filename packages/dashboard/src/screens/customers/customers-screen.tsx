import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Customer } from '@kartu/contract'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { customersQuery } from '../../api/customers.ts'
import { Button } from '../../parts/button.tsx'
import { Chip } from '../../parts/chip.tsx'
import { Instant } from '../../parts/instant.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { TextInput } from '../../parts/text-input.tsx'
import { useTexts } from '../../texts/texts-context.tsx'
import { TableFrame } from '../../parts/table-frame.tsx'
import './customers.css'

/** What was searched stays out of the page's address: it may be a name or a NIK. */
export function CustomersScreen() {
  const { customers: words, actions } = useTexts()
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState('')
  const list = useInfiniteQuery(customersQuery(q))
  const rows = list.data?.pages.flatMap((page) => page.customers)
  return (
    <>
      <PageHead title={words.title} />
      <search>
        <form
          className="customer-search"
          onSubmit={(event) => {
            event.preventDefault()
            setQ(typed.trim())
          }}
        >
          <TextInput label={words.search} placeholder={words.searchHint} value={typed} onChange={setTyped} />
          <Button type="submit" kind="primary">
            <Search size={15} aria-hidden /> {words.search}
          </Button>
        </form>
      </search>
      <section className="panel" aria-label={words.title}>
        <Loaded
          query={{ ...list, data: rows }}
          isEmpty={(found) => found.length === 0}
          empty={q === '' ? words.start : words.empty}
        >
          {(found) => <CustomerTable rows={found} />}
        </Loaded>
        {list.hasNextPage && (
          <div className="queue-more">
            <Button onPress={() => void list.fetchNextPage()} isPending={list.isFetchingNextPage}>
              {actions.more}
            </Button>
          </div>
        )}
      </section>
    </>
  )
}

function CustomerTable({ rows }: { readonly rows: readonly Customer[] }) {
  const { customers: words, queue, levels } = useTexts()
  const { columns } = words
  return (
    <TableFrame>
      <table className="rows queue">
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col">{columns.externalId}</th>
            <th scope="col">{columns.level}</th>
            <th scope="col">{columns.expires}</th>
            <th scope="col">{columns.created}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((customer) => (
            <tr key={customer.id}>
              <th scope="row">
                <Link to="/customers/$customerId" params={{ customerId: customer.id }} className="row-link">
                  {customer.fullName ?? <span className="muted">{queue.unnamed}</span>}
                </Link>
              </th>
              <td className="mono">{customer.externalId ?? customer.id}</td>
              <td>
                <Chip tone={customer.kycLevel === 'none' ? 'neutral' : 'good'}>
                  {levels[customer.kycLevel] ?? customer.kycLevel}
                </Chip>
              </td>
              <td>
                {customer.kycExpiresAt === null ? '–' : <Instant at={customer.kycExpiresAt} style="date" />}
              </td>
              <td>
                <Instant at={customer.createdAt} style="date" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  )
}
