import type { Operation } from '../operation.ts'
import { ACCESS_OPERATIONS } from './desk/access-operations.ts'
import { DECISION_OPERATIONS } from './desk/decision-operations.ts'
import { DATA_RIGHTS_OPERATIONS } from './data-rights/data-rights-operations.ts'
import { SETTINGS_OPERATIONS } from './settings/settings-operations.ts'
import { WEBHOOK_OPERATIONS } from './webhooks/webhook-operations.ts'
import { REVIEW_OPERATIONS } from './desk/review-operations.ts'
import { createCustomer } from './create-customer.ts'
import { getCustomer } from './get-customer.ts'
import { getKtpBundle } from './get-ktp-bundle.ts'
import { getKyc } from './get-kyc.ts'
import { getVerification } from './get-verification.ts'
import { issueChallenge } from './issue-challenge.ts'
import { issueClientToken } from './issue-client-token.ts'
import { listCustomers } from './list-customers.ts'
import { registerDevice } from './register-device.ts'
import { submitCapture } from './submit-capture.ts'
import { verifyNik } from './verify-nik.ts'

/** Every operation the API serves; a test compares the list with the contract's route table. */
export const OPERATIONS: readonly Operation[] = [
  issueChallenge,
  submitCapture,
  createCustomer,
  getCustomer,
  listCustomers,
  getKyc,
  verifyNik,
  issueClientToken,
  registerDevice,
  getVerification,
  getKtpBundle,
  ...WEBHOOK_OPERATIONS,
  ...SETTINGS_OPERATIONS,
  ...DATA_RIGHTS_OPERATIONS,
  ...ACCESS_OPERATIONS,
  ...REVIEW_OPERATIONS,
  ...DECISION_OPERATIONS,
]
