import type { TextInput } from '#shared/api/api.ts'
import type { Document, PlayDigits, Prompt, Verb } from '#shared/fml/fml.ts'
import { parseFml } from '#shared/fml/parseFml.ts'
import type { Clock } from '../calls/clock.ts'
import type { Log } from '../log.ts'
import type { CallStore } from '../storage/store.ts'
import type { Reporter, TurnClient } from '../voice/report.ts'
import { fieldsOf, type Listening, reportInput } from './typedInput.ts'

type InputResult = 'taken' | 'notListening' | 'unknown'

export interface TextCalls {
  /** Calls a number or draft; null when nobody answers. */
  start(to: string, revision: number | null): Promise<{ callId: string } | { refused: string }>
  /** What the caller does; the call may have begun in another process, or before a restart. */
  input(callId: string, input: TextInput): Promise<InputResult>
  /** Looks after a call whose process is gone: what it asks is said again. */
  adopt(callId: string): void
  /** Lets go of all calls: another process, or this one when it is back, goes on with them. */
  close(): void
}

export interface TextCallsDeps {
  readonly store: Pick<CallStore, 'findSummary' | 'loadTurn'>
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
  readonly id: string
  listening: Listening | null
  /** Whether documents are being run here now. */
  isBusy: boolean
  cancelIdle: () => void
}

/** Calls without a voice: an FML browser that shows what it would say and takes typed input. */
export function createTextCalls(deps: TextCallsDeps): TextCalls {
  const calls = new Map<string, TextCall>()
  const adopting = new Map<string, Promise<TextCall | null>>()
  let isClosed = false

  const forget = (call: TextCall) => {
    call.listening = null
    call.cancelIdle()
    return calls.delete(call.id)
  }

  const hangUp = async (call: TextCall, reason: string) => {
    if (!forget(call)) return
    deps.report(call.id, { type: 'line.ended', reason })
    const form = { CallSid: call.id, AccountSid: account, CallStatus: 'completed', Reason: reason }
    await deps.client.post('/hooks/status', form)
  }

  const fail = async (call: TextCall, error: unknown) => {
    // Nobody looks after it here any more: whoever does will find out.
    if (isClosed) return
    deps.log.error({ err: error, callId: call.id }, 'A text call broke.')
    deps.report(call.id, { type: 'problem', message: 'The call broke. Start it again.' })
    await hangUp(call, 'The call broke.').catch(() => {})
  }

  const post = async (action: string, fields: Record<string, string>) => {
    const turn = String(turnOf(action))
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

  const goOn = (call: TextCall, work: () => Promise<void>) => {
    call.isBusy = true
    void work()
      .catch((error: unknown) => fail(call, error))
      .finally(() => {
        call.isBusy = false
      })
  }

  const hold = (id: string): TextCall => {
    const call = { id, listening: null, isBusy: false, cancelIdle: () => {} }
    calls.set(id, call)
    armIdle(call)
    return call
  }

  const armIdle = (call: TextCall) => {
    call.cancelIdle()
    call.cancelIdle = deps.clock.after(idleLimit, () => void endIdle(call))
  }

  /** Where several processes share a store, another one may have gone on with it meanwhile. */
  const endIdle = async (call: TextCall) => {
    try {
      if (await isCurrent(call)) await hangUp(call, 'Nobody typed for ten minutes.')
      else forget(call)
    } catch (error) {
      await fail(call, error)
    }
  }

  /** Whether what the call listens for here is what it listens for. */
  const isCurrent = async ({ id, listening }: TextCall): Promise<boolean> => {
    const session = (await deps.store.loadTurn(id, 0))?.session
    const isLive = session?.status === 'active' && !session.open
    return isLive && turnOf(listening?.action ?? '') === session.turn + 1
  }

  /** A call that goes on and is not held here, as it stands; null: there is none of that name. */
  const takeUp = async (callId: string): Promise<TextCall | null> => {
    const summary = await deps.store.findSummary(callId)
    if (summary?.channel !== 'text' || summary.status !== 'active' || isClosed) return null
    return calls.get(callId) ?? hold(callId)
  }

  const find = (callId: string): Promise<TextCall | null> => {
    const found = adopting.get(callId) ?? takeUp(callId).finally(() => adopting.delete(callId))
    adopting.set(callId, found)
    return found
  }

  /** Puts a call where its session stands: the newest turn is asked for again, and has its answer for ever. */
  const catchUp = async (call: TextCall, says: boolean) => {
    const session = (await deps.store.loadTurn(call.id, 0))?.session
    if (session?.status !== 'active') return void forget(call)
    // Somebody works on its turn: nothing listens yet.
    if (session.open && !says) return
    const again = `/hooks/voice/${encodeURIComponent(call.id)}/${session.turn}`
    const document = await post(again, { Reason: 'redirect' })
    const last = document.verbs.at(-1)
    // What comes before the question was said, unless the process died in between; the question is said again.
    if (!says && last && isListening(last)) call.listening = last
    else await run(call, last ? { ...document, verbs: [last] } : document)
  }

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
      const call = hold(answer.callId)
      deps.report(call.id, { type: 'line.connected', codec: 'text' })
      goOn(call, () => run(call, document))
      return { callId: call.id }
    },
    input: async (callId, input) => {
      const call = calls.get(callId) ?? (await find(callId))
      if (!call) return 'unknown'
      if (input.type === 'hangup') {
        goOn(call, () => hangUp(call, 'The caller hung up.'))
        return 'taken'
      }
      if (!call.isBusy && !(await isCurrent(call))) await catchUp(call, false)
      if (!calls.has(callId)) return 'unknown'
      const verb = call.listening
      const fields = verb && fieldsOf(verb, input)
      if (!verb || !fields) return 'notListening'
      call.listening = null
      armIdle(call)
      reportInput(deps.report, call.id, verb, input)
      goOn(call, async () => run(call, await post(verb.action, fields)))
      return 'taken'
    },
    adopt: (callId) => {
      const begin = async () => {
        const call = await find(callId)
        if (!call) return
        deps.report(callId, { type: 'problem', message: 'The server was restarted. Go on.' })
        goOn(call, () => catchUp(call, true))
      }
      begin().catch((error: unknown) =>
        deps.log.error({ err: error, callId }, 'A typed call could not be taken up.'),
      )
    },
    close: () => {
      isClosed = true
      for (const call of [...calls.values()]) forget(call)
    },
  }
}

const turnOf = (action: string): number => Number(/\/(\d+)$/.exec(action)?.[1] ?? 0)

const isListening = (verb: Verb): verb is Listening =>
  verb.type === 'gather' || verb.type === 'record' || verb.type === 'dial'

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
