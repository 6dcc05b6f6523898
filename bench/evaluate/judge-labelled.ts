import sharp from 'sharp'
import { fuse, isFlashDrowned, parseFusionPolicy, type CastVote, type FusionPolicy } from '@kartu/core'
import {
  decideTier,
  decodeFrame,
  examineFrames,
  loadModels,
  loadPolicy,
  type Exhibit,
  type Findings,
  type Instruments,
} from '@kartu/server'
import { cpuClockMs } from '../peers/cpu-clock.ts'
import type { CaptureRecord } from './capture-record.ts'
import type { LabelledCapture } from './labelled-capture.ts'

const PICTURE_WIDTH_PX = 320
const PICTURE_QUALITY = 72

export async function loadInstruments(): Promise<Instruments> {
  return {
    ...(await loadModels()),
    decode: decodeFrame,
    policy: parseFusionPolicy(await loadPolicy()),
    clock: { nowMs: cpuClockMs },
  }
}

/** Judges a capture by the service's own stages, as if it had never seen its frames and required no flash. */
export async function judgeLabelled(
  capture: LabelledCapture,
  instruments: Instruments,
  wantsPicture: boolean,
): Promise<CaptureRecord> {
  const { exhibit, ...label } = capture
  const { policy } = instruments
  const startMs = cpuClockMs()
  const findings = await examineFrames(exhibit, instruments)
  const decision = decide(exhibit, findings, policy)
  const cpuMs = cpuClockMs() - startMs
  return {
    ...label,
    flash: exhibit.challenge !== null,
    heldBack: isHeldBack(exhibit),
    tier: decision.assuranceTier,
    verdict: decision.verdict,
    reason: decision.reason,
    margin: marginOf(exhibit, findings, policy),
    isCardFound: findings.isCardFound,
    silent: (['antiSpoof', 'tamper'] as const).filter((family) => isSilent(findings.votes, family)),
    cpuMs,
    stageMs: findings.stageMs,
    votes: findings.votes.map(({ voter, family, outcome, suspicion, faulted }) => ({
      voter,
      family,
      outcome,
      suspicion: suspicion ?? null,
      faulted,
      cpuMs: findings.voterMs[voter] ?? 0,
    })),
    file: await fileTraits(exhibit),
    picture: wantsPicture && capture.simulated ? await takePicture(exhibit) : null,
  }
}

/** What the capture page asks of its own screen's flash before anything is sent. */
function isHeldBack({ challenge, flashSource, flashSamples }: Exhibit): boolean {
  return challenge !== null && flashSource === 'screen' && isFlashDrowned(flashSamples, challenge)
}

function decide(exhibit: Exhibit, findings: Findings, policy: FusionPolicy) {
  const basis = { exhibit, organisation: { requireFlash: false }, areFramesSeenBefore: false }
  return decideTier(basis, findings, fuse(findings.votes, policy))
}

/** Asks the service's own rules whether the loosest bounds would accept; only then does the sum decide. */
function marginOf(exhibit: Exhibit, findings: Findings, policy: FusionPolicy): number | null {
  const { antiSpoof, tamper } = policy.families
  const loosest = { positiveAtLeast: -Infinity, negativeAtMost: -Infinity }
  // Evidence is finite, so it never falls to −∞, the bound from which a family is negative.
  const families = { antiSpoof: { ...antiSpoof, ...loosest }, tamper: { ...tamper, ...loosest } }
  if (decide(exhibit, findings, { ...policy, families }).verdict !== 'passed') return null
  const fused = fuse(findings.votes, policy).families
  return Math.min(
    fused.antiSpoof.evidence - antiSpoof.positiveAtLeast,
    fused.tamper.evidence - tamper.positiveAtLeast,
  )
}

function isSilent(votes: readonly CastVote[], family: CastVote['family']): boolean {
  return votes.every((vote) => vote.family !== family || vote.outcome === 'abstained')
}

async function fileTraits({ frames }: Exhibit): Promise<CaptureRecord['file']> {
  const decoded = await Promise.all(frames.map(({ bytes }) => decodeFrame(bytes)))
  const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length
  const qualities = decoded.flatMap(({ encoding }) => encoding.jpegQuality ?? [])
  return {
    bytesPerPixel: mean(
      decoded.map(({ image }, i) => frames[i]!.bytes.length / (image.width * image.height)),
    ),
    quality: qualities.length === 0 ? null : mean(qualities),
    subsampling: decoded[0]?.encoding.chromaSubsampling ?? null,
    tables: [...new Set(decoded.map(({ encoding }) => encoding.quantisationDigest ?? ''))].sort().join(' '),
  }
}

/** The middle frame, small. */
async function takePicture({ frames }: Exhibit): Promise<string | null> {
  const frame = frames[Math.floor(frames.length / 2)]
  if (frame === undefined) return null
  const small = sharp(frame.bytes).resize({ width: PICTURE_WIDTH_PX })
  return (await small.jpeg({ quality: PICTURE_QUALITY }).toBuffer()).toString('base64')
}
