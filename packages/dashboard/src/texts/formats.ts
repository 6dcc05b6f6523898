const MS_PER_S = 1000
const S_PER_MIN = 60
const MIN_PER_H = 60
const H_PER_DAY = 24

/** Numbers and times as one language writes them. */
export interface Formats {
  readonly date: (at: string) => string
  readonly dateTime: (at: string) => string
  readonly time: (at: string) => string
  /** The two coarsest units, e.g. `2 h 5 min`. */
  readonly duration: (ms: number) => string
  readonly number: (value: number) => string
  /** @param share 0–1 */
  readonly percent: (share: number, digits?: number) => string
}

export function createFormats(locale: string): Formats {
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })
  const dateTime = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
  const number = new Intl.NumberFormat(locale)
  // Short Indonesian units are too short: `hr` is a day, and `j` an hour.
  const unitDisplay = locale.startsWith('id') ? 'long' : 'short'
  const unit = (value: number, name: string): string =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay }).format(value)
  return {
    date: (at) => date.format(new Date(at)),
    dateTime: (at) => dateTime.format(new Date(at)),
    time: (at) => time.format(new Date(at)),
    duration: (ms) => {
      const seconds = Math.floor(ms / MS_PER_S)
      const minutes = Math.floor(seconds / S_PER_MIN)
      const hours = Math.floor(minutes / MIN_PER_H)
      const days = Math.floor(hours / H_PER_DAY)
      if (minutes === 0) return unit(seconds, 'second')
      if (hours === 0) return unit(minutes, 'minute')
      if (days === 0) return `${unit(hours, 'hour')} ${unit(minutes % MIN_PER_H, 'minute')}`
      return `${unit(days, 'day')} ${unit(hours % H_PER_DAY, 'hour')}`
    },
    number: (value) => number.format(value),
    percent: (share, digits = 0) =>
      new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits }).format(share),
  }
}
