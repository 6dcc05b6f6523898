import { expect, test } from 'vitest'
import type { CaptureRecord } from '../../evaluate/capture-record.ts'
import { filmPresentation } from '../../evaluate/film-presentation.ts'
import { judgeLabelled, loadInstruments } from '../../evaluate/judge-labelled.ts'
import { planEvaluation } from '../../evaluate/plan-evaluation.ts'
import { summariseMode } from '../../evaluate/summarise-mode.ts'

test('a simulated capture in sunlight is held back by the page, and refused by the service all the same', async () => {
  const plan = planEvaluation({
    split: 'evaluate',
    seed: 'held-back',
    genuineCount: 12,
    attackCount: 1,
    species: ['bona_fide'],
  })
  const capture = await filmPresentation(plan.find(({ variety, flash }) => variety === 'sunlight' && flash)!)
  const instruments = await loadInstruments()
  expect(await judgeLabelled(capture, instruments, false)).toMatchObject({ heldBack: true, tier: 'low' })
  // The page knows nothing of another light than its screen's.
  const byTorch = { ...capture, exhibit: { ...capture.exhibit, flashSource: 'torch' as const } }
  expect(await judgeLabelled(byTorch, instruments, false)).toMatchObject({ heldBack: false })
})

const RECORD: CaptureRecord = {
  id: 'a',
  species: 'bona_fide',
  genuine: true,
  variety: 'ordinary',
  device: 'phone',
  light: 'indoor',
  simulated: true,
  flash: true,
  heldBack: false,
  tier: 'high',
  verdict: 'passed',
  reason: '',
  margin: 1,
  isCardFound: true,
  silent: [],
  cpuMs: 1,
  stageMs: {},
  votes: [],
  file: { bytesPerPixel: 1, quality: 90, subsampling: '4:2:0', tables: '' },
  picture: null,
}
const LOW = { tier: 'low', verdict: 'requires_review', margin: null } as const
const REPLAY = { species: 'tablet_replay', genuine: false, variety: null } as const

test('what is held back leaves BPCER and APCER as they are', () => {
  const figures = summariseMode([
    RECORD,
    { ...RECORD, ...LOW },
    { ...RECORD, ...LOW, heldBack: true },
    { ...RECORD, ...LOW, heldBack: true },
    { ...RECORD, ...REPLAY, heldBack: true },
    { ...RECORD, ...REPLAY, ...LOW },
  ])
  expect(figures.bpcer).toMatchObject({ value: 0.75, n: 4 })
  expect(figures.bpcerSent).toMatchObject({ value: 0.5, n: 2 })
  expect(figures.apcer['tablet_replay']).toMatchObject({ value: 0.5, n: 2 })
  expect(figures.heldBack.bonaFide).toMatchObject({ value: 0.5, n: 4 })
  expect(figures.heldBack.attacks['tablet_replay']).toMatchObject({ value: 0.5, n: 2 })
})
