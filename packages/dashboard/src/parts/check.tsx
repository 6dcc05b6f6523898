import { Check as CheckIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Checkbox, type CheckboxProps } from 'react-aria-components'

export interface CheckProps extends Omit<CheckboxProps, 'children' | 'className'> {
  readonly children: ReactNode
}

export function Check({ children, ...rest }: CheckProps) {
  return (
    <Checkbox {...rest} className="check">
      <span className="box">
        <CheckIcon size={13} strokeWidth={3} aria-hidden />
      </span>
      <span>{children}</span>
    </Checkbox>
  )
}
