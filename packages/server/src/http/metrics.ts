import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

const REQUEST_SECONDS = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]
const STAGE_SECONDS = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3]

/** Labels are routes, codes and voters: closed sets that no request can extend, and that name nobody. */
export interface Metrics {
  readonly registry: Registry
  observeRequest(method: string, route: string, status: number, seconds: number): void
  observeStage(stage: string, seconds: number): void
  countVerdict(verdict: string, tier: string): void
  countVote(voter: string, outcome: string): void
  countFault(part: string): void
  /** Called at scrape time. */
  watchQueue(read: () => { readonly waiting: number; readonly running: number }): void
}

/** One registry a service, so that several can run in one process (tests do). */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'kartu_' })
  const requests = new Histogram({
    name: 'kartu_http_request_seconds',
    help: 'Duration of HTTP requests by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: REQUEST_SECONDS,
    registers: [registry],
  })
  const stages = new Histogram({
    name: 'kartu_stage_seconds',
    help: 'Wall time of one stage of accepting or judging a capture.',
    labelNames: ['stage'],
    buckets: STAGE_SECONDS,
    registers: [registry],
  })
  const verdicts = new Counter({
    name: 'kartu_verdicts_total',
    help: 'Judged captures by verdict and assurance tier.',
    labelNames: ['verdict', 'tier'],
    registers: [registry],
  })
  const votes = new Counter({
    name: 'kartu_votes_total',
    help: 'Votes by voter and outcome.',
    labelNames: ['voter', 'outcome'],
    registers: [registry],
  })
  const faults = new Counter({
    name: 'kartu_faults_total',
    help: 'Bugs and broken parts met while serving: alert on any increase.',
    labelNames: ['part'],
    registers: [registry],
  })
  return {
    registry,
    observeRequest: (method, route, status, seconds) =>
      requests.observe({ method, route, status: String(status) }, seconds),
    observeStage: (stage, seconds) => stages.observe({ stage }, seconds),
    countVerdict: (verdict, tier) => verdicts.inc({ verdict, tier }),
    countVote: (voter, outcome) => votes.inc({ voter, outcome }),
    countFault: (part) => faults.inc({ part }),
    watchQueue: (read) => {
      const depth = new Gauge({
        name: 'kartu_judging_queue',
        help: 'Captures waiting for a worker, and being judged.',
        labelNames: ['state'],
        registers: [registry],
        collect: () => {
          const now = read()
          depth.set({ state: 'waiting' }, now.waiting)
          depth.set({ state: 'running' }, now.running)
        },
      })
    },
  }
}
