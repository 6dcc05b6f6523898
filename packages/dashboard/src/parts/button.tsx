import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children'> {
  readonly kind?: 'plain' | 'primary' | 'good' | 'bad' | 'quiet' | 'danger'
  /** `square` carries an icon alone and needs an `aria-label`. */
  readonly shape?: 'usual' | 'square' | 'large'
  readonly pressed?: boolean
  readonly children: ReactNode
}

/** While what it started is under way it keeps its place and its focus, and does nothing. */
export function Button({
  kind = 'plain',
  shape = 'usual',
  pressed,
  isPending = false,
  onPress,
  type,
  children,
  ...rest
}: ButtonProps) {
  const words = ['button', kind, shape, isPending ? 'pending' : ''].filter((word) => !SILENT.has(word))
  return (
    <AriaButton
      {...rest}
      className={words.join(' ')}
      type={isPending ? 'button' : (type ?? 'button')}
      {...(isPending || onPress === undefined ? {} : { onPress })}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
    >
      {children}
    </AriaButton>
  )
}

/** What is so by default needs no class. */
const SILENT: ReadonlySet<string> = new Set(['plain', 'usual', ''])
