import { IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'

interface MoreProps {
  readonly title: string
  readonly children: ReactNode
}

/** Settings that most steps leave alone. */
export function More({ title, children }: MoreProps) {
  return (
    <details className="more">
      <summary>
        <IconChevronRight className="mirrored" size={14} aria-hidden="true" />
        {title}
      </summary>
      <div className="form">{children}</div>
    </details>
  )
}
