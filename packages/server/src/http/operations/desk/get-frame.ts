import { KartuError } from '@kartu/core'
import { lookAt } from '../../../review/look-at.ts'
import { defineOperation } from '../../operation.ts'
import { demandUser } from './acting-user.ts'
import { markOf, pictureAnswer } from './picture-answer.ts'

const INDEX = /^\d{1,2}$/

/** A frame, with the name of who looks written over it. */
export const getFrame = defineOperation({
  id: 'getFrame',
  async handle({ principal, params }, { ctx, pictures }) {
    const { bundleId = '', index = '' } = params
    if (!INDEX.test(index)) throw new KartuError('not_found', 'No such frame')
    const frame = Number(index)
    const bundle = await lookAt(ctx, demandUser(principal), bundleId, {
      action: 'frame.viewed',
      details: { frame },
      isThere: ({ frameCount }) => frame < frameCount,
    })
    const bytes = await pictures.openFrame(bundle, frame)
    return pictureAnswer('image/jpeg', await pictures.stamp(bytes, await markOf(ctx, principal)))
  },
})
