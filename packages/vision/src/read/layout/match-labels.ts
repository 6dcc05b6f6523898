import { editDistance, type RowName } from '@kartu/core'

/** A band of ink in the label column: one printed label, or something else. Positions are fractions of the card. */
export interface LabelBand {
  readonly x0: number
  readonly x1: number
  readonly centreY: number
  /** What was read there, in capitals; what follows a colon is not the label's. */
  readonly text: string
}

interface LabelSlot {
  readonly row: RowName
  /** What cards print, as the line reader gives it (ktp-domain §3.2): capitals, `l` as `I`. */
  readonly prints: readonly string[]
  readonly x0: number
  readonly width: number
  readonly y: number
}

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

/** A text of which every character is wrong costs this much; half of them wrong about as much as leaving the slot out. */
const TEXT_COST = 2
/** Places vary between prints and are only weak evidence beside the text: at most this each. */
const MOST_GEOMETRY_COST = 0.25
const WIDTH_TOLERANCE = 0.08
const START_TOLERANCE = 0.06
/** Rows may be pushed down by wrapped lines, hardly up. */
const UP_TOLERANCE = 0.05
const DOWN_TOLERANCE = 0.2
const SKIP_COST = 0.9

/**
 * Assigns ink bands of the label column, top to bottom, to the known labels by what they say: which row a line belongs to is then
 * known however many wrapped lines pushed it down, and whatever the print's face and indents are. Returns one entry a slot of
 * `LABEL_SLOTS`: the index of its band, or −1 where the label was not seen.
 */
export function matchLabels(bands: readonly LabelBand[]): readonly number[] {
  const slots = LABEL_SLOTS.length
  const cost: Float64Array[] = []
  const choice: Uint8Array[] = []
  for (let i = 0; i <= bands.length; i++) {
    const row = new Float64Array(slots + 1)
    const picked = new Uint8Array(slots + 1)
    for (let j = 0; j <= slots; j++) {
      if (i === 0 || j === 0) {
        row[j] = (i + j) * SKIP_COST
        picked[j] = i === 0 ? 2 : 1
        continue
      }
      const match = cost[i - 1]![j - 1]! + mismatch(bands[i - 1]!, LABEL_SLOTS[j - 1]!)
      const skipBand = cost[i - 1]![j]! + SKIP_COST
      const skipSlot = row[j - 1]! + SKIP_COST
      row[j] = Math.min(match, skipBand, skipSlot)
      picked[j] = row[j] === match ? 0 : row[j] === skipBand ? 1 : 2
    }
    cost.push(row)
    choice.push(picked)
  }
  const assigned = Array.from({ length: slots }, () => -1)
  let i = bands.length
  let j = slots
  while (i > 0 && j > 0) {
    const picked = choice[i]![j]!
    if (picked === 0) assigned[j - 1] = i - 1
    if (picked !== 2) i--
    if (picked !== 1) j--
  }
  return assigned
}

function mismatch(band: LabelBand, slot: LabelSlot): number {
  const read = band.text.split(':')[0]!.trim()
  const wrong = Math.min(
    ...slot.prints.map(
      (print) => editDistance(read, print, print.length) / Math.max(read.length, print.length),
    ),
  )
  const down = band.centreY - slot.y
  return (
    TEXT_COST * Math.min(1, wrong) +
    geometry((band.x1 - band.x0 - slot.width) / WIDTH_TOLERANCE) +
    geometry((band.x0 - slot.x0) / START_TOLERANCE) +
    geometry(down < 0 ? down / UP_TOLERANCE : down / DOWN_TOLERANCE)
  )
}

const geometry = (deviation: number) => MOST_GEOMETRY_COST * Math.min(1, Math.abs(deviation))
