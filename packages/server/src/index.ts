/** What benchmarks and evaluations may use of the service: its parts, not its process. */
export { decodeFrame } from './adapters/decode-frame.ts'
export { loadLineReader, loadModels, type Models } from './adapters/models.ts'
export { loadPolicy } from './load-policy.ts'
export { decideTier } from './verify/decide-tier.ts'
export type { Exhibit, Findings } from './verify/exhibit.ts'
export type { Instruments } from './verify/judge-parts.ts'
export { examineFrames, gatherEvidence } from './verify/pipeline.ts'
export { probeFrames } from './verify/probe-frames.ts'
