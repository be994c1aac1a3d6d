import { defaults, type Gather } from '#shared/fml/fml.ts'
import type { CallContext, Next } from '../engine/callContext.ts'
import { startGather, stepGather } from '../engine/gatherMachine.ts'
import type { GatherEvent, GatherOutput, GatherResult, GatherRules } from '../engine/gatherTypes.ts'
import { createHearing, type Hearing } from '../engine/hearing.ts'
import { createPromptHold, type PromptHold } from '../engine/promptHold.ts'
import { linkedController, onAbort } from '../engine/waiting.ts'
import { type Manners, mannersOf } from '../listening/mannersOf.ts'
import { runPrompt } from './prompts.ts'
import { sayStream } from './sayStream.ts'

/** Plays its prompts, listens for keys, speech and typed words, and posts what came to its action. */
export async function gather(verb: Gather, call: CallContext): Promise<Next> {
  const prompt = linkedController(call.signal)
  let onSaying = (_text: string) => {}
  const hold = createPromptHold((text) => onSaying(text))
  const playing = playPrompts(verb, { ...call, hold }, prompt.signal)
  const result = await listen(verb, call, {
    ended: playing,
    stop: prompt.abort,
    hold,
    onSaying: (listener) => {
      onSaying = listener
    },
  })
  prompt.abort()
  prompt.free()
  const { heard } = await playing
  if (!result) return { type: 'hangup', reason: 'hangup' }
  if (result === 'left') return { type: 'post', path: verb.action, form: { Reason: 'stream' } }
  call.input.keep(result.left)
  if (result.reason !== 'timeout') call.delays.inputEnded(result)
  return { type: 'post', path: verb.action, form: formOf(result, heard) }
}

/** What was heard, and whether a stream of sentences said that nobody is to be listened to. */
interface Prompted {
  readonly heard: string
  readonly leaves: boolean
}

async function playPrompts(
  verb: Gather,
  call: CallContext,
  signal: AbortSignal,
): Promise<Prompted> {
  const heard: string[] = []
  let leaves = false
  // Keys that were typed ahead stop the prompt in this turn of the event loop, before it makes a sound.
  await Promise.resolve()
  for (const nested of verb.prompt) {
    if (signal.aborted || leaves) break
    if (nested.type === 'say' && nested.stream !== undefined) {
      const streamed = await sayStream(nested, call, signal)
      heard.push(streamed.heard)
      leaves = streamed.end === 'leave' && !signal.aborted
    } else heard.push(await runPrompt(nested, call, signal))
  }
  return { heard: heard.filter(Boolean).join(' '), leaves }
}

interface Prompting {
  readonly ended: Promise<Prompted>
  readonly stop: () => void
  readonly hold: PromptHold
  readonly onSaying: (listener: (text: string) => void) => void
}

