const MICROSECONDS_PER_MILLISECOND = 1000

/** Processor time of this process so far, user and system, all its threads together: worker threads and ONNX Runtime's count. */
export function cpuClockMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / MICROSECONDS_PER_MILLISECOND
}
