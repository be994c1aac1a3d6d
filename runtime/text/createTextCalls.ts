import type { TextInput } from '#shared/api/api.ts'
import type { Document, PlayDigits, Prompt } from '#shared/fml/fml.ts'
import { parseFml } from '#shared/fml/parseFml.ts'
import type { Clock } from '../calls/clock.ts'
import type { Log } from '../log.ts'
import type { Reporter, TurnClient } from '../voice/report.ts'
import { fieldsOf, type Listening, reportInput } from './typedInput.ts'

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
  listening: Listening | null
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
      if (next.type === 'listen') {
        call.listening = next.to
        return
      }
      if (next.type === 'hangup') return hangUp(call, next.reason)
      document = await post(next.url, { Reason: next.reason })
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
      const verb = call.listening
      const fields = verb && fieldsOf(verb, input)
      if (!verb || !fields) return 'notListening'
      call.listening = null
      armIdle(call)
      reportInput(deps.report, call.id, verb, input)
      goOn(call, async () => run(call, await post(verb.action, fields)))
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
  | { readonly type: 'listen'; readonly to: Listening }
  | { readonly type: 'turn'; readonly url: string; readonly reason: 'redirect' | 'stream' }
  | { readonly type: 'hangup'; readonly reason: string }

function runDocument(report: Reporter, callId: string, document: Document): Next {
  for (const verb of document.verbs) {
    const node = verb.id ?? null
    switch (verb.type) {
      case 'say':
      case 'play':
      case 'playDigits':
      case 'pause':
        speak(report, callId, node, verb)
        break
      case 'gather':
        for (const prompt of verb.prompt) speak(report, callId, prompt.id ?? node, prompt)
        report(callId, { type: 'verb.started', verb: 'gather', node })
        return { type: 'listen', to: verb }
      case 'record':
        report(callId, { type: 'verb.started', verb: 'record', node })
        return { type: 'listen', to: verb }
      case 'dial': {
        const text = verb.targets.map(({ address }) => address).join(', ')
        report(callId, { type: 'verb.started', verb: 'dial', node, text })
        return { type: 'listen', to: verb }
      }
      case 'stream':
        report(callId, {
          type: 'problem',
          message: 'Stream was skipped: a typed call has no sound.',
        })
        return { type: 'turn', url: verb.action, reason: 'stream' }
      case 'redirect':
        return { type: 'turn', url: verb.url, reason: 'redirect' }
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
  verb: Prompt | PlayDigits,
): void {
  const text = textOf(verb)
  report(callId, {
    type: 'verb.started',
    verb: verb.type,
    node,
    ...(text === null ? {} : { text }),
  })
  report(callId, { type: 'verb.ended', verb: verb.type, node })
}

function textOf(verb: Prompt | PlayDigits): string | null {
  switch (verb.type) {
    case 'say':
      return verb.text
    case 'play':
      return verb.url
    case 'playDigits':
      return verb.digits
    case 'pause':
      return null
  }
}