/** Drives the machine until it is done; null when the call ended first. */
function listen(
  verb: Gather,
  call: CallContext,
  prompting: Prompting,
): Promise<GatherResult | 'left' | null> {
  const { clock, input, signal } = call
  return new Promise((resolve) => {
    const manners = mannersOf(verb, verb.language ?? call.language)
    const rules = rulesOf(verb, manners)
    let state = startGather(rules, clock.now())
    let stopTimer = () => {}
    let isClosed = false
    const send = (event: GatherEvent) => {
      if (isClosed) return
      const step = stepGather(state, event)
      state = step.state
      for (const output of step.outputs) perform(output)
    }
    const hearing = openHearing(verb, call, {
      send,
      manners,
      onStable: (words) => {
        if (verb.prepare !== undefined && !state.prompting) prepare(verb.prepare, words)
      },
    })
    /** Lets the answer to likely words be begun while it is still listened for more. */
    const prepare = async (path: string, words: string) => {
      const heard = state.interrupted ? { Heard: (await prompting.ended).heard } : {}
      if (!isClosed) call.prepare(path, { Reason: 'speech', SpeechResult: words, ...heard })
    }
    const close = (result: GatherResult | 'left' | null) => {
      isClosed = true
      stopTimer()
      hearing?.close()
      input.attach(null)
      forget()
      resolve(result)
    }
    const perform = (output: GatherOutput) => {
      switch (output.type) {
        case 'stopPrompt':
          call.report({ type: 'bargein', by: output.by })
          return prompting.stop()
        case 'holdPrompt':
          return prompting.hold.hold()
        case 'resumePrompt':
          call.report({ type: 'backchannel', text: output.words })
          return prompting.hold.release()
        case 'callerWaits':
          return call.report({ type: 'caller.waits', ms: output.ms })
        case 'openUtterance':
          return hearing?.open()
        case 'finishUtterance':
          return hearing?.finish()
        case 'cancelUtterance':
          return hearing?.cancel()
        case 'startTimer':
          stopTimer()
          stopTimer = clock.after(output.ms, () =>
            send({ type: 'timer', name: output.name, at: clock.now() }),
          )
          return
        case 'stopTimer':
          return stopTimer()
        case 'done':
          return close(output.result)
      }
    }
    let forget = () => {}
    forget = onAbort(signal, () => close(null))
    if (signal.aborted) return
    const typed = input.takeTyped()
    input.attach({
      audio: (pcm) => hearing?.feed(pcm),
      digit: (digit) => send({ type: 'digit', digit, at: clock.now() }),
      text: (text) => send({ type: 'text', text, at: clock.now() }),
    })
    for (const digit of typed.digits) {
      if (isClosed) input.keep(digit)
      else send({ type: 'digit', digit, at: clock.now() })
    }
    if (typed.text !== null) send({ type: 'text', text: typed.text, at: clock.now() })
    prompting.onSaying((text) => send({ type: 'prompt.said', text, at: clock.now() }))
    void prompting.ended.then(({ leaves }) => {
      if (!leaves) send({ type: 'prompt.ended', at: clock.now() })
      else if (!isClosed) close('left')
    })
  })
}

function openHearing(
  verb: Gather,
  call: CallContext,
  {
    send,
    manners,
    onStable,
  }: {
    readonly send: (event: GatherEvent) => void
    readonly manners: Manners
    readonly onStable: (words: string) => void
  },
): Hearing | null {
  const { recognizer, clock, createDetector, report, language, sent, echo } = call
  if (!recognizer || !verb.input.includes('speech')) return null
  return createHearing({
    recognizer,
    clock,
    createDetector,
    report,
    silenceAfter: manners.silenceAfter,
    sent,
    echo,
    onStable,
    listenFor: {
      phrases: verb.hints ?? [],
      language: verb.language ?? language,
      ...(verb.grammar ? { builtin: verb.grammar } : {}),
    },
    send,
  })
}

function rulesOf(verb: Gather, manners: Manners): GatherRules {
  const bargeIn = verb.bargeIn ?? defaults.bargeIn
  return {
    dtmf: verb.input.includes('dtmf'),
    speech: verb.input.includes('speech'),
    numDigits: verb.numDigits ?? null,
    finishOnKey: verb.finishOnKey ?? defaults.finishOnKey,
    timeout: 1_000 * (verb.timeout ?? defaults.timeout),
    interDigitTimeout: 1_000 * (verb.interDigitTimeout ?? defaults.interDigitTimeout),
    interruptible: {
      byKey: bargeIn === 'any' || bargeIn === 'dtmf',
      bySpeech: bargeIn === 'any' || bargeIn === 'speech',
    },
    minBargeInWords: verb.minBargeInWords ?? 0,
    isBackchannel: manners.isBackchannel,
    isHoldOn: manners.isHoldOn,
  }
}

function formOf(result: GatherResult, heard: string): Record<string, string> {
  const { reason, digits, speech, confidence, interrupted } = result
  return {
    Reason: reason,
    ...(reason === 'digits' ? { Digits: digits } : {}),
    ...(reason === 'speech' ? { SpeechResult: speech, Confidence: String(confidence) } : {}),
    ...(interrupted ? { Heard: heard } : {}),
  }
}
