import { KartuError } from '@kartu/core'
import { lookAt } from '../../../review/look-at.ts'
import { defineOperation } from '../../operation.ts'
import { demandUser } from './acting-user.ts'
import { markOf, pictureAnswer } from './picture-answer.ts'

/** The portrait on the card, with the name of who looks written over it. */
export const getFace = defineOperation({
  id: 'getFace',
  async handle({ principal, params }, { ctx, pictures }) {
    const look = { action: 'face.viewed', details: {} } as const
    const bundle = await lookAt(ctx, demandUser(principal), params['bundleId'] ?? '', look)
    const { face } = await pictures.draw(bundle)
    if (face === null) throw new KartuError('not_found', 'No card was found')
    return pictureAnswer('image/jpeg', await pictures.stamp(face, await markOf(ctx, principal)))
  },
})
