import type { Report } from '../report.ts'

/** When the caller's input ended, was decided to be over, and was turned into words; unix ms. */
interface InputTimes {
  readonly lastInputAt: number
  readonly endpointAt: number
  readonly finalAt: number
}

/** Measures what a caller waits between the end of an input and the first sound of the answer. */
export interface Delays {
  inputEnded(times: InputTimes): void
  documentArrived(at: number): void
  /** The first sentence of a streamed answer: the model took the time since the document. */
  sentenceArrived(at: number): void
  /** The first sound after an input reports its delay; later ones do nothing. */
  audioStarted(at: number): void
}

/**
 * The parts are differences of consecutive marks, so they add up to the total. A document that only holds the line and
 * redirects counts as part of the turn, because the last document before the sound is the one that sets the mark.
 */
export function createDelays(report: (report: Report) => void): Delays {
  let input: InputTimes | null = null
  let documentAt = 0
  let sentenceAt: number | null = null
  return {
    inputEnded: (times) => {
      input = times
    },
    documentArrived: (at) => {
      documentAt = at
      sentenceAt = null
    },
    sentenceArrived: (at) => {
      sentenceAt ??= at
    },
    audioStarted: (at) => {
      if (!input) return
      const { lastInputAt, endpointAt, finalAt } = input
      input = null
      report({
        type: 'delay',
        endpointing: endpointAt - lastInputAt,
        recognition: finalAt - endpointAt,
        turn: documentAt - finalAt,
        ...(sentenceAt === null ? {} : { model: sentenceAt - documentAt }),
        synthesis: at - (sentenceAt ?? documentAt),
        total: at - lastInputAt,
      })
    },
  }
}
