import { type Break, plainSpeech, type SpeechPart } from '#shared/fml/speech.ts'

/** What a Say with marks becomes for a voice that knows none: words, and silence in between. */
export type SpeechSegment =
  | { readonly type: 'words'; readonly text: string }
  | { readonly type: 'silence'; readonly ms: number }

/** Milliseconds. */
const strengths = {
  none: 0,
  'x-weak': 100,
  weak: 200,
  medium: 400,
  strong: 700,
  'x-strong': 1_200,
} as const
const longestBreak = 10_000
const pauses = { p: 400, s: 200 } as const

/** Flattens marks: breaks become silence, emphasis and prosody are let go, nothing of the markup is spoken. */
export function speechSegments(parts: readonly SpeechPart[]): readonly SpeechSegment[] {
  const segments: SpeechSegment[] = []
  let words = ''
  const flush = (ms: number) => {
    const text = words.replace(/\s+/g, ' ').trim()
    words = ''
    if (text !== '') segments.push({ type: 'words', text })
    if (ms > 0) segments.push({ type: 'silence', ms })
  }
  const read = (part: SpeechPart): void => {
    if (typeof part === 'string') {
      words += part
      return
    }
    switch (part.type) {
      case 'break': {
        const ms = breakMs(part)
        if (ms > 0) flush(ms)
        return
      }
      case 'prosody':
      case 'emphasis':
        for (const each of part.content) read(each)
        return
      case 'p':
      case 's':
        flush(0)
        for (const each of part.content) read(each)
        flush(pauses[part.type])
        return
      case 'sayAs':
        words += part.interpretAs === 'date' ? isoDate(part.text, part.format) : plainSpeech([part])
        return
      case 'sub':
        words += part.alias
    }
  }
  for (const part of parts) read(part)
  flush(0)
  return segments
}

const breakMs = ({ time, strength = 'medium' }: Break): number =>
  time === undefined ? strengths[strength] : Math.min(longestBreak, 1_000 * time)

/** A date as voices read it best, `2026-11-22`; as it is written when it cannot be told. */
function isoDate(text: string, format = 'mdy'): string {
  const written = text.trim()
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(written)
  if (compact) return compact.slice(1).join('-')
  const numbers = written.split(/[-/. ]/)
  if (numbers.length !== 3 || !numbers.every((each) => /^\d{1,4}$/.test(each))) return text
  const order = (numbers[0] ?? '').length === 4 ? 'ymd' : format
  const at = (letter: string) => numbers[order.indexOf(letter)] ?? ''
  const [year, month, day] = [at('y'), at('m'), at('d')]
  if (year.length !== 4 || Number(month) < 1 || Number(month) > 12) return text
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
