import type { TextInput } from '#shared/api/api.ts'
import { type Document, defaults, type Gather } from '#shared/fml/fml.ts'
import { parseFml } from '#shared/fml/parseFml.ts'
import type { Clock } from '../calls/clock.ts'
import type { Log } from '../log.ts'
import type { Reporter, TurnClient } from '../voice/report.ts'

type InputResult = 'taken' | 'notListening' | 'unknown'

export interface TextCalls {
  /** Calls a number or draft; null when nobody answers. */
  start(to: string, revision: number | null): Promise<{ callId: string } | { refused: string }>
  /** What the caller does. */
  input(callId: string, input: TextInput): InputResult
  close(): Promise<void>
}

export interface TextCallsDeps {
  readonly client: TurnClient
  readonly report: Reporter
  readonly clock: Clock
  readonly newId: () => string
  readonly log: Log
}

/** Milliseconds after which a call that nobody types into ends. */
const idleLimit = 600_000
const maxCalls = 200
const caller = '+12025550188'
const account = 'text'

interface TextCall {
  readonly sid: string
  readonly id: string
  listening: Gather | null
  cancelIdle: () => void
}

/** Calls without a voice: an FML browser that shows what it would say and takes typed input. */
export function createTextCalls(deps: TextCallsDeps): TextCalls {
  const calls = new Map<string, TextCall>()
  const running = new Set<Promise<void>>()

  const track = (work: Promise<void>) => {
    const settled = work.finally(() => running.delete(settled))
    running.add(settled)
  }

  const hangUp = async (call: TextCall, reason: string) => {
    if (!calls.delete(call.id)) return
    call.listening = null
    call.cancelIdle()
    deps.report(call.id, { type: 'line.ended', reason })
    const form = { CallSid: call.sid, AccountSid: account, CallStatus: 'completed', Reason: reason }
    await deps.client.post('/hooks/status', form)
  }

  const fail = async (call: TextCall, error: unknown) => {
    deps.log.error({ err: error, callId: call.id }, 'A text call broke.')
    deps.report(call.id, { type: 'problem', message: 'The call broke. Start it again.' })
    await hangUp(call, 'The call broke.').catch(() => {})
  }

  const post = async (action: string, fields: Record<string, string>) => {
    const turn = /\/(\d+)$/.exec(action)?.[1] ?? ''
    const answer = await deps.client.post(action, { Turn: turn, ...fields })
    const document = answer.status === 200 || answer.status === 503 ? readFml(answer.body) : null
    if (!document) throw new Error(`${action} answered ${answer.status}.`)
    return document
  }

  /** Runs documents until one listens or hangs up. */
  const run = async (call: TextCall, first: Document) => {
    let document: Document | null = first
    while (document && calls.has(call.id)) {
      const next = runDocument(deps.report, call.id, document)
      if (next.type === 'gather') {
        call.listening = next.gather
        return
      }
      if (next.type === 'hangup') return hangUp(call, next.reason)
      document = await post(next.url, { Reason: 'redirect' })
    }
  }

  const armIdle = (call: TextCall) => {
    call.cancelIdle()
    call.cancelIdle = deps.clock.after(idleLimit, () => {
      track(hangUp(call, 'Nobody typed for ten minutes.').catch((error) => fail(call, error)))
    })
  }

  const goOn = (call: TextCall, work: () => Promise<void>) =>
    track(work().catch((error: unknown) => fail(call, error)))

  return {
    start: async (to, revision) => {
      if (calls.size >= maxCalls) return { refused: 'Too many text calls: end some first.' }
      const sid = deps.newId()
      const answer = await deps.client.post('/hooks/voice', {
        CallSid: sid,
        AccountSid: account,
        From: caller,
        To: to,
        Direction: 'inbound',
        CallStatus: 'in-progress',
        ...(revision === null ? {} : { Revision: String(revision) }),
      })
      const document = readFml(answer.body)
      if (!answer.callId || !document) return { refused: refusalIn(document) }
      const call: TextCall = { sid, id: answer.callId, listening: null, cancelIdle: () => {} }
      calls.set(call.id, call)
      armIdle(call)
      deps.report(call.id, { type: 'line.connected', codec: 'text' })
      goOn(call, () => run(call, document))
      return { callId: call.id }
    },
    input: (callId, input) => {
      const call = calls.get(callId)
      if (!call) return 'unknown'
      if (input.type === 'hangup') {
        goOn(call, () => hangUp(call, 'The caller hung up.'))
        return 'taken'
      }
      const gather = call.listening
      const fields = gather && fieldsOf(gather, input)
      if (!gather || !fields) return 'notListening'
      call.listening = null
      armIdle(call)
      reportInput(deps.report, call.id, gather, input)
      goOn(call, async () => run(call, await post(gather.action, fields)))
      return 'taken'
    },
    close: async () => {
      await Promise.all(
        [...calls.values()].map((call) => hangUp(call, 'The server was stopped.').catch(() => {})),
      )
      await Promise.all(running)
    },
  }
}

