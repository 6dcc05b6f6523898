import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowRight } from 'lucide-react'
import { reviewsQuery } from '../../api/reviews.ts'
import { useTexts } from '../../texts/texts-context.tsx'

/** The way on: whoever waits longest and is nobody else's. */
export function NextCase({ afterBundleId }: { readonly afterBundleId: string }) {
  const { review } = useTexts()
  const { data } = useInfiniteQuery(reviewsQuery({}))
  const next = data?.pages[0]?.reviews.find(
    ({ bundleId, claim }) => bundleId !== afterBundleId && (claim === null || claim.mine),
  )
  if (next === undefined) return null
  return (
    <Link id="next-case" to="/reviews/$bundleId" params={{ bundleId: next.bundleId }} className="button">
      {review.next} <ArrowRight size={15} aria-hidden />
    </Link>
  )
}
