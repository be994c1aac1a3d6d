import { checkGuards, type GuardHit } from '#shared/guards/checkGuards.ts'
import type { ModelRequest } from '#shared/session/effect.ts'
import { plainWords } from '#shared/text/words.ts'
import { splitSentences } from '../speech/splitSentences.ts'
import {
  claimsAction,
  isLong,
  lastSaid,
  speaksForCaller,
  wantsRepeat,
  withoutOwnName,
} from './answerChecks.ts'
import { isOtherLanguage } from './detectLanguage.ts'
import { createSentences } from './sentences.ts'

/** Why a model is asked again before anything of its answer was heard. */
export type Nudge = 'empty' | 'repeats' | 'language' | 'claims'

/** What a model's text came to. */
export type Verdict =
  | { readonly type: 'said' }
  | { readonly type: 'again'; readonly nudge: Nudge; readonly said: string }
  | { readonly type: 'guarded'; readonly hit: GuardHit }

/** Stands between what a model writes and what the caller hears: sentence by sentence, while it writes. */
export interface Gate {
  /** Takes text as it comes; false when the rest is not wanted. */
  add(text: string): boolean
  /** Forgets what was not let through: the model is asked again. */
  reset(): void
  /** The end of one answer. `isWhole`: it was not cut short. `acts`: tools or an exit were called with it. */
  end(how: { readonly isWhole: boolean; readonly acts: boolean }): Verdict
  /** A tool has done something: saying so is no empty claim any more. */
  acted(): void
  /** Everything let through in this turn. */
  spoken(): string
  /** Since the last reset or end. */
  hasSpokenNow(): boolean
}

interface GateOptions {
  readonly say: (sentence: string) => void
  readonly note: (message: string) => void
  /** What is let pass after the model was asked again for it. */
  readonly nudged: ReadonlySet<Nudge>
}

export function createGate(request: ModelRequest, { say, note, nudged }: GateOptions): Gate {
  const before = lastSaid(request.history, splitSentences)
  const mayRepeat = wantsRepeat(request.history)
  let hasActed = request.history.some(({ role, text }) => role === 'event' && !isFailure(text))
  const guards = request.guards ?? []
  const passed: string[] = []
  let isNow = false
  let held: string[] = []
  let holds: 'repeats' | 'claims' | null = null
  let isOver = false
  let verdict: Verdict | null = null

  const pass = (sentence: string) => {
    passed.push(sentence)
    isNow = true
    say(sentence)
  }
  const release = () => {
    for (const sentence of held.splice(0)) pass(sentence)
    holds = null
  }
  const suspicion = (sentence: string): typeof holds => {
    if (!mayRepeat && isLong(sentence) && before.has(plainWords(sentence))) return 'repeats'
    return !hasActed && claimsAction(sentence) ? 'claims' : null
  }
  const take = (sentence: string) => {
    const suspect = suspicion(sentence)
    if (holds === null && suspect === null) return pass(sentence)
    // Something new was said as well: that it begins as before is no harm.
    if (holds === 'repeats' && suspect === null && isLong(sentence)) {
      release()
      return pass(sentence)
    }
    held.push(sentence)
    holds = suspect === 'claims' ? suspect : (holds ?? suspect)
  }
  const judge = (spokenText: string, written: string) => {
    if (isOver) return
    if (speaksForCaller(spokenText)) {
      note('The model went on to speak for the caller: that part was left out.')
      isOver = true
      return
    }
    const sentence = withoutOwnName(spokenText)
    if (sentence === '') return
    const hit = checkGuards(guards, 'agent', sentence, written)
    if (hit) {
      isOver = true
      verdict = { type: 'guarded', hit }
      return
    }
    if (!isNow && !nudged.has('language') && isOtherLanguage(sentence, request.language)) {
      isOver = true
      verdict = { type: 'again', nudge: 'language', said: sentence }
      return
    }
    take(sentence)
  }
  const sentences = createSentences(judge)
  const clear = () => {
    sentences.reset()
    held = []
    holds = null
    isNow = false
    isOver = false
    verdict = null
  }

  return {
    add: (text) => {
      if (!isOver) sentences.add(text)
      return !isOver && !sentences.isFull()
    },
    reset: clear,
    end: ({ isWhole, acts }) => {
      if (!isOver && !sentences.end(isWhole || !isNow)) {
        note('The model stopped in the middle of a sentence: that part was left out.')
      }
      const hadSpoken = isNow
      const rest = { holds, text: held.join(' '), verdict }
      if (rest.verdict === null && mayPass(rest.holds, acts || hadSpoken, nudged, note)) release()
      const said = isNow || rest.text !== ''
      clear()
      if (rest.verdict) return rest.verdict
      if (rest.holds && !acts && !hadSpoken && !mayPassSilently(rest.holds, nudged)) {
        return { type: 'again', nudge: rest.holds, said: rest.text }
      }
      return said || acts ? { type: 'said' } : { type: 'again', nudge: 'empty', said: '' }
    },
    acted: () => {
      hasActed = true
    },
    spoken: () => passed.join(' '),
    hasSpokenNow: () => isNow,
  }
}

const isFailure = (event: string): boolean => /^\w+ failed: /.test(event)

/** Whether what was held is said after all at the end of an answer. */
function mayPass(
  holds: 'repeats' | 'claims' | null,
  isExcused: boolean,
  nudged: ReadonlySet<Nudge>,
  note: (message: string) => void,
): boolean {
  if (holds === null || isExcused) return true
  if (!mayPassSilently(holds, nudged)) return false
  note('The model says that something was done, and no tool did it.')
  return true
}

/** A claim is let pass when the model insists; a repetition never is. */
const mayPassSilently = (holds: 'repeats' | 'claims', nudged: ReadonlySet<Nudge>): boolean =>
  holds === 'claims' && nudged.has('claims')
