import type { Operation } from '../../operation.ts'
import { eraseCustomer } from './erase-customer.ts'
import { exportCustomer } from './export-customer.ts'
import { getErasureReceipt } from './get-erasure-receipt.ts'

/** What a person may ask of what is kept about them. */
export const DATA_RIGHTS_OPERATIONS: readonly Operation[] = [exportCustomer, eraseCustomer, getErasureReceipt]
