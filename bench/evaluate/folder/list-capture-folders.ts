import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { KartuError } from '@kartu/core'
import { readCaptureFile } from './open-capture-folder.ts'

/**
 * The captures of a folder, one a subfolder, by name. Every `capture.json` is checked before the first capture is judged.
 * @throws KartuError `captures_missing` | `capture_label_conflict`, and as `readCaptureFile`
 */
export async function listCaptureFolders(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => {
    throw new KartuError('captures_missing', `${directory} is no folder that can be read`)
  })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  if (names.length === 0) throw new KartuError('captures_missing', `${directory} holds no captures`)
  const folders = names.sort().map((name) => join(directory, name))
  const isGenuine = new Map<string, boolean>()
  for (const folder of folders) {
    const { species, genuine } = (await readCaptureFile(folder)).label
    if ((isGenuine.get(species) ?? genuine) !== genuine) {
      throw new KartuError('capture_label_conflict', `species ${species} is labelled genuine and not genuine`)
    }
    isGenuine.set(species, genuine)
  }
  return folders
}
