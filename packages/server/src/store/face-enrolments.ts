import type { Db, FaceEnrolmentRow, Tx } from './tables.ts'

export interface NewFaceEnrolment {
  readonly id: string
  readonly customerId: string
  readonly bundleId: string
  readonly verificationId: string
  readonly modelId: string
  readonly fallbackStub: boolean
  /** The embedding from `keys.sealForCustomer`; null exactly for a stub. */
  readonly sealedTemplate: Uint8Array | null
  readonly createdAtMs: number
}

/** Stores the face reference of a verification. */
export async function insertFaceEnrolment(
  tx: Tx,
  organisationId: string,
  { createdAtMs, ...fields }: NewFaceEnrolment,
): Promise<void> {
  await tx
    .insertInto('faceEnrolments')
    .values({ ...fields, organisationId, createdAt: new Date(createdAtMs) })
    .execute()
}

/** Undefined when no face was enrolled. */
export const findFaceEnrolmentOfVerification = (
  db: Db,
  organisationId: string,
  verificationId: string,
): Promise<FaceEnrolmentRow | undefined> =>
  db
    .selectFrom('faceEnrolments')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('verificationId', '=', verificationId)
    .executeTakeFirst()

/** Faces of other customers that the same model described, the newest first. */
export const listOtherTemplates = (
  db: Db,
  {
    organisationId,
    customerId,
    modelId,
  }: Pick<FaceEnrolmentRow, 'organisationId' | 'customerId' | 'modelId'>,
  limit: number,
): Promise<Pick<FaceEnrolmentRow, 'id' | 'customerId' | 'sealedTemplate'>[]> =>
  db
    .selectFrom('faceEnrolments')
    .select(['id', 'customerId', 'sealedTemplate'])
    .where('organisationId', '=', organisationId)
    .where('customerId', '<>', customerId)
    .where('modelId', '=', modelId)
    .where('sealedTemplate', 'is not', null)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
