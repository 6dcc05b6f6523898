import { defineOperation } from '../../operation.ts'
import { demandUser } from './acting-user.ts'

/** A stream of hints that the queue changed. */
export const watchQueue = defineOperation({
  id: 'watchQueue',
  async handle({ principal }, { queueWatch }) {
    const { organisationId, userId } = demandUser(principal)
    const content = queueWatch.watch(organisationId, userId)
    // A proxy that collects before it sends would turn news into history.
    return {
      status: 200,
      headers: { 'x-accel-buffering': 'no' },
      file: { type: 'text/event-stream', content },
    }
  },
})
