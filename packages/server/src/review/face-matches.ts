import { setImmediate } from 'node:timers/promises'
import { faceDistance } from '@kartu/vision'
import { listOtherTemplates } from '../store/face-enrolments.ts'
import type { StoreContext } from '../store/store-context.ts'
import type { FaceEnrolmentRow } from '../store/tables.ts'
import { TEMPLATE_KIND } from '../verify/store-verdict.ts'

/** Genuine pairs of the synthetic portraits stay below 0.3, others above 0.49. */
const SAME_FACE_BELOW = 0.4
const MATCHES_MAX = 5
/** The newest so many faces are compared: opening each costs time, and a case must open at once. */
const COMPARED_MAX = 3000
/** Between two looks at other requests. */
const BATCH = 200

export interface FaceMatchFound {
  readonly customerId: string
  /** 0–1; 1 is the same picture. */
  readonly similarity: number
}

/** Other customers of the organisation whose newest cards show the same face, the most alike first. Null: the face can't be compared. */
export async function findFaceMatches(
  ctx: StoreContext,
  enrolment: FaceEnrolmentRow,
): Promise<readonly FaceMatchFound[] | null> {
  const { organisationId, customerId, sealedTemplate } = enrolment
  if (sealedTemplate === null) return null
  const own = await openTemplates(ctx, organisationId, [enrolment])
  const template = own.get(enrolment.id)
  if (template === undefined) return null
  const others = await listOtherTemplates(ctx.db, enrolment, COMPARED_MAX)
  const nearest = new Map<string, number>()
  for (let from = 0; from < others.length; from += BATCH) {
    const batch = others.slice(from, from + BATCH)
    const opened = await openTemplates(ctx, organisationId, batch)
    for (const other of batch) {
      const face = opened.get(other.id)
      if (face === undefined || other.customerId === customerId) continue
      const distance = faceDistance(template, face)
      if (distance < Math.min(SAME_FACE_BELOW, nearest.get(other.customerId) ?? SAME_FACE_BELOW)) {
        nearest.set(other.customerId, distance)
      }
    }
    await setImmediate()
  }
  return [...nearest]
    .toSorted(([, a], [, b]) => a - b)
    .slice(0, MATCHES_MAX)
    .map(([id, distance]) => ({ customerId: id, similarity: 1 - distance }))
}

async function openTemplates(
  { db, keys }: StoreContext,
  organisationId: string,
  rows: readonly Pick<FaceEnrolmentRow, 'id' | 'customerId' | 'sealedTemplate'>[],
): Promise<ReadonlyMap<string, Float32Array>> {
  const records = rows.flatMap(({ id, customerId, sealedTemplate: sealed }) =>
    sealed === null ? [] : [{ customerId, recordId: id, sealed }],
  )
  const opened = await keys.openForCustomers(db, organisationId, TEMPLATE_KIND, records)
  return new Map([...opened].map(([id, bytes]) => [id, new Float32Array(Uint8Array.from(bytes).buffer)]))
}
