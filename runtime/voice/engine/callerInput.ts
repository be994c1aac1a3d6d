import type { LineListener } from '../line.ts'
import type { Report } from '../report.ts'

/** Who listens to the caller now. */
interface InputSink {
  audio(pcm: Int16Array): void
  digit(digit: string): void
  text(text: string): void
}

/** Brings what the caller does to the verb that listens, and keeps it while none does. */
export interface CallerInput {
  readonly listener: LineListener
  /** Gives everything to the sink from now on; null: nobody listens. */
  attach(sink: InputSink | null): void
  /** Takes what was typed ahead: keys first, then words. */
  takeTyped(): { readonly digits: string; readonly text: string | null }
  /** Puts keys back for the next gather. */
  keep(digits: string): void
}

const mostKeysKept = 50
const longestText = 2_000

/** Keys pressed while a sentence is spoken must not get lost: people who know the menu type ahead. */
export function createCallerInput(
  report: (report: Report) => void,
  onHangup: (reason: string) => void,
): CallerInput {
  let sink: InputSink | null = null
  let digits = ''
  let text: string | null = null
  const keep = (more: string) => {
    digits = (digits + more).slice(0, mostKeysKept)
  }
  return {
    attach: (next) => {
      sink = next
    },
    takeTyped: () => {
      const typed = { digits, text }
      digits = ''
      text = null
      return typed
    },
    keep,
    listener: {
      audio: (pcm) => sink?.audio(pcm),
      digit: (digit) => {
        if (!/^[0-9*#A-D]$/.test(digit)) return
        report({ type: 'digit', digit })
        if (sink) sink.digit(digit)
        else keep(digit)
      },
      text: (typed) => {
        const words = typed.trim().slice(0, longestText)
        if (words === '') return
        report({ type: 'text', text: words })
        if (sink) sink.text(words)
        else text = words
      },
      hangup: onHangup,
    },
  }
}
