import { type Delay, type DelayPart, delayPartNames } from '#shared/api/delays.ts'
import { formatCount } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'

/** What the parts of a wait are called. */
export const delayWords = (): Readonly<Record<DelayPart, string>> => ({
  endpointing: t('silence'),
  recognition: t('words'),
  turn: t('flow'),
  network: t('network'),
  model: t('model'),
  sentence: t('first sentence'),
  synthesis: t('voice'),
  audio: t('line'),
})

/** The parts of a wait that can be seen, in the order they passed. */
export const delayParts = (delay: Delay) => {
  const words = delayWords()
  return delayPartNames
    .map((key) => ({ key, word: words[key], ms: delay[key] }))
    .filter(({ ms }) => ms >= 5)
}

/** Seconds to the hundredth. */
export const seconds = (ms: number): string =>
  formatCount(ms / 1_000, { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** `Answered after 0.58 s: silence 0.27, words 0.05, flow 0.17, voice 0.09`. */
export const delaySentence = (delay: Delay): string =>
  [
    t('Answered after {seconds} s: {parts}', {
      seconds: seconds(delay.total),
      parts: delayParts(delay)
        .map(({ word, ms }) => `${word} ${seconds(ms)}`)
        .join(', '),
    }),
    ...(delay.saved >= 5 ? [t('begun {seconds} s early', { seconds: seconds(delay.saved) })] : []),
  ].join('; ')
