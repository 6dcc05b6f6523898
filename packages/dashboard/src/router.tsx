import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { EmptyState, ErrorState } from './parts/loaded.tsx'
import { AccountScreen } from './screens/account/account-screen.tsx'
import { AuditScreen } from './screens/audit/audit-screen.tsx'
import { CaseScreen } from './screens/case/case-screen.tsx'
import { CustomerScreen } from './screens/customers/customer-screen.tsx'
import { CustomersScreen } from './screens/customers/customers-screen.tsx'
import { parseQueueSearch } from './screens/queue/queue-search.ts'
import { ProposalsScreen } from './screens/queue/proposals-screen.tsx'
import { QueueScreen } from './screens/queue/queue-screen.tsx'
import { KeysTab } from './screens/settings/keys-tab.tsx'
import { OrganisationTab } from './screens/settings/organisation-tab.tsx'
import { SettingsScreen } from './screens/settings/settings-screen.tsx'
import { WebhooksTab } from './screens/settings/webhooks-tab.tsx'
import { UsersScreen } from './screens/users/users-screen.tsx'
import { DeskShell } from './shell/desk-shell.tsx'
import { useTexts } from './texts/texts-context.tsx'

const root = createRootRoute({
  component: DeskShell,
  notFoundComponent: NotFound,
  errorComponent: Failed,
})
const at = <P extends string>(path: P) => ({ getParentRoute: () => root, path }) as const

const home = createRoute({
  ...at('/'),
  beforeLoad: () => {
    throw redirect({ to: '/reviews' })
  },
})
const reviews = createRoute({ ...at('/reviews'), component: QueueScreen, validateSearch: parseQueueSearch })
const review = createRoute({ ...at('/reviews/$bundleId'), component: CaseScreen })
const proposals = createRoute({ ...at('/proposals'), component: ProposalsScreen })
const customers = createRoute({ ...at('/customers'), component: CustomersScreen })
const customer = createRoute({ ...at('/customers/$customerId'), component: CustomerScreen })
const audit = createRoute({ ...at('/audit'), component: AuditScreen })
const overview = createRoute({
  ...at('/overview'),
  // Plots are half of all the code: whoever reviews cases does not wait for them.
  component: lazyRouteComponent(() => import('./screens/overview/overview-screen.tsx'), 'OverviewScreen'),
})
const settings = createRoute({ ...at('/settings'), component: SettingsScreen })
const inSettings = <P extends string>(path: P) => ({ getParentRoute: () => settings, path }) as const
const settingsHome = createRoute({
  ...inSettings('/'),
  beforeLoad: () => {
    throw redirect({ to: '/settings/organisation' })
  },
})
const organisation = createRoute({ ...inSettings('/organisation'), component: OrganisationTab })
const keys = createRoute({ ...inSettings('/api-keys'), component: KeysTab })
const webhooks = createRoute({ ...inSettings('/webhooks'), component: WebhooksTab })
const policy = createRoute({
  ...inSettings('/policy'),
  component: lazyRouteComponent(() => import('./screens/settings/policy-tab.tsx'), 'PolicyTab'),
})
const users = createRoute({ ...at('/users'), component: UsersScreen })
const account = createRoute({ ...at('/account'), component: AccountScreen })

export const router = createRouter({
  basepath: '/desk',
  routeTree: root.addChildren([
    home,
    reviews,
    review,
    proposals,
    customers,
    customer,
    audit,
    overview,
    settings.addChildren([settingsHome, organisation, keys, webhooks, policy]),
    users,
    account,
  ]),
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

function Failed({ error }: { readonly error: unknown }) {
  return <ErrorState error={error instanceof Error ? error : new Error(String(error))} />
}

function NotFound() {
  const { states } = useTexts()
  return <EmptyState title={states.notFound} />
}
