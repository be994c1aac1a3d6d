import { Switch } from '@mantine/core'

interface SwitchFieldProps {
  readonly label: string
  readonly checked: boolean
  readonly hint?: string
  readonly onChange: (checked: boolean) => void
}

/** Yes or no. */
export function SwitchField({ label, checked, hint, onChange }: SwitchFieldProps) {
  return (
    <Switch
      label={label}
      description={hint}
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}
