import type { Operation } from '../../operation.ts'
import { claimReview } from './claim-review.ts'
import { countReviews } from './count-reviews.ts'
import { exportAudit } from './export-audit.ts'
import { getDeskCustomer } from './get-desk-customer.ts'
import { getEvidencePicture } from './get-evidence-picture.ts'
import { getFace } from './get-face.ts'
import { getFrame } from './get-frame.ts'
import { getLine } from './get-line.ts'
import { getOverview } from './get-overview.ts'
import { getReview } from './get-review.ts'
import { listAudit } from './list-audit.ts'
import { listDeskCustomers } from './list-desk-customers.ts'
import { listReviews } from './list-reviews.ts'
import { openView } from './open-view.ts'
import { releaseReview } from './release-review.ts'
import { searchCustomers } from './search-customers.ts'
import { verifyAudit } from './verify-audit.ts'
import { watchQueue } from './watch-queue.ts'

/** Queue, case, pictures, customers, audit log, overview. */
export const REVIEW_OPERATIONS: readonly Operation[] = [
  listReviews,
  countReviews,
  getReview,
  claimReview,
  releaseReview,
  openView,
  getFrame,
  getEvidencePicture,
  getLine,
  getFace,
  listDeskCustomers,
  searchCustomers,
  getDeskCustomer,
  listAudit,
  exportAudit,
  verifyAudit,
  getOverview,
  watchQueue,
]
