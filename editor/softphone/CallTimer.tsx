import { useEffect, useState } from 'react'

/** Minutes and seconds of a call under way. */
export function CallTimer({ since }: { readonly since: number }) {
  const [now, setNow] = useState(since)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.max(0, Math.floor((now - since) / 1_000))
  const minutes = Math.floor(seconds / 60)
  return (
    <span className="phone-timer">{`${minutes}:${String(seconds % 60).padStart(2, '0')}`}</span>
  )
}
