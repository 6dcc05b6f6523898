import { LIMITS } from '@kartu/contract'
import type { FastifyInstance, FastifyReply } from 'fastify'
import plugin from 'fastify-plugin'
import type { CaptureIntake } from '../../verify/capture-intake.ts'

/** Turns captures away at the door while there is no room, before a byte of the body is read (contract §9). */
export const admission = plugin((app: FastifyInstance, options: { readonly intake: CaptureIntake }, done) => {
  const releases = new WeakMap<FastifyReply, () => void>()

  app.addHook('preParsing', async (request, reply) => {
    if (request.routeOptions.config.operation?.rateClass !== 'capture') return
    const declared = Number(request.headers['content-length'] ?? LIMITS.bodyBytesMax)
    const bytes = Number.isSafeInteger(declared) && declared >= 0 ? declared : LIMITS.bodyBytesMax
    releases.set(reply, options.intake.reserve(Math.min(bytes, LIMITS.bodyBytesMax)))
  })

  // Runs for hang-ups too: a socket that closed has been answered, as far as the room is concerned.
  app.addHook('onResponse', async (_request, reply) => {
    releases.get(reply)?.()
    releases.delete(reply)
  })
  done()
})
