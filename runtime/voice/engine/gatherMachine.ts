import type {
  GatherEvent,
  GatherOutput,
  GatherResult,
  GatherRules,
  GatherState,
  GatherStep,
  TimerName,
} from './gatherTypes.ts'

/**
 * What a gather decides, without sound, sockets or timers: a state and an event with its time give the next state and
 * what to do. The driver in `verbs/gather.ts` performs the outputs.
 */

/** Longest utterance: steady noise must not hold the line for ever. */
const longestUtterance = 30_000
/** A recogniser that takes longer than this has understood nothing. */
const recognitionLimit = 8_000
/** A caller who asked to be waited for gets so long, so often. */
const patience = 30_000
const mostWaits = 2

/** A gather whose prompt is about to play. */
export function startGather(rules: GatherRules, at: number): GatherState {
  return {
    rules,
    prompting: true,
    held: false,
    asked: false,
    interrupted: false,
    waits: 0,
    digits: '',
    complete: false,
    left: '',
    words: null,
    utterance: 'none',
    lastInputAt: at,
    endpointAt: at,
    done: false,
  }
}

/** What one event does to a gather. Total: events that no longer matter change nothing. */
export function stepGather(state: GatherState, event: GatherEvent): GatherStep {
  if (state.done) return stay(state)
  switch (event.type) {
    case 'prompt.ended':
      return onPromptEnded(state, event.at)
    case 'prompt.said':
      return stay(event.text.includes('?') ? { ...state, asked: true } : state)
    case 'digit':
      return onDigit(state, event.digit, event.at)
    case 'text':
      return onText(state, event.text, event.at)
    case 'speech.started':
      return onSpeechStarted(state)
    case 'speech.partial':
      return onPartial(state, event.text)
    case 'speech.ended':
      return onSpeechEnded(state, event.at, event.silence)
    case 'recognised':
      return onRecognised(state, event)
    case 'timer':
      return onTimer(state, event.name, event.at)
  }
}

const stay = (state: GatherState): GatherStep => ({ state, outputs: [] })

function onPromptEnded(state: GatherState, at: number): GatherStep {
  if (!state.prompting) return stay(state)
  const over = { ...state, prompting: false, held: false }
  if (over.complete) return finish(over, { reason: 'digits', finalAt: at })
  if (over.words !== null)
    return finish(over, { reason: 'speech', speech: over.words, finalAt: at })
  return over.utterance === 'none' ? { state: over, outputs: [waitFor(over)] } : stay(over)
}

/** The timer that runs while nobody speaks and no prompt plays. */
function waitFor({ digits, rules }: GatherState): GatherOutput {
  return digits === ''
    ? { type: 'startTimer', name: 'noInput', ms: rules.timeout }
    : { type: 'startTimer', name: 'interDigit', ms: rules.interDigitTimeout }
}

function onDigit(before: GatherState, digit: string, at: number): GatherStep {
  const { rules } = before
  if (!rules.dtmf) return stay(before)
  if (before.complete) return stay({ ...before, left: before.left + digit })
  const stopped = before.prompting && rules.interruptible.byKey
  const outputs: GatherOutput[] = [...dropUtterance(before)]
  if (stopped) outputs.push({ type: 'stopPrompt', by: 'digit' })
  else if (before.held) outputs.push({ type: 'resumePrompt', words: '' })
  const isFinish = rules.finishOnKey.includes(digit)
  const digits = isFinish ? before.digits : before.digits + digit
  const state: GatherState = {
    ...before,
    digits,
    utterance: 'none',
    held: false,
    prompting: before.prompting && !stopped,
    interrupted: before.interrupted || stopped,
    complete: isFinish || digits.length === rules.numDigits,
    lastInputAt: at,
    endpointAt: at,
  }
  if (state.prompting) return { state, outputs }
  if (state.complete) return finish(state, { reason: 'digits', finalAt: at }, outputs)
  return { state, outputs: [...outputs, waitFor(state)] }
}

function onText(before: GatherState, text: string, at: number): GatherStep {
  const { rules } = before
  if (!rules.speech) return rules.dtmf ? onTypedKeys(before, text, at) : stay(before)
  const stopped = before.prompting && rules.interruptible.bySpeech
  const outputs: GatherOutput[] = [...dropUtterance(before)]
  if (stopped) outputs.push({ type: 'stopPrompt', by: 'text' })
  else if (before.held) outputs.push({ type: 'resumePrompt', words: '' })
  const state: GatherState = {
    ...before,
    words: text,
    utterance: 'none',
    held: false,
    prompting: before.prompting && !stopped,
    interrupted: before.interrupted || stopped,
    lastInputAt: at,
    endpointAt: at,
  }
  if (state.prompting) return { state, outputs }
  return finish(state, { reason: 'speech', speech: text, finalAt: at }, outputs)
}

