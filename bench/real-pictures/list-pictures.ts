import { readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { KartuError } from '@kartu/core'

/** The folder of pictures that show the thing itself; every other folder is one species of attack. */
export const GENUINE = 'genuine'
/** A file of this name says that a simulator made the pictures. */
const SIMULATED_MARK = 'SIMULATED'
const EXTENSIONS: readonly string[] = ['.jpg', '.jpeg', '.png', '.webp']

interface LabelledPicture {
  /** `species/file`, as messages name it. */
  readonly name: string
  readonly species: string
  readonly path: string
}

export interface PictureFolder {
  readonly pictures: readonly LabelledPicture[]
  /** Files that are no pictures by their names, and were left out. */
  readonly ignored: readonly string[]
  readonly simulated: boolean
}

/**
 * Lists `folder/genuine/*` and `folder/<species>/*` in the order of their names.
 * @throws KartuError `pictures_missing` where there is nothing to compare
 */
export async function listPictures(folder: string): Promise<PictureFolder> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new KartuError('pictures_missing', `${folder} cannot be read`)
  })
  const species = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const pictures: LabelledPicture[] = []
  const ignored: string[] = []
  for (const name of species.toSorted()) {
    for (const file of (await readdir(join(folder, name))).toSorted()) {
      const isPicture = EXTENSIONS.includes(extname(file).toLowerCase())
      if (isPicture) pictures.push({ name: `${name}/${file}`, species: name, path: join(folder, name, file) })
      else ignored.push(`${name}/${file}`)
    }
  }
  const count = (isGenuine: boolean): number =>
    pictures.filter((picture) => (picture.species === GENUINE) === isGenuine).length
  if (count(true) === 0 || count(false) === 0) {
    throw new KartuError(
      'pictures_missing',
      `${folder} must hold pictures in ${GENUINE}/ and in one folder a species of attack; JPEG, PNG or WebP`,
    )
  }
  return { pictures, ignored, simulated: entries.some(({ name }) => name === SIMULATED_MARK) }
}
