import type { TierDecision } from '@kartu/core'
import type { PictureCaption } from '@kartu/vision'
import type { OpenJudgement } from './judge-openly.ts'

const REASONS: Readonly<Record<TierDecision['reason'], PictureCaption>> = {
  frames_seen_before: {
    en: 'these frames were sent before',
    id: 'bingkai ini pernah dikirim sebelumnya',
  },
  card_not_found: { en: 'no KTP was found in any frame', id: 'tidak ada KTP yang ditemukan' },
  flash_validated: {
    en: 'the card answered the flash code, and nothing speaks for a copy or for tampering',
    id: 'kartu menjawab kode cahaya, dan tidak ada yang menunjukkan salinan atau pengubahan',
  },
  flash_required: {
    en: 'the organisation requires a flash and none was used',
    id: 'organisasi mewajibkan kilat dan kilat tidak dipakai',
  },
  no_flash: {
    en: 'nothing speaks for a copy or for tampering; no flash challenge was asked for',
    id: 'tidak ada yang menunjukkan salinan atau pengubahan; tantangan kilat tidak diminta',
  },
  flash_not_validated: {
    en: 'nothing else speaks against the card, but it did not provably answer the flash code',
    id: 'tidak ada hal lain yang memberatkan, tetapi kartu tidak terbukti menjawab kode cahaya',
  },
  spoof_and_tampered: {
    en: 'the card was not there and it was altered',
    id: 'kartu tidak benar-benar ada dan telah diubah',
  },
  evidence_negative_or_unclear: {
    en: 'the evidence speaks against the card or is too little to trust it',
    id: 'bukti memberatkan kartu atau terlalu sedikit untuk dipercaya',
  },
}
const VERDICTS: Readonly<Record<TierDecision['verdict'], PictureCaption>> = {
  passed: { en: 'Accepted', id: 'Diterima' },
  requires_review: { en: 'Put before an analyst', id: 'Diserahkan kepada analis' },
  failed: { en: 'Refused', id: 'Ditolak' },
}

/** What became of a capture and why, in a sentence. */
export function verdictSentence({ decision, votes }: OpenJudgement): PictureCaption {
  const { verdict, assuranceTier, reason } = decision
  const failed = votes.filter(({ outcome }) => outcome === 'failed').map(({ voter }) => voter)
  const sentence = (language: keyof PictureCaption, tier: string, against: string): string =>
    `${VERDICTS[verdict][language]} (${tier} ${assuranceTier}): ${REASONS[reason][language]}.${
      failed.length === 0 ? '' : ` ${against}: ${failed.join(', ')}.`
    }`
  return {
    en: sentence('en', 'tier', 'Voters that failed it'),
    id: sentence('id', 'tingkat', 'Pemeriksa yang menolaknya'),
  }
}

/** Whether the verdict is right about a capture whose truth is known. */
export function isRight({ capture, decision }: OpenJudgement): boolean {
  return capture.genuine === (decision.verdict === 'passed')
}
