import { assembleCardReading, castFault, type CastVote } from '@kartu/core'
import { describe, expect, test } from 'vitest'
import { verdictCodes } from '../../src/verify/verdict-codes.ts'

const vote = (
  voter: string,
  suspicion: number,
  evidence: CastVote['evidence'] = {},
  outcome: CastVote['outcome'] = suspicion > 0.5 ? 'failed' : 'passed',
): CastVote => ({ voter, family: 'tamper', outcome, suspicion, reason: '', evidence, faulted: false })

const UNDECIDED = 'evidence_negative_or_unclear'

describe('the failure modes of the specification each have a code that leads', () => {
  test.each([
    ['glare hiding the hologram', UNDECIDED, [vote('hologram_check', 0.8)], ['hologram_check']],
    [
      'photocopy or scan',
      UNDECIDED,
      [vote('specular_check', 0.9), vote('font_match', 0.1)],
      ['specular_check'],
    ],
    [
      'NIK against birth date and gender',
      UNDECIDED,
      [vote('nik_consistency', 0.75, { findings: ['nik_birth_date_differs', 'nik_gender_differs'] })],
      ['nik_birth_date_differs', 'nik_gender_differs'],
    ],
    ['screen-capture replay', UNDECIDED, [vote('screen_moire', 0.9)], ['screen_moire']],
    [
      'camera flash disabled',
      'flash_not_validated',
      [vote('flash_reflectance', 0, {}, 'abstained')],
      ['flash_not_validated'],
    ],
  ] as const)('%s', (_mode, reason, votes, codes) => {
    expect(verdictCodes(reason, votes, null)).toEqual(codes)
  })
})

test('the most suspicious voter leads, the others follow, and the bare row of the table is left out', () => {
  const votes = [vote('font_match', 0.6), vote('screen_moire', 0.95), vote('copy_check', 0.2)]
  expect(verdictCodes(UNDECIDED, votes, null)).toEqual(['screen_moire', 'font_match'])
  expect(verdictCodes('spoof_and_tampered', votes, null)).toEqual([
    'screen_moire',
    'font_match',
    'spoof_and_tampered',
  ])
  expect(verdictCodes(UNDECIDED, [], null)).toEqual([UNDECIDED])
})

test('of voters that suspect alike, the one that names the thing leads', () => {
  const votes = [vote('flash_falloff', 0.97), vote('copy_check', 0.95), vote('card_corners', 0.95)]
  expect(verdictCodes('evidence_negative_or_unclear', votes, null)).toEqual([
    'copy_check',
    'card_corners',
    'flash_falloff',
  ])
})

test('a row that says why leads, whatever voters say', () => {
  const votes = [vote('screen_moire', 0.95)]
  expect(verdictCodes('frames_seen_before', votes, null)).toEqual(['frames_seen_before', 'screen_moire'])
  expect(verdictCodes('flash_not_validated', [...votes, vote('flash_reflectance', 0.7)], null)).toEqual([
    'flash_reflectance',
    'screen_moire',
  ])
})

test('broken checks and glare are told', () => {
  const faulted = castFault({ id: 'screen_moire', family: 'antiSpoof' })
  expect(verdictCodes(UNDECIDED, [faulted], null)).toEqual(['voter_faulted'])
  const blank = assembleCardReading({}, { today: '2026-01-01', specimensAllowed: true })
  const nik = { ...blank.fields.nik, unread: 'glare' } as const
  const reading = { ...blank, fields: { ...blank.fields, nik } }
  expect(verdictCodes(UNDECIDED, [vote('hologram_check', 0.7)], reading)).toEqual(['hologram_check', 'glare'])
})
