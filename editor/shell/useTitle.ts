import { useEffect } from 'react'

const product = 'FML Studio'

/** Names the window after what it shows, for tabs, the history and screen readers; null leaves it to another part. */
export function useTitle(part: string | null): void {
  useEffect(() => {
    if (part !== null) document.title = part === '' ? product : `${part} · ${product}`
  }, [part])
}
