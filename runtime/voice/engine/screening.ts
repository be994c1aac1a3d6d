import type { OnVoicemail } from '#shared/api/outbound.ts'
import type { AnsweredBy } from '#shared/session/session.ts'
import type { Clock } from '../../calls/clock.ts'
import {
  beepTime,
  decisionTime,
  hear,
  heardNothing,
  isListening,
  judge,
} from '../answering/answering.ts'
import { createSoundReader } from '../answering/soundsOf.ts'
import type { CallerInput } from './callerInput.ts'
import { onAbort } from './waiting.ts'

export interface ScreenOptions {
  readonly how: OnVoicemail
  readonly input: CallerInput
  readonly clock: Clock
  readonly signal: AbortSignal
}

export interface Screened {
  /** Null: nobody listened. */
  readonly answeredBy: AnsweredBy | null
  /** A machine took the call, and nothing is to be said to it. */
  readonly isOver: boolean
}

/** A line that brings no sound at all is not waited for longer than this. */
const margin = 1_000

/** Listens who took a call before the flow begins; with a machine, until it records. */
export function screen({ how, input, clock, signal }: ScreenOptions): Promise<Screened> {
  if (how === 'ignore') return Promise.resolve({ answeredBy: null, isOver: false })
  const read = createSoundReader()
  return new Promise((resolve) => {
    let heard = heardNothing
    let isMachine = false
    const finish = (answeredBy: AnsweredBy) => {
      stopTimer()
      forget()
      input.attach(null)
      resolve({ answeredBy, isOver: answeredBy === 'machine' && how === 'hangup' })
    }
    let stopTimer = clock.after(decisionTime + margin, () => finish('unknown'))
    let forget = () => {}
    forget = onAbort(signal, () => finish(isMachine ? 'machine' : 'unknown'))
    if (signal.aborted) return
    const audio = (pcm: Int16Array) => {
      heard = hear(heard, read(pcm))
      if (isMachine) {
        if (isListening(heard)) finish('machine')
        return
      }
      const answerer = judge(heard)
      if (answerer === null) return
      if (answerer === 'human' || answerer === 'unknown') return finish(answerer)
      if (answerer === 'beep' || how === 'hangup') return finish('machine')
      isMachine = true
      stopTimer()
      stopTimer = clock.after(beepTime + margin, () => finish('machine'))
    }
    // Whoever presses a key or types is a person.
    const person = (keep: () => void) => {
      finish('human')
      keep()
    }
    input.attach({
      audio,
      digit: (digit) => person(() => input.keep(digit)),
      text: () => finish('human'),
    })
  })
}
