import type { TooltipProps } from '@mantine/core'
import { type ReactElement, Suspense } from 'react'
import { firstScreen } from './firstScreen.ts'
import { lazyPart } from './lazyPart.ts'

const Tooltip = lazyPart(async () => {
  await firstScreen()
  return (await import('./Tip.tsx')).Tip
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
