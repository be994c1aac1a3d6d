import type { Input } from '#shared/session/event.ts'

const reasons = ['digits', 'speech', 'timeout', 'redirect'] as const

/** What a posted turn reports; a sentence when it cannot be read. */
export function readInput(form: URLSearchParams): Input | string {
  const reason = reasons.find((one) => one === form.get('Reason'))
  if (!reason) return `Reason must be one of ${reasons.join(', ')}.`
  const digits = form.get('Digits')
  const speech = form.get('SpeechResult')
  const heard = form.get('Heard')
  const confidence = form.get('Confidence')
  if (digits !== null && !/^[0-9*#A-D]{0,100}$/.test(digits)) return 'Digits holds keys only.'
  if ((speech?.length ?? 0) > 4_000 || (heard?.length ?? 0) > 20_000) return 'A text is too long.'
  if (confidence !== null && !(Number(confidence) >= 0 && Number(confidence) <= 1)) {
    return 'Confidence goes from 0 to 1.'
  }
  return {
    reason,
    ...(digits === null ? {} : { digits }),
    ...(speech === null ? {} : { speech }),
    ...(confidence === null ? {} : { confidence: Number(confidence) }),
    ...(heard === null ? {} : { heard }),
  }
}
