import type { Json, Bytes } from './column-types.ts'

/** The tables of `sql/0007-data-rights.sql`. */
export interface DataRightsTables {
  receiptKeys: ReceiptKeysTable
  erasureReceipts: ErasureReceiptsTable
}

interface ReceiptKeysTable {
  organisationId: string
  publicKey: Bytes
  sealedPrivateKey: Bytes
  createdAt: Date
}

interface ErasureReceiptsTable {
  customerId: string
  organisationId: string
  receipt: Json
  createdAt: Date
}