/** Keys typed as words where only keys are listened for. */
function onTypedKeys(before: GatherState, text: string, at: number): GatherStep {
  if (!/^[0-9*#\s]{1,50}$/.test(text)) return stay(before)
  let step = stay(before)
  for (const digit of text.replaceAll(/\s/g, '')) {
    const next = stepGather(step.state, { type: 'digit', at, digit })
    step = { state: next.state, outputs: [...step.outputs, ...next.outputs] }
  }
  return step
}

/** Keys are unambiguous: once one is pressed, speech no longer counts. */
function onSpeechStarted(state: GatherState): GatherStep {
  const { rules } = state
  const isDeaf = !rules.speech || state.digits !== '' || state.complete || state.words !== null
  if (isDeaf || state.utterance !== 'none') return stay(state)
  const outputs: GatherOutput[] = [
    { type: 'openUtterance' },
    { type: 'startTimer', name: 'longestUtterance', ms: longestUtterance },
  ]
  const holds = state.prompting && rules.interruptible.bySpeech && rules.minBargeInWords === 0
  const open: GatherState = { ...state, utterance: 'open', held: holds }
  // A caller who cuts in wants to be heard at once; whether it was more than “uh-huh” is known by the words.
  return { state: open, outputs: holds ? [{ type: 'holdPrompt' }, ...outputs] : outputs }
}

function onPartial(state: GatherState, text: string): GatherStep {
  const counts = state.utterance !== 'none' && state.prompting && state.rules.interruptible.bySpeech
  if (!counts || !interrupts(state, text)) return stay(state)
  return {
    state: { ...state, prompting: false, held: false, interrupted: true },
    outputs: [{ type: 'stopPrompt', by: 'speech' }],
  }
}

/** Whether words said over a prompt are meant to stop it. */
const interrupts = ({ rules, asked }: GatherState, text: string): boolean =>
  countWords(text) >= Math.max(1, rules.minBargeInWords) && !rules.isBackchannel(text, asked)

function onSpeechEnded(state: GatherState, at: number, silence: number): GatherStep {
  if (state.utterance !== 'open') return stay(state)
  if (state.prompting && !state.rules.interruptible.bySpeech) {
    return {
      state: { ...state, utterance: 'none' },
      outputs: [{ type: 'cancelUtterance' }, { type: 'stopTimer' }],
    }
  }
  return {
    state: { ...state, utterance: 'recognising', lastInputAt: at - silence, endpointAt: at },
    outputs: [
      { type: 'finishUtterance' },
      { type: 'startTimer', name: 'recognition', ms: recognitionLimit },
    ],
  }
}

function onRecognised(
  before: GatherState,
  { at, text, confidence }: { at: number; text: string; confidence: number },
): GatherStep {
  if (before.utterance !== 'recognising') return stay(before)
  const state: GatherState = { ...before, utterance: 'none' }
  const result = { reason: 'speech', speech: text, confidence, finalAt: at } as const
  if (!state.prompting) return waitsFor(state, text) ? waitOn(state) : finish(state, result)
  // Too few words, noise, or "uh-huh": the prompt goes on as if nothing had been said.
  if (!interrupts(state, text)) {
    const goesOn = state.held ? [{ type: 'resumePrompt', words: text } as const] : []
    return { state: { ...state, held: false }, outputs: [{ type: 'stopTimer' }, ...goesOn] }
  }
  const cut: GatherState = { ...state, prompting: false, held: false, interrupted: true }
  const stop = { type: 'stopPrompt', by: 'speech' } as const
  return waitsFor(cut, text) ? waitOn(cut, [stop]) : finish(cut, result, [stop])
}

const waitsFor = ({ rules, waits }: GatherState, text: string): boolean =>
  waits < mostWaits && rules.isHoldOn(text)

/** The caller will be back: silence is no silence for a while. */
const waitOn = (state: GatherState, outputs: readonly GatherOutput[] = []): GatherStep => ({
  state: { ...state, waits: state.waits + 1 },
  outputs: [
    ...outputs,
    { type: 'callerWaits', ms: patience },
    { type: 'startTimer', name: 'noInput', ms: patience },
  ],
})

function onTimer(state: GatherState, name: TimerName, at: number): GatherStep {
  switch (name) {
    case 'noInput':
      return finish(state, { reason: 'timeout', finalAt: at })
    case 'interDigit':
      return finish({ ...state, endpointAt: at }, { reason: 'digits', finalAt: at })
    case 'longestUtterance':
      return onSpeechEnded(state, at, 0)
    case 'recognition': {
      const step = onRecognised(state, { at, text: '', confidence: 0 })
      return { ...step, outputs: [{ type: 'cancelUtterance' }, ...step.outputs] }
    }
  }
}

function dropUtterance({ utterance }: GatherState): readonly GatherOutput[] {
  return utterance === 'none' ? [] : [{ type: 'cancelUtterance' }, { type: 'stopTimer' }]
}

function finish(
  state: GatherState,
  result: Pick<GatherResult, 'reason' | 'finalAt'> &
    Partial<Pick<GatherResult, 'speech' | 'confidence'>>,
  outputs: readonly GatherOutput[] = [],
): GatherStep {
  const { digits, interrupted, left, lastInputAt, endpointAt } = state
  return {
    state: { ...state, done: true },
    outputs: [
      ...outputs,
      { type: 'stopTimer' },
      {
        type: 'done',
        result: {
          speech: '',
          confidence: 1,
          digits,
          interrupted,
          left,
          lastInputAt,
          endpointAt,
          ...result,
        },
      },
    ],
  }
}

const countWords = (text: string): number => text.split(/\s+/).filter(Boolean).length
