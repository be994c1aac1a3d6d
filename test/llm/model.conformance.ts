import { afterEach, describe, expect, it } from 'vitest'
import { createModel } from '#runtime/llm/createModel.ts'
import type { ModelProviders } from '#runtime/llm/modelProviders.ts'
import type { ModelRequest } from '#shared/session/effect.ts'
import type { EffectResult } from '#shared/session/event.ts'
import { respondOffline } from '#shared/session/offline.ts'
import {
  type CompletionRequest,
  callsTools,
  type ModelScript,
  type ScriptedAnswer,
  type ScriptedModel,
  says,
  startScriptedModel,
  textDeltas,
} from '../support/scriptedModel.ts'

export interface ModelUnderTest {
  /** The provider's settings with its server at this address. */
  readonly open: (baseURL: string) => ModelProviders | Promise<ModelProviders>
  /** What its server refuses in a request; null: it takes it. */
  readonly refuses?: (request: CompletionRequest) => string | null
}

const request: ModelRequest = {
  prompt: 'Book a table.',
  knowledge: 'We are open until ten.',
  language: 'en-US',
  collect: [{ name: 'guests', type: 'number', description: 'How many come', required: true }],
  collected: {},
  exits: [{ name: 'booked', description: 'The table is booked', phrases: [] }],
  history: [{ role: 'caller', text: 'A table for four, please.' }],
  timeout: 20_000,
}

const refusal = (message: string): ScriptedAnswer => ({
  type: 'status',
  status: 422,
  body: { error: { message } },
})
const status = (
  code: number,
  headers: Readonly<Record<string, string>> = {},
  body: object = { error: { message: 'no' } },
): ScriptedAnswer => ({ type: 'status', status: code, headers, body })
const raw = (body: string, contentType = 'text/event-stream'): ScriptedAnswer => ({
  type: 'raw',
  body,
  contentType,
})

