import { KartuError } from '@kartu/core'
import type { OptionValues } from './command.ts'

/** Wrong arguments: the caller prints the command's usage and exits with 2. */
export const usageInvalid = (message: string): KartuError => new KartuError('usage_invalid', message)

/** The value of `--name`, or undefined. */
export function optionalText(values: OptionValues, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The value of `--name`; throws `usage_invalid` without one. */
export function requiredText(values: OptionValues, name: string): string {
  const value = optionalText(values, name)
  if (value === undefined) throw usageInvalid(`--${name} is required`)
  return value
}

/** The value of `--name` if it is one of `choices`, `fallback` if absent; otherwise throws `usage_invalid`. */
export function choice<T extends string>(
  values: OptionValues,
  name: string,
  choices: readonly T[],
  fallback: T,
): T {
  const value = optionalText(values, name) ?? fallback
  const chosen = choices.find((candidate) => candidate === value)
  if (chosen === undefined) throw usageInvalid(`--${name} is one of ${choices.join(', ')}`)
  return chosen
}

/** The one positional argument; throws `usage_invalid` when there is none or more. */
export function onlyPositional(positionals: readonly string[], what: string): string {
  const [value, ...more] = positionals
  if (value === undefined || more.length > 0) throw usageInvalid(`exactly one ${what} is required`)
  return value
}
