import { IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'

interface MoreProps {
  readonly title: string
  readonly children: ReactNode
  /** It was opened: what is loaded for it is wanted now. */
  readonly onOpen?: () => void
  /** Opens it: there is a problem inside. */
  readonly isOpen?: boolean
}

/** Settings that most steps leave alone. */
export function More({ title, children, onOpen, isOpen }: MoreProps) {
  return (
    <details
      className="more"
      open={isOpen}
      onToggle={(event) => {
        if (event.currentTarget.open) onOpen?.()
      }}
    >
      <summary>
        <IconChevronRight className="mirrored" size={14} aria-hidden="true" />
        {title}
      </summary>
      <div className="form">{children}</div>
    </details>
  )
}
