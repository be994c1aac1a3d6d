import './delay.css'
import type { Delay } from '#shared/api/delays.ts'
import { delayParts } from './delay.ts'

interface DelayBarProps {
  readonly delay: Delay
  /** Milliseconds that the whole width stands for. @defaultValue the wait itself */
  readonly of?: number
}

/** A wait as a bar of its parts; the words beside it say the same. */
export function DelayBar({ delay, of = delay.total }: DelayBarProps) {
  const width = of > 0 ? `${(100 * Math.min(delay.total, of)) / of}%` : '0'
  return (
    <div className="delay-bar" aria-hidden="true" style={{ inlineSize: width }}>
      {delayParts(delay).map(({ key, ms }) => (
        <i key={key} data-part={key} style={{ flexGrow: ms }} />
      ))}
    </div>
  )
}
