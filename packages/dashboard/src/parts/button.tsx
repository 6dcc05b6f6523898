import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children'> {
  readonly kind?: 'plain' | 'primary' | 'good' | 'bad' | 'quiet' | 'danger'
  /** `square` carries an icon alone and needs an `aria-label`. */
  readonly shape?: 'usual' | 'square' | 'large'
  readonly pressed?: boolean
  readonly children: ReactNode
}

export function Button({ kind = 'plain', shape = 'usual', pressed, children, ...rest }: ButtonProps) {
  const className = `button ${kind === 'plain' ? '' : kind} ${shape === 'usual' ? '' : shape}`
  return (
    <AriaButton
      {...rest}
      className={className}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
    >
      {children}
    </AriaButton>
  )
}
