import { notChecked, valid, type FieldCandidate } from '../field-outcome.ts'
import type { RawLine } from '../raw-row.ts'
import { textConfidence } from '../text/line.ts'
import { aliasList, isDash, matchListed } from './match-listed.ts'

const BELIEF = 'KEPERCAYAAN TERHADAP TUHAN YME'

/** Spellings of the population administration, legacy prints, and the English ones on foreigners' cards. */
const RELIGIONS = aliasList({
  ISLAM: [],
  KRISTEN: ['PROTESTAN', 'KRISTEN PROTESTAN', 'CHRISTIANITY', 'CHRISTIAN', 'PROTESTANTISM'],
  KATOLIK: ['KATHOLIK', 'KRISTEN KATOLIK', 'CATHOLICISM', 'CATHOLIC'],
  HINDU: ['HINDUISM'],
  BUDDHA: ['BUDHA', 'BUDDHISM', 'BUDDHIST'],
  KHONGHUCU: ['KONGHUCU', 'KONG HU CU', 'KONGHUCHU', 'CONFUCIANISM'],
  [BELIEF]: [
    'KEPERCAYAAN TERHADAP TUHAN YANG MAHA ESA',
    'KEPERCAYAAN KEPADA TUHAN YME',
    'KEPERCAYAAN KEPADA TUHAN YANG MAHA ESA',
    'PENGHAYAT KEPERCAYAAN KEPADA TUHAN YME',
    'PENGHAYAT KEPERCAYAAN',
    'KEPERCAYAAN',
  ],
})

/** One of six religions, belief in one God, or `-`, as believers' cards printed before 2018. */
export function readReligion(line: RawLine): FieldCandidate | null {
  if (isDash(line.text)) {
    return {
      value: '-',
      confidence: textConfidence(line),
      repairs: [],
      validation: notChecked('religion_not_recorded', 'The card records no religion.'),
    }
  }
  return matchListed(line, RELIGIONS, valid('religion_listed', 'One of the values printed on cards.'))
}
