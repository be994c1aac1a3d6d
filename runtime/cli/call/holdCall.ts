import type { Program } from '#shared/compile/program.ts'
import { type Document, defaults, type Gather } from '#shared/fml/fml.ts'
import { createSession } from '#shared/session/createSession.ts'
import type { Effect } from '#shared/session/effect.ts'
import type { CallEvent, EffectResult, Input } from '#shared/session/event.ts'
import { respondOffline } from '#shared/session/offline.ts'
import { step } from '#shared/session/step.ts'
import type { Io } from '../io.ts'
import { createRequestAnswers, type RequestSource } from './answerRequest.ts'
import { printDocument } from './printDocument.ts'

const help = 'Type keys (12#) or words; an empty line is silence, /hangup ends the call.\n'

/** Holds a text call in the terminal until the flow or the caller ends it. */
export async function holdCall(program: Program, source: RequestSource, io: Io): Promise<number> {
  const answerRequest = await createRequestAnswers(source, io)
  const perform = async (effect: Effect): Promise<EffectResult> =>
    effect.type === 'request'
      ? answerRequest(effect)
      : { type: 'model', answer: respondOffline(effect.request), provider: 'offline' }
  let session = createSession(program, {
    id: 'terminal',
    from: '+12025550188',
    to: '+12025550100',
    direction: 'inbound',
  })

  /** Does one event and what follows from it; the document that answers it. */
  const take = async (first: CallEvent): Promise<Document | null> => {
    let document: Document | null = null
    const events = [first]
    for (let event = events.shift(); event; event = events.shift()) {
      const taken = step(program, session, event)
      session = taken.session
      if (taken.document) {
        document = taken.document
        printDocument(document, io)
      }
      for (const note of taken.trace) {
        if (note.type === 'error.caught') io.out(`(${note.message})\n`)
      }
      for (const effect of taken.effects) {
        const result = await perform(effect)
        events.push({ type: 'effect.finished', at: io.now(), id: effect.id, result })
      }
    }
    return document
  }

  const post = (input: Input) =>
    take({ type: 'turn.posted', at: io.now(), turn: session.turn + 1, input })

  if (io.isTerminal) io.out(help)
  let document = await take({ type: 'call.started', at: io.now() })
  while (session.status === 'active') {
    if (document?.verbs.at(-1)?.type === 'redirect') {
      document = await post({ reason: 'redirect' })
      continue
    }
    io.out('> ')
    const line = await io.readLine()
    if (line === null || line.trim() === '/hangup') {
      io.out('(hung up)\n')
      await take({ type: 'call.ended', at: io.now(), reason: 'The caller hung up.' })
      break
    }
    if (!io.isTerminal) io.out(`${line}\n`)
    document = await post(readInput(line.trim().slice(0, 2_000), gatherIn(document)))
  }
  io.out(`(The call is over: ${session.outcome ?? 'ended'}.)\n`)
  return 0
}

const gatherIn = (document: Document | null): Gather | null =>
  document?.verbs.find((verb) => verb.type === 'gather') ?? null

function readInput(line: string, gather: Gather | null): Input {
  if (line === '') return { reason: 'timeout' }
  const takesKeys = gather === null || gather.input.includes('dtmf')
  if (takesKeys && /^[0-9*#]+$/.test(line)) {
    return { reason: 'digits', digits: trimDigits(line, gather) }
  }
  return { reason: 'speech', speech: line, confidence: 1 }
}

/** As a line would: nothing after the finishing key, no more keys than asked for. */
function trimDigits(digits: string, gather: Gather | null): string {
  const key = gather?.finishOnKey ?? defaults.finishOnKey
  const end = key === '' ? -1 : digits.indexOf(key)
  const before = end < 0 ? digits : digits.slice(0, end)
  return gather?.numDigits === undefined ? before : before.slice(0, gather.numDigits)
}
