import type { RgbImage } from '@kartu/vision'

/** Pixels of the card picture the peer was given, origin top left. */
export interface PixelBox {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

/** One stretch of text as the peer delimits it: a word, or all that it found in one box. */
export interface PeerText {
  readonly text: string
  /** 0–1, of one character: engines that rate whole words are scaled down to this. */
  readonly confidence: number
  readonly box: PixelBox
}

export interface PeerReading {
  readonly texts: readonly PeerText[]
  /** Processor time, user and system, of recognising this card: no start-up, no loading of models, no encoding of the picture. */
  readonly cpuMs: number
}

/** An engine one could install instead of our own reader, set up as well as we know how, on one thread. */
export interface Peer {
  readonly name: string
  readonly version: string
  /** Reads one rectified card; one at a time, since the processor time is the whole process's. */
  read(card: RgbImage): Promise<PeerReading>
  close(): Promise<void>
}

/** A peer that this machine doesn't have. */
export interface AbsentPeer {
  readonly name: string
  /** What to do to have it. */
  readonly hint: string
}
