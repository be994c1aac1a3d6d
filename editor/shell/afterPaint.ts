import { startTransition, useEffect, useState } from 'react'

/** Longest wait for a frame, ms: a page in a hidden tab is never painted. */
const longest = 300

/** Does something once the browser has painted what is there now; the function it returns forgets it. */
export function afterPaint(act: () => void): () => void {
  let timer = setTimeout(run, longest)
  const frame = requestAnimationFrame(() => {
    clearTimeout(timer)
    // A frame callback runs before its paint, a task after it.
    timer = setTimeout(run, 0)
  })
  function run(): void {
    cancelAnimationFrame(frame)
    act()
  }
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}

/** False until the browser has painted the component's first look. */
export function useIsPainted(): boolean {
  const [isPainted, setPainted] = useState(false)
  useEffect(() => afterPaint(() => startTransition(() => setPainted(true))), [])
  return isPainted
}
