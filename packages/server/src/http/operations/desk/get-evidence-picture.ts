import { KartuError } from '@kartu/core'
import { PICTURED_VOTERS } from '@kartu/vision'
import { lookAt } from '../../../review/look-at.ts'
import { defineOperation } from '../../operation.ts'
import { demandUser } from './acting-user.ts'
import { pictureAnswer } from './picture-answer.ts'

/** What one voter saw. */
export const getEvidencePicture = defineOperation({
  id: 'getEvidencePicture',
  async handle({ principal, params }, { ctx, pictures }) {
    const { bundleId = '', voter = '' } = params
    // Before anything is written down: the log holds names of ours only.
    if (!PICTURED_VOTERS.includes(voter)) throw new KartuError('not_found', 'No such voter')
    const look = { action: 'evidence.viewed', details: { voter } } as const
    const bundle = await lookAt(ctx, demandUser(principal), bundleId, look)
    const svg = (await pictures.draw(bundle)).evidence[voter]
    if (svg === undefined) throw new KartuError('not_found', 'The voter had nothing to show')
    return pictureAnswer('image/svg+xml', Buffer.from(svg, 'utf8'))
  },
})
