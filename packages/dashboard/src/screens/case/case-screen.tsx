import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { reviewQuery } from '../../api/reviews.ts'
import { EmptyState, Loaded } from '../../parts/loaded.tsx'
import { KartuApiError } from '@kartu/contract/client'
import { useTexts } from '../../texts/texts-context.tsx'
import { CaseView } from './case-view.tsx'
import './case.css'

const route = getRouteApi('/reviews/$bundleId')
const NOT_FOUND = 404

export function CaseScreen() {
  const { bundleId } = route.useParams()
  const { states } = useTexts()
  const query = useQuery(reviewQuery(bundleId))
  if (query.error instanceof KartuApiError && query.error.status === NOT_FOUND) {
    return <EmptyState title={states.codes['not_found'] ?? states.notFound} />
  }
  return <Loaded query={query}>{(review) => <CaseView key={bundleId} review={review} />}</Loaded>
}
