import type { TooltipProps } from '@mantine/core'
import { lazy, type ReactElement, Suspense } from 'react'
import { firstScreen } from './firstScreen.ts'

const Bare = ({ children }: HintProps) => children

const Tooltip = lazy(async () => {
  await firstScreen()
  // Without the server a button goes on without its tooltip.
  const { Tip } = await import('./Tip.tsx').catch(() => ({ Tip: Bare }))
  return { default: Tip }
})

interface HintProps {
  readonly label: string
  readonly position?: TooltipProps['position']
  readonly children: ReactElement
}

/** A tooltip that nobody waits for: it comes after the first screen. */
export function Hint({ label, position, children }: HintProps) {
  return (
    <Suspense fallback={children}>
      <Tooltip label={label} {...(position ? { position } : {})}>
        {children}
      </Tooltip>
    </Suspense>
  )
}
