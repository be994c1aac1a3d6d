import type { TooltipProps } from '@mantine/core'
import { lazy, type ReactElement, Suspense } from 'react'
import { firstScreen } from './firstScreen.ts'

const Tooltip = lazy(async () => {
  await firstScreen()
  try {
    return { default: (await import('./Tip.tsx')).Tip }
  } catch {
    // What it explains matters more than the explanation.
    return { default: ({ children }: TooltipProps) => <>{children}</> }
  }
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
