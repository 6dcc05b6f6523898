import { readFile } from 'node:fs/promises'
import { KartuError } from '@kartu/core'
import { probeFrames } from '@kartu/server'
import type { Benchmark } from '../benchmark.ts'
import { loadInstruments } from '../evaluate/judge-labelled.ts'
import { cutTrailer } from './cut-trailer.ts'
import { judgePicture } from './judge-picture.ts'
import { listPictures, type PictureFolder } from './list-pictures.ts'
import { printRealPictures } from './print-real-pictures.ts'
import type { RealPictureFigures } from './real-picture-figures.ts'
import { summariseVoters, type LabelledVotes } from './summarise-votes.ts'

const PROGRESS_EVERY = 10

/**
 * `npm run bench -- real-pictures --folder DIR`: what single pictures tell the voters, on photographs that somebody took. Those
 * that need several frames or a flash abstain, and are counted as abstaining.
 */
export const realPicturesBenchmark: Benchmark<RealPictureFigures> = {
  async run({ folder, assumesCard, report }) {
    if (folder === undefined)
      throw new KartuError('pictures_missing', 'say with --folder where the pictures are')
    const listed = await listPictures(folder)
    if (listed.ignored.length > 0) report(`ignored, no pictures by name: ${listed.ignored.join(', ')}`)
    await probePictures(listed)
    const instruments = await loadInstruments()
    const judged: LabelledVotes[] = []
    for (const { name, path, species } of listed.pictures) {
      judged.push({ species, ...(await judgePicture(await readPicture(path), instruments, assumesCard)) })
      if (judged.length % PROGRESS_EVERY === 0)
        report(`${judged.length} of ${listed.pictures.length}: ${name}`)
    }
    return {
      simulated: listed.simulated,
      cards: assumesCard ? 'assumed' : 'located',
      policyVersion: instruments.policy.version,
      bounds: 'one-sided 95 % Clopper–Pearson; areas ± 1.96 standard errors after Hanley and McNeil',
      labels: Object.fromEntries(
        [...Map.groupBy(judged, ({ species }) => species)].map(([species, own]) => [
          species,
          { pictures: own.length, cardFound: own.filter(({ isCardFound }) => isCardFound).length },
        ]),
      ),
      voters: summariseVoters(judged, instruments.policy),
    }
  },
  print(result) {
    return printRealPictures(result as RealPictureFigures)
  },
}

const readPicture = async (path: string): Promise<Uint8Array> => cutTrailer(await readFile(path))

/** Every file is looked at before the first is judged: a bad one must not end a long run. */
async function probePictures({ pictures }: PictureFolder): Promise<void> {
  for (const { name, path } of pictures) {
    await probeFrames([await readPicture(path)]).catch((error: unknown) => {
      if (!(error instanceof KartuError)) throw error
      throw new KartuError('picture_invalid', `${name}: ${error.message}`)
    })
  }
}
