import { useEffect, useState } from 'react'

/** Gives the keyboard back to what had it before this part was shown, once the part is gone. */
export function useReturnFocus(): void {
  // Asked while drawing: a dialog takes the focus before effects of what is around it run.
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      const isLost = document.activeElement === null || document.activeElement === document.body
      if (isLost && before instanceof HTMLElement && before.isConnected) before.focus()
    },
    [before],
  )
}
