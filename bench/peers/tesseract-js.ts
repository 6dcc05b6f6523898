import { fileURLToPath } from 'node:url'
import type { RgbImage } from '@kartu/vision'
import tesseract from 'tesseract.js'
import { cpuClockMs } from './cpu-clock.ts'
import { packageVersion } from './package-version.ts'
import type { Peer, PeerReading, PeerText } from './peer.ts'
import {
  mergePasses,
  NIK_PASS,
  PAGE_PASS,
  parseTesseractTsv,
  prepareForTesseract,
  type TesseractPass,
} from './tesseract-passes.ts'

/** The integer form of the best models, what tesseract.js downloads by default: here out of a package, without a network. */
const DATA_FOLDER = './4.0.0_best_int'
const TSV_ONLY = { text: false, tsv: true } as const

async function openWorker(pass: TesseractPass): Promise<tesseract.Worker> {
  const data = new URL(DATA_FOLDER, import.meta.resolve(`@tesseract.js-data/${pass.language}`))
  const worker = await tesseract.createWorker(pass.language, tesseract.OEM.LSTM_ONLY, {
    langPath: fileURLToPath(data),
    // Else it leaves the unpacked data in the working directory.
    cacheMethod: 'none',
  })
  await worker.setParameters({
    ...pass.variables,
    tessedit_pageseg_mode: pass.pageSegmentation as tesseract.PSM,
  })
  return worker
}

async function recognise(worker: tesseract.Worker, picture: Buffer): Promise<PeerText[]> {
  const { data } = await worker.recognize(picture, {}, TSV_ONLY)
  return parseTesseractTsv(data.tsv ?? '')
}

/** Tesseract compiled to WebAssembly, in a worker thread of this process a language; each runs on one thread. */
export async function openTesseractJs(): Promise<Peer> {
  const page = await openWorker(PAGE_PASS)
  const nik = await openWorker(NIK_PASS)
  const readPictures = async (card: RgbImage): Promise<PeerReading> => {
    const pictures = prepareForTesseract(card)
    const before = cpuClockMs()
    const ofPage = await recognise(page, pictures.page)
    const ofNik = await recognise(nik, pictures.nik)
    const cpuMs = cpuClockMs() - before
    return { texts: mergePasses(ofPage, ofNik, pictures.nikArea), cpuMs }
  }
  return {
    name: 'tesseract.js',
    version: packageVersion('tesseract.js'),
    read: readPictures,
    async close() {
      await page.terminate()
      await nik.terminate()
    },
  }
}
