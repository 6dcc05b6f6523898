import { FIELD_NAMES, KartuError } from '@kartu/core'
import { lookAt } from '../../../review/look-at.ts'
import { defineOperation } from '../../operation.ts'
import { demandUser } from './acting-user.ts'
import { pictureAnswer } from './picture-answer.ts'

/** The line of one field, cut out of the card. */
export const getLine = defineOperation({
  id: 'getLine',
  async handle({ principal, params }, { ctx, pictures }) {
    const { bundleId = '' } = params
    const field = FIELD_NAMES.find((name) => name === params['field'])
    if (field === undefined) throw new KartuError('not_found', 'No such field')
    const look = { action: 'line.viewed', details: { field } } as const
    const bundle = await lookAt(ctx, demandUser(principal), bundleId, look)
    const line = (await pictures.draw(bundle)).lines[field]
    if (line === undefined) throw new KartuError('not_found', 'The line was not found on the card')
    return pictureAnswer('image/jpeg', line)
  },
})
