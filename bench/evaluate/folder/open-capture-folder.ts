import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { KartuError } from '@kartu/core'
import { probeFrames } from '@kartu/server'
import type { LabelledCapture } from '../labelled-capture.ts'
import { CAPTURE_FILE, captureFileSchema, type CaptureFile } from './capture-file.ts'

const UNKNOWN = 'unknown'

/** @throws KartuError `capture_file_missing` | `capture_file_invalid`, naming the capture and the first broken rule */
export async function readCaptureFile(folder: string): Promise<CaptureFile> {
  const name = `${basename(folder)}/${CAPTURE_FILE}`
  const text = await readFile(join(folder, CAPTURE_FILE), 'utf8').catch(() => {
    throw new KartuError('capture_file_missing', `${name} cannot be read`)
  })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new KartuError('capture_file_invalid', `${name} is not JSON`)
  }
  const parsed = captureFileSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new KartuError(
    'capture_file_invalid',
    `${name}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
  )
}

/**
 * Opens one capture; its frames are held to the same rules as a submitted bundle's.
 * @throws KartuError as `readCaptureFile`, and `capture_frame_missing` | `capture_frame_invalid`
 */
export async function openCaptureFolder(folder: string): Promise<LabelledCapture> {
  const file = await readCaptureFile(folder)
  const id = basename(folder)
  const frames = await Promise.all(
    file.frames.map(async ({ file: name, tMs }) => {
      const bytes: Uint8Array = await readFile(join(folder, name)).catch(() => {
        throw new KartuError('capture_frame_missing', `${id}/${name} cannot be read`)
      })
      return { bytes, sha256: createHash('sha256').update(bytes).digest('hex'), tMs }
    }),
  )
  await probeFrames(frames.map(({ bytes }) => bytes)).catch((error: unknown) => {
    if (!(error instanceof KartuError)) throw error
    const index = Number(error.details?.['frame'])
    throw new KartuError('capture_frame_invalid', `${id}/${file.frames[index]?.file}: ${error.message}`)
  })
  const { label, challenge, flashSamples, claims, specimensAllowed, simulated } = file
  return {
    id,
    species: label.species,
    genuine: label.genuine,
    variety: label.variety ?? null,
    device: label.device ?? UNKNOWN,
    light: label.light ?? UNKNOWN,
    simulated,
    exhibit: {
      frames,
      challenge,
      flashSource: challenge === null ? null : (file.flashSource ?? 'screen'),
      flashSamples,
      claims: Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== '')),
      specimensAllowed,
      today: file.capturedOn,
    },
  }
}
