/** The 16 fields of a KTP, by their wire names, in printed order. */
export const FIELD_NAMES = [
  'nik',
  'fullName',
  'placeOfBirth',
  'dateOfBirth',
  'gender',
  'bloodType',
  'address',
  'rtRw',
  'kelurahan',
  'kecamatan',
  'religion',
  'maritalStatus',
  'occupation',
  'nationality',
  'validUntil',
  'issueDate',
] as const

export type FieldName = (typeof FIELD_NAMES)[number]
