import type { ReactNode } from 'react'

interface SettingsHeadProps {
  readonly title: string
  /** What the section is for, in a sentence or two. */
  readonly intro?: string
  /** What can be added here. */
  readonly action?: ReactNode
}

/** The beginning of a section: its name, what it is for, and at the end of the line what can be done. */
export function SettingsHead({ title, intro, action }: SettingsHeadProps) {
  return (
    <header className="settings-head">
      <h2>{title}</h2>
      {action}
      {intro !== undefined && <p>{intro}</p>}
    </header>
  )
}
