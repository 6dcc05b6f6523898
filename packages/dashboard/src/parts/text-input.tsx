import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField,
  type TextFieldProps,
} from 'react-aria-components'

export interface TextInputProps extends Omit<TextFieldProps, 'children' | 'className'> {
  readonly label: string
  readonly hint?: string
  readonly rows?: number
  readonly placeholder?: string
}

/** A line or, with `rows`, a few lines of text with their label, hint and error. */
export function TextInput({ label, hint, rows, placeholder, ...rest }: TextInputProps) {
  return (
    <TextField {...rest} className="field">
      <Label className="label">{label}</Label>
      {rows === undefined ? (
        <Input className="input" {...(placeholder === undefined ? {} : { placeholder })} />
      ) : (
        <TextArea rows={rows} placeholder={placeholder} />
      )}
      {hint !== undefined && (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      <FieldError />
    </TextField>
  )
}
