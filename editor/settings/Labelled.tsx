import type { ReactNode } from 'react'

interface LabelledProps {
  readonly label: string
  readonly children: ReactNode
}

/** A control under its label. */
export const Labelled = ({ label, children }: LabelledProps) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is its child
  <label>
    <span className="field-label">{label}</span>
    {children}
  </label>
)
