import type { Candidate, Heard } from './listener.ts'

/**
 * How much better, per frame of 10 ms, the grammar's words must fit than free words. A grammar
 * always hears one of its phrases; below this the caller said something else.
 */
export const leastMargin = 0

export interface Choice {
  readonly text: string
  /** 0..1. */
  readonly confidence: number
  readonly decoder: 'grammar' | 'general'
}

/** Takes the grammar's words when they fit nearly as well as any words would, else the free ones. */
export function chooseCandidate({ grammar, general, frames }: Heard): Choice {
  const margin = grammar ? marginOf(grammar, general, frames) : Number.NEGATIVE_INFINITY
  const grammarText = cleanText(grammar?.text ?? '')
  if (grammarText && margin >= leastMargin) {
    return { text: grammarText, confidence: fromMargin(margin), decoder: 'grammar' }
  }
  const text = cleanText(general.text)
  return { text, confidence: text ? fromPosterior(general, text) : 0, decoder: 'general' }
}

/** Difference of the log scores per frame. */
export function marginOf(grammar: Candidate, general: Candidate, frames: number): number {
  return (grammar.score - general.score) / Math.max(1, frames)
}

/** Removes noise words and the numbers of second pronunciations: "<sil> the(2) [NOISE]" → "the". */
export function cleanText(text: string): string {
  return text
    .toLowerCase()
    .replace(/<[^>]*>|\[[^\]]*\]|\+\+[^+]*\+\+|\(\d+\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

function fromMargin(margin: number): number {
  return margin
}

function fromPosterior(general: Candidate, text: string): number {
  return general.logProbability + text.length
}
