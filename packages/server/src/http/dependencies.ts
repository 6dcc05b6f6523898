import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { StoreContext } from '../store/store-context.ts'
import type { PictureDesk } from '../review/picture-desk.ts'
import type { QueueWatch } from '../review/queue-watch.ts'
import type { CaptureIntake } from '../verify/capture-intake.ts'
import type { Authenticator } from './authenticator.ts'
import type { Metrics } from './metrics.ts'
import type { RateLimitOptions } from './plugins/rate-limit.ts'

/** One part that must work before traffic is welcome. */
export interface ReadinessCheck {
  readonly name: string
  readonly isReady: () => Promise<boolean>
}

/** Everything the HTTP side is built from; `serve.ts` makes the real ones, tests may make others. */
export interface Dependencies {
  readonly config: Pick<
    Config,
    'corsOrigins' | 'trustProxy' | 'metricsToken' | 'publicUrl' | 'webhookAllowPrivate'
  >
  readonly ctx: StoreContext
  readonly logger: Logger
  readonly metrics: Metrics
  readonly authenticator: Authenticator
  readonly rateLimit: RateLimitOptions
  readonly intake: CaptureIntake
  readonly pictures: PictureDesk
  /** Of the policy that judges. */
  readonly policyVersion: string
  readonly queueWatch: Pick<QueueWatch, 'watch'>
  readonly readiness: readonly ReadinessCheck[]
}
