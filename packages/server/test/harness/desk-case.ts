import type { CaptureResponse } from '@kartu/contract'
import { CAPTURE, signedCapture, type TestService } from './test-service.ts'

/** A capture that lands in the queue: without a flash, judged by voters that all abstain. Answers its bundle and verification. */
export async function captureForReview(
  kartu: TestService,
  { customerId = kartu.seeded.customerId }: { readonly customerId?: string } = {},
): Promise<{ readonly bundleId: string; readonly verificationId: string }> {
  const order = {
    customerId,
    secret: kartu.seeded.issued.captureSecret,
    nowMs: kartu.store.clock.nowMs(),
  }
  const answer = await kartu.post(CAPTURE, await signedCapture(order))
  if (answer.status !== 201) throw new Error(`the capture was not taken: ${answer.status}`)
  const { ktpBundle, verification } = answer.json as unknown as CaptureResponse
  return { bundleId: ktpBundle.id, verificationId: verification.id }
}

/** What the audit log says of a subject, oldest first. */
export async function auditOf(
  kartu: TestService,
  subject: string,
): Promise<readonly { readonly action: string; readonly actor: string; readonly details: object }[]> {
  return kartu.store.ctx.db
    .selectFrom('auditLog')
    .select(['action', 'actor', 'details'])
    .where('subject', '=', subject)
    .orderBy('sequence')
    .execute()
}