/** What every provider of models does for a turn, whatever its server answers. */
export function describeModel(name: string, under: ModelUnderTest): void {
  describe(`${name} is a provider of models that`, () => {
    let server: ScriptedModel | null = null
    afterEach(async () => {
      await server?.close()
      server = null
    })

    const perform = async (script: ModelScript, changes: Partial<ModelRequest> = {}) => {
      const next = (asked: CompletionRequest, index: number) => {
        const why = under.refuses?.(asked) ?? null
        if (why !== null) return refusal(why)
        return typeof script === 'function'
          ? script(asked, index)
          : script[Math.min(index, script.length - 1)]
      }
      server = await startScriptedModel(next)
      const providers = await under.open(server.baseURL)
      const model = createModel({ providers, offline: respondOffline, retryDelay: 1 })
      const heard: string[] = []
      const effect = { type: 'model', id: 'e1', node: 'n1' } as const
      const result = await model.perform(
        { ...effect, request: { ...request, ...changes } },
        {
          callId: 'C1',
          signal: new AbortController().signal,
          say: (sentence) => heard.push(sentence),
        },
      )
      return { result, heard, requests: server.requests }
    }
    const answerOf = (result: EffectResult) => (result.type === 'model' ? result.answer : result)

    it('says a streamed answer sentence by sentence', async () => {
      const { result, heard, requests } = await perform([says('Hello. For when shall it be?')])
      expect(answerOf(result)).toMatchObject({ say: 'Hello. For when shall it be?', exit: null })
      expect(heard).toEqual(['Hello.', 'For when shall it be?'])
      expect(requests[0]).toMatchObject({ stream: true })
      expect(requests[0]?.messages[0]?.role).toBe('system')
    })

    it('keeps a value and leaves by an exit that came as tool calls in fragments', async () => {
      const calls = callsTools(
        [
          ['collect', { field: 'guests', value: '4' }],
          ['exit_booked', { reason: 'All is known.' }],
        ],
        'Your table is booked.',
      )
      const { result } = await perform([calls])
      expect(answerOf(result)).toMatchObject({
        say: 'Your table is booked.',
        collected: { guests: 4 },
        exit: { name: 'booked', reason: 'All is known.' },
      })
    })

    it('tells the model what came of its tools when it said nothing', async () => {
      const { result, requests } = await perform([
        callsTools([['collect', { field: 'guests', value: '4' }]]),
        says('Four people. For when?'),
      ])
      expect(answerOf(result)).toMatchObject({
        say: 'Four people. For when?',
        collected: { guests: 4 },
      })
      expect(requests[1]?.messages.at(-1)?.role).toBe('tool')
    })

    it('ends in time when the server is silent', async () => {
      const { result } = await perform([{ type: 'silent' }], { timeout: 60 })
      expect(result).toMatchObject({ type: 'failed', timedOut: true })
    })

    it('takes a slow answer that comes in time', async () => {
      const slow: ScriptedAnswer = { type: 'stream', deltas: textDeltas('Yes.'), delay: 40 }
      expect(answerOf((await perform([slow])).result)).toMatchObject({ say: 'Yes.' })
    })

    it('asks again when the connection broke before a sentence was whole', async () => {
      const broken: ScriptedAnswer = { type: 'broken', deltas: textDeltas('Hel') }
      const { result, heard } = await perform([broken, says('Hello there.')])
      expect(answerOf(result)).toMatchObject({ say: 'Hello there.' })
      expect(heard).toEqual(['Hello there.'])
    })

    it('keeps what was said when the connection breaks later', async () => {
      const broken: ScriptedAnswer = { type: 'broken', deltas: textDeltas('Hello there. How ar') }
      const { result, heard, requests } = await perform([broken, says('Never said.')])
      expect(heard[0]).toBe('Hello there.')
      expect(answerOf(result)).toMatchObject({ exit: null })
      expect(JSON.stringify(answerOf(result))).toContain('Hello there.')
      expect(requests).toHaveLength(1)
    })

    it('speaks what a truncated answer holds', async () => {
      const cut: ScriptedAnswer = {
        type: 'stream',
        deltas: textDeltas('We are open until ten. And on Sundays we'),
        finish: 'length',
      }
      const answer = answerOf((await perform([cut])).result)
      expect(JSON.stringify(answer)).toContain('We are open until ten.')
    })

    it.for<[string, ScriptedAnswer]>([
      ['429 and Retry-After', status(429, { 'retry-after': '0' })],
      ['503', status(503)],
      ['JSON cut in its middle', raw('data: {"choices":[{"delta":{"conte\n\ndata: [DONE]\n\n')],
      ['a stream without an end', raw('data: {"choices":[{"delta":{"content":"Hel"}}]}\n\n')],
    ])('tries once more after %s', async ([, first]) => {
      const { result } = await perform([first, says('Now it works.')])
      expect(answerOf(result)).toMatchObject({ say: 'Now it works.' })
    })

    it.for<[string, ScriptedAnswer]>([
      ['a key that is refused', status(401)],
      ['a model that is not there', status(404)],
      ['no credit', status(429, {}, { error: { code: 'insufficient_quota' } })],
      ['a limit that lasts longer than the turn', status(429, { 'retry-after': '600' })],
      ['a redirect to another server', status(307, { location: 'http://[::1]:9/' })],
      ['a web page', raw('<!doctype html><title>Hello</title>', 'text/html')],
      ['an empty stream', raw('data: [DONE]\n\n')],
      ['endless nonsense', raw('data: nonsense\n\n'.repeat(50))],
    ])('fails with a sentence, and only that, after %s', async ([, answer]) => {
      const { result, heard } = await perform([answer])
      expect(result).toMatchObject({ type: 'failed', why: expect.stringMatching(/^[A-Z].+\.$/) })
      expect(JSON.stringify(result)).not.toMatch(/sk-conformance/)
      expect(heard).toEqual([])
    })

    it('stops at once when nobody wants the answer any more', async () => {
      server = await startScriptedModel([{ type: 'silent' }])
      const providers = await under.open(server.baseURL)
      const model = createModel({ providers, offline: respondOffline })
      const effect = { type: 'model', id: 'e1', node: 'n1', request } as const
      const context = { callId: 'C1', signal: AbortSignal.abort() }
      expect(await model.perform(effect, context)).toMatchObject({ type: 'failed' })
    })
  })
}
