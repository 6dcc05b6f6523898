import type { RowName } from '@kartu/core'

/** Where a band of ink stands in the label column, fractions of the card. */
export interface LabelPlace {
  readonly x0: number
  readonly x1: number
  readonly centreY: number
}

export interface LabelSlot {
  readonly row: RowName
  /** What cards print, as the line reader gives it (ktp-domain §3.2): capitals, `l` as `I`. */
  readonly prints: readonly string[]
  readonly x0: number
  readonly width: number
  readonly y: number
}

/** Height of capitals where no label says it, 0–1 of the card's height (Arial at 0.0328 em). */
export const USUAL_CAP = 0.0235
/** The label column in printed order (ktp-domain §3.2, §3.8); widths are those of the labels in Arial. */
export const LABEL_SLOTS: readonly LabelSlot[] = (
  [
    ['nik', ['NIK'], 0.045, 0.05, 0.24],
    ['name', ['NAMA'], 0.045, 0.055, 0.3],
    ['birth', ['TEMPAT/TGI IAHIR', 'TEMPAT TGI IAHIR'], 0.045, 0.154, 0.3435],
    ['gender', ['JENIS KEIAMIN'], 0.045, 0.128, 0.387],
    ['address', ['AIAMAT'], 0.045, 0.065, 0.4305],
    ['rtRw', ['RT/RW'], 0.075, 0.067, 0.474],
    ['village', ['KEI/DESA'], 0.075, 0.084, 0.5175],
    ['district', ['KECAMATAN'], 0.075, 0.104, 0.561],
    ['religion', ['AGAMA', 'KEPERCAYAAN'], 0.045, 0.065, 0.6045],
    ['marital', ['STATUS PERKAWINAN'], 0.045, 0.172, 0.648],
    ['occupation', ['PEKERJAAN'], 0.045, 0.09, 0.6915],
    ['nationality', ['KEWARGANEGARAAN'], 0.045, 0.168, 0.735],
    ['validUntil', ['BERIAKU HINGGA'], 0.045, 0.141, 0.7785],
  ] as const
).map(([row, prints, x0, width, y]) => ({ row, prints, x0, width, y }))
