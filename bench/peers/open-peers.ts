import type { RgbImage } from '@kartu/vision'
import type { AbsentPeer, Peer } from './peer.ts'
import { openTesseract } from './tesseract-native.ts'

const WARM_UP = { width: 1280, height: 807, rowPx: 35, markPx: 20 } as const

/**
 * Opens the engines that the reader is compared with, models loaded and warmed up; those this machine lacks are named with what to
 * install. The JavaScript ones are imported only here, since they alone take a second.
 */
export async function openPeers(
  report: (line: string) => void,
): Promise<{ readonly peers: readonly Peer[]; readonly absent: readonly AbsentPeer[] }> {
  const [{ openTesseractJs }, { openPpOcr }] = await Promise.all([
    import('./tesseract-js.ts'),
    import('./ppocr.ts'),
  ])
  const peers: Peer[] = []
  const absent: AbsentPeer[] = []
  for (const open of [openTesseract, openTesseractJs, openPpOcr]) {
    const opened = await open()
    if ('hint' in opened) {
      absent.push(opened)
      report(`${opened.name} is absent: ${opened.hint}`)
      continue
    }
    await opened.read(drawWarmUpCard())
    report(`${opened.name} ${opened.version} is ready`)
    peers.push(opened)
  }
  return { peers, absent }
}

/** Rows of dark marks on white, so that detectors find lines and recognisers run once before anything is timed. */
function drawWarmUpCard(): RgbImage {
  const { width, height, rowPx, markPx } = WARM_UP
  const data = new Uint8Array(width * height * 3).fill(255)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (y % rowPx < markPx && x % markPx < markPx / 2)
        data.fill(0, 3 * (y * width + x), 3 * (y * width + x) + 3)
    }
  }
  return { width, height, data }
}
