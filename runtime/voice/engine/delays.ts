import type { Report } from '../report.ts'

/** When the caller's input ended, was decided to be over, and was turned into words; unix ms. */
interface InputTimes {
  readonly lastInputAt: number
  readonly endpointAt: number
  readonly finalAt: number
}

/** What the runtime says of a model's first sentence: milliseconds since the turn asked for it. */
export interface SentenceTiming {
  /** Until the model's first piece of text. */
  readonly token: number
  /** Until its first sentence was complete. */
  readonly sentence: number
  /** What an early start has spared the caller. */
  readonly saved: number
}

/** Measures what a caller waits between the end of an input and the first sound of the answer. */
export interface Delays {
  inputEnded(times: InputTimes): void
  /** `took`: milliseconds that the runtime itself worked on the turn. */
  documentArrived(at: number, took?: number): void
  /** The first sentence of a streamed answer: the model took the time since the document. */
  sentenceArrived(at: number, timing?: SentenceTiming): void
  /** What comes is only to bridge the model's time. */
  fillerArrived(at: number): void
  /** The first sound is made; what is given is called when it is on the line, and reports the delay. */
  audioReady(at: number): (startedAt: number) => void
}

/**
 * The parts are differences of consecutive marks, and what the runtime says is capped by the marks around it, so they add
 * up to the total. A document that only holds the line and redirects counts as part of the turn, because the last
 * document before the sound is the one that sets the mark.
 */
export function createDelays(report: (report: Report) => void): Delays {
  let input: InputTimes | null = null
  let documentAt = 0
  let work = 0
  let sentence: { readonly at: number; readonly timing: SentenceTiming } | null = null
  let isFiller = false
  const arrive = (at: number, timing: SentenceTiming | undefined) => {
    const waited = at - documentAt
    sentence ??= { at, timing: timing ?? { token: waited, sentence: waited, saved: 0 } }
  }
  return {
    inputEnded: (times) => {
      input = times
      work = 0
    },
    documentArrived: (at, took = Number.POSITIVE_INFINITY) => {
      documentAt = at
      work += took
      sentence = null
      isFiller = false
    },
    sentenceArrived: arrive,
    fillerArrived: (at) => {
      isFiller ||= sentence === null
      arrive(at, undefined)
    },
    audioReady: (readyAt) => {
      const times = input
      input = null
      if (!times) return () => {}
      const { lastInputAt, endpointAt, finalAt } = times
      const turn = share(work, documentAt - finalAt)
      const streamed = sentence ? sentence.at - documentAt : 0
      const model = share(sentence?.timing.token ?? 0, streamed)
      const wording = share((sentence?.timing.sentence ?? 0) - model, streamed - model)
      const spoken = sentence
      const filler = isFiller
      return (startedAt) =>
        report({
          type: 'delay',
          endpointing: endpointAt - lastInputAt,
          recognition: finalAt - endpointAt,
          turn,
          network: documentAt - finalAt - turn + streamed - model - wording,
          ...(spoken ? { model, sentence: wording } : {}),
          synthesis: readyAt - (spoken?.at ?? documentAt),
          audio: startedAt - readyAt,
          total: startedAt - lastInputAt,
          ...(spoken && spoken.timing.saved > 0 ? { saved: Math.round(spoken.timing.saved) } : {}),
          ...(filler ? { filler: true } : {}),
        })
    },
  }
}

/** What is claimed of a span, in whole milliseconds: never more than the span. */
const share = (claimed: number, span: number): number =>
  Math.round(Math.max(0, Math.min(claimed, span)))
