import { frameMs } from '../line.ts'
import type { Sound } from './soundsOf.ts'

/** Who took the call, as far as listening tells. `beep`: a machine, which records from now on. */
export type Answerer = 'human' | 'machine' | 'beep' | 'unknown'

/** What was heard since the answer; all times in milliseconds. */
export interface Heard {
  readonly at: number
  /** When the greeting began; null: nobody has spoken yet. */
  readonly began: number | null
  /** When somebody last spoke. */
  readonly spoke: number
  readonly words: number
  /** Length of the piece of speech that goes on now. */
  readonly piece: number
  /** Length of the silence that goes on now. */
  readonly silence: number
  readonly tone: { readonly hz: number; readonly length: number } | null
}

export const heardNothing: Heard = {
  ...{ at: 0, began: null, spoke: 0, words: 0, piece: 0, silence: 0, tone: null },
}

/** By then somebody decides. */
export const decisionTime = 4_000
/** People say their name and wait; machines go on. */
const longestHumanGreeting = 1_800
const mostHumanWords = 5
/** Silence after a greeting in which a person waits for us. */
const waitingSilence = 800
/** A piece of speech that counts as a word, and the pause that ends it. */
const leastWord = 80
const wordPause = 60
/** The pitch of a beep does not wander. */
const steadyHz = 40
const leastBeep = 150
/** A beep ends in silence; music does not. */
const silenceAfterBeep = 80

/** Takes in the next 20 ms. */
export function hear(heard: Heard, sound: Sound): Heard {
  const at = heard.at + frameMs
  switch (sound.type) {
    case 'silence': {
      const silence = heard.silence + frameMs
      const isPause = silence >= wordPause
      const words = heard.words + (isPause && heard.piece >= leastWord ? 1 : 0)
      return { ...heard, at, silence, words, piece: isPause ? 0 : heard.piece }
    }
    case 'speech':
      return {
        ...heard,
        ...{ at, silence: 0, tone: null, spoke: at, piece: heard.piece + frameMs },
        began: heard.began ?? heard.at,
      }
    case 'tone': {
      const { tone } = heard
      const goesOn = tone !== null && heard.silence === 0 && Math.abs(tone.hz - sound.hz) < steadyHz
      const length = (goesOn ? tone.length : 0) + frameMs
      return { ...heard, at, silence: 0, tone: { hz: goesOn ? tone.hz : sound.hz, length } }
    }
  }
}

/** Whether a beep has just ended. */
export const isBeep = ({ tone, silence }: Heard): boolean =>
  tone !== null && tone.length >= leastBeep && silence >= silenceAfterBeep

/** Who it is; null: listen on. Decides within `decisionTime`. */
export function judge(heard: Heard): Answerer | null {
  if (isBeep(heard)) return 'beep'
  const { at, began, spoke, words, piece, silence } = heard
  if (began === null) return at >= decisionTime ? 'unknown' : null
  const greeting = spoke - began
  if (greeting > longestHumanGreeting) return 'machine'
  if (words + (piece >= leastWord ? 1 : 0) > mostHumanWords) return 'machine'
  if (silence >= waitingSilence) return greeting >= leastWord ? 'human' : stillUnknown(at)
  return stillUnknown(at)
}

const stillUnknown = (at: number): Answerer | null => (at >= decisionTime ? 'unknown' : null)

/** Longest time to wait for a machine's beep. */
export const beepTime = 30_000
/** A machine that is silent for so long listens already: its beep was missed. */
export const silenceOfMachine = 4_000

/** Whether a machine listens now: it has beeped, has fallen silent, or would talk for ever. */
export const isListening = (heard: Heard): boolean =>
  isBeep(heard) || heard.silence >= silenceOfMachine || heard.at >= decisionTime + beepTime
