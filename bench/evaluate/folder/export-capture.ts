import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LabelledCapture } from '../labelled-capture.ts'
import { CAPTURE_FILE, type CaptureFile } from './capture-file.ts'

/** Writes a simulated capture as a folder that `openCaptureFolder` opens again; returns the folder. */
export async function exportCapture(capture: LabelledCapture, directory: string): Promise<string> {
  const { species, genuine, variety, device, light, simulated, exhibit } = capture
  const folder = join(directory, capture.id.replaceAll(/[^A-Za-z0-9_-]/g, '-'))
  await mkdir(folder, { recursive: true })
  const named = exhibit.frames.map((frame, index) => ({ ...frame, file: `frame-${index}.jpg` }))
  const file: CaptureFile = {
    label: { species, genuine, ...(variety === null ? {} : { variety }), device, light },
    simulated,
    capturedOn: exhibit.today,
    challenge:
      exhibit.challenge === null
        ? null
        : { colors: [...exhibit.challenge.colors], holdMs: [...exhibit.challenge.holdMs] },
    ...(exhibit.flashSource === null ? {} : { flashSource: exhibit.flashSource }),
    flashSamples: [...exhibit.flashSamples],
    frames: named.map(({ file: name, tMs }) => ({ file: name, tMs })),
    claims: exhibit.claims,
    specimensAllowed: exhibit.specimensAllowed,
  }
  await Promise.all(named.map(({ file: name, bytes }) => writeFile(join(folder, name), bytes)))
  await writeFile(join(folder, CAPTURE_FILE), `${JSON.stringify(file, null, 2)}\n`)
  return folder
}
