import type { ListenFor } from '../speech.ts'
import { countFillers } from './grammar.ts'
import type { Heard } from './listener.ts'

/**
 * A grammar always hears one of its phrases, so its words count only when they fit much better
 * than free words, whose score pays for the language model: by so much per frame of 10 ms.
 * Fitted on synthetic speech and recordings, at 16 kHz and over a telephone; see the README.
 */
const leastMargin = 2.5
/** A filler costs the grammar nothing but helps it to fit: about what a free word costs. */
const fillerCost = 450
/** Above 4 s, slower speech than this is a path that ended in the middle of the grammar. */
const longFrames = 400
const mostFramesPerLetter = 18
const silenceFrames = 100

export interface Choice {
  readonly text: string
  /** 0..1. */
  readonly confidence: number
  readonly decoder: 'grammar' | 'general'
}

/** Takes the grammar's words when they fit clearly better than any others, else the free ones. */
export function chooseCandidate(heard: Heard, { phrases }: Pick<ListenFor, 'phrases'>): Choice {
  const text = cleanText(heard.grammar?.text ?? '')
  const margin = marginOf(heard, countFillers(text, phrases))
  if (text && margin >= leastMargin && !isTooSlow(text, heard.frames)) {
    return { text, confidence: fromMargin(margin), decoder: 'grammar' }
  }
  const words = cleanText(heard.general.text)
  const confidence = words ? fromPosterior(heard.general.logProbability, words) : 0
  return { text: words, confidence, decoder: 'general' }
}

/** Removes noise words and the numbers of second pronunciations: "<sil> the(2) [NOISE]" → "the". */
export function cleanText(text: string): string {
  return text
    .toLowerCase()
    .replace(/<[^>]*>|\[[^\]]*\]|\+\+[^+]*\+\+|\(\d+\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

function marginOf({ grammar, general, frames }: Heard, fillers: number): number {
  if (!grammar) return Number.NEGATIVE_INFINITY
  return (grammar.score - general.score - fillers * fillerCost) / Math.max(1, frames)
}

function isTooSlow(text: string, frames: number): boolean {
  const letters = text.replaceAll(' ', '').length
  return frames > longFrames && (frames - silenceFrames) / letters > mostFramesPerLetter
}

/** 0.5 at the least margin, 0.9 where nearly all are right. */
function fromMargin(margin: number): number {
  return round(1 - 0.5 * Math.exp((leastMargin - margin) / 3.5))
}

/** Share of words that were right at this mean posterior in the fit: 0.9 at -0.4, 0.25 at -3. */
function fromPosterior(logProbability: number, words: string): number {
  const perWord = logProbability / words.split(' ').length
  return round(Math.max(0.05, Math.min(0.95, 1 + 0.25 * perWord)))
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
