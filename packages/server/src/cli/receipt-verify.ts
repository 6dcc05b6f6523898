import { readFile } from 'node:fs/promises'
import { isReceiptIntact, type ErasureReceipt } from '../data-rights/erasure-receipt.ts'
import { requiredText } from './arguments.ts'
import type { Command } from './command.ts'

/** `kartu receipt verify`: needs neither database nor keys, so that anyone who holds a receipt can check it. */
export const receiptVerify: Command = {
  name: 'receipt verify',
  summary:
    'Check the signature of an erasure receipt, offline; exits 1 when it says what its key did not sign.',
  usage: '--file <receipt.json>',
  options: { file: { type: 'string' } },
  async run({ values, print }) {
    const text = await readFile(requiredText(values, 'file'), 'utf8')
    const document = JSON.parse(text) as ErasureReceipt | { readonly receipt: ErasureReceipt }
    const receipt = 'receipt' in document ? document.receipt : document
    const isIntact = isReceiptIntact(receipt)
    print(
      `${receipt.statement.customerId}\t${receipt.statement.erasedAt}\t${isIntact ? 'intact' : 'NOT SIGNED BY ITS KEY'}`,
    )
    print(`key\t${receipt.publicKey}`)
    return isIntact ? 0 : 1
  },
}
