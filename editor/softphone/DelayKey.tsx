import type { Delay } from '#shared/api/delays.ts'
import { delayParts, seconds } from './delay.ts'

/** The colours of a bar in words, with the seconds of each part. */
export function DelayKey({ delay }: { readonly delay: Delay }) {
  return (
    <ul className="delay-key">
      {delayParts(delay).map(({ key, word, ms }) => (
        <li key={key} data-part={key}>
          <i aria-hidden="true" />
          {word} <b>{seconds(ms)}</b>
        </li>
      ))}
    </ul>
  )
}