function readFml(body: string): Document | null {
  const parsed = parseFml(body)
  return parsed.ok ? parsed.value : null
}

/** What a call that never began would have said. */
function refusalIn(document: Document | null): string {
  const said = document?.verbs.find((verb) => verb.type === 'say')
  return said?.text ?? 'Nobody answers there: publish a flow to this number first.'
}

type Next =
  | { readonly type: 'gather'; readonly gather: Gather }
  | { readonly type: 'redirect'; readonly url: string }
  | { readonly type: 'hangup'; readonly reason: string }

function runDocument(report: Reporter, callId: string, document: Document): Next {
  for (const verb of document.verbs) {
    const node = verb.id ?? null
    switch (verb.type) {
      case 'say':
      case 'play':
      case 'pause':
        speak(report, callId, node, verb)
        break
      case 'gather':
        for (const prompt of verb.prompt) speak(report, callId, prompt.id ?? node, prompt)
        report(callId, { type: 'verb.started', verb: 'gather', node })
        return { type: 'gather', gather: verb }
      case 'redirect':
        return { type: 'redirect', url: verb.url }
      case 'reject':
        return { type: 'hangup', reason: 'The call was rejected.' }
      case 'hangup':
        return { type: 'hangup', reason: 'The flow hung up.' }
    }
  }
  return { type: 'hangup', reason: 'The document ended.' }
}

function speak(
  report: Reporter,
  callId: string,
  node: string | null,
  verb: Gather['prompt'][number],
): void {
  const text = verb.type === 'say' ? verb.text : verb.type === 'play' ? verb.url : null
  report(callId, {
    type: 'verb.started',
    verb: verb.type,
    node,
    ...(text === null ? {} : { text }),
  })
  report(callId, { type: 'verb.ended', verb: verb.type, node })
}

/** The fields of the next turn; null when the gather does not take this input. */
function fieldsOf(gather: Gather, input: TextInput): Record<string, string> | null {
  const heard = gather.prompt.flatMap((verb) => (verb.type === 'say' ? [verb.text] : [])).join(' ')
  switch (input.type) {
    case 'digits': {
      if (!gather.input.includes('dtmf')) return null
      return { Reason: 'digits', Digits: trimDigits(gather, input.digits), Heard: heard }
    }
    case 'speech':
      return gather.input.includes('speech')
        ? { Reason: 'speech', SpeechResult: input.speech, Confidence: '1', Heard: heard }
        : null
    case 'silence':
      return { Reason: 'timeout', Heard: heard }
    case 'hangup':
      return null
  }
}

/** As a line would: nothing after the finishing key, no more keys than asked for. */
function trimDigits(gather: Gather, digits: string): string {
  const key = gather.finishOnKey ?? defaults.finishOnKey
  const end = key === '' ? -1 : digits.indexOf(key)
  const before = end === -1 ? digits : digits.slice(0, end)
  return gather.numDigits === undefined ? before : before.slice(0, gather.numDigits)
}

function reportInput(report: Reporter, callId: string, gather: Gather, input: TextInput): void {
  if (input.type === 'speech') report(callId, { type: 'text', text: input.speech })
  if (input.type === 'digits') {
    for (const digit of input.digits) report(callId, { type: 'digit', digit })
  }
  report(callId, { type: 'verb.ended', verb: 'gather', node: gather.id ?? null })
}
