import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { createLadders } from '#runtime/carriers/createLadders.ts'
import { isSignedWebhook } from '#runtime/effects/signWebhook.ts'
import { createVoiceEngine } from '#runtime/voice/engine/createVoiceEngine.ts'
import type { FallbackClient, Ladder } from '#runtime/voice/engine/ladder.ts'
import { newNumberSettings } from '#shared/api/numbers.ts'
import { createFakeClock } from '../support/fakeClock.ts'
import { createFakeDialer } from '../support/fakeDialer.ts'
import {
  createFakeCall,
  createFakeDetector,
  createFakeLine,
  createFakeRecognizer,
  createFakeSynthesizer,
  createFakeTurns,
  type FakeAnswer,
} from '../support/fakeVoice.ts'

const bye = '<Response><Say>Bye.</Say><Hangup/></Response>'
const apology = ['Sorry, something went wrong.', 'Please call again later.', 'Goodbye.']

/** Answers by path; what is not there fails. */
function createFallback(answers: Readonly<Record<string, string | number>>) {
  const asked: string[] = []
  const forms: Readonly<Record<string, string>>[] = []
  const client: FallbackClient = {
    post: async (given, form) => {
      const url = new URL(given ?? 'https://backup.example.org/voice')
      asked.push(url.pathname)
      forms.push(form)
      const answer = answers[url.pathname] ?? 500
      const isStatus = typeof answer === 'number'
      return { status: isStatus ? answer : 200, body: isStatus ? '' : answer, url: url.href }
    },
  }
  return { client, asked, forms }
}

/** A call to a number whose runtime answers so. */
function makeCall(
  script: Record<string, FakeAnswer | readonly FakeAnswer[]>,
  ladder: Partial<Ladder>,
) {
  const clock = createFakeClock()
  const synthesizer = createFakeSynthesizer(clock)
  const line = createFakeLine(clock, synthesizer.textOf)
  const turns = createFakeTurns(script)
  const dialer = createFakeDialer(['+12025550199', 'sip:desk@example.org'])
  const asked: string[] = []
  const engine = createVoiceEngine({
    ...{ turns, synthesizer, clock, dialer, createDetector: createFakeDetector },
    recognizer: createFakeRecognizer(clock),
    report: () => {},
    log: { warn: () => {} },
    fetch: async () => new Response(null, { status: 404 }),
    ladderOf: (number) => {
      asked.push(number)
      return { fallback: null, says: '', transfer: '', ...ladder }
    },
  })
  engine.take(createFakeCall(() => Promise.resolve(line), null))
  const said = () => line.heard.map((text) => text.replace(/^\d+ /, ''))
  return { clock, line, turns, dialer, said, engine, asked }
}

it('asks the fallback when the voice URL fails, with what failed', async () => {
  const { client, forms } = createFallback({ '/voice': bye })
  const call = makeCall({ '/hooks/voice': 500 }, { fallback: client, says: 'Not this.' })
  await call.clock.advance(5_000)
  expect(call.said()).toEqual(['Bye.'])
  expect(forms[0]).toMatchObject({ ErrorUrl: '/hooks/voice', To: '+12025550100' })
  expect(call.engine.liveCalls()).toBe(0)
})

it('asks it also when the voice URL is late, and goes on with it', async () => {
  const menu =
    '<Response><Gather action="/voice/2" numDigits="1"><Say>Press one.</Say></Gather></Response>'
  const { client, asked } = createFallback({ '/voice': menu, '/voice/2': bye })
  const call = makeCall({ '/hooks/voice': 'never' }, { fallback: client })
  await call.clock.advance(11_000)
  expect(call.said()).toEqual(['Press one.'])
  await call.clock.advance(10_000)
  expect(call.said()).toEqual(['Press one.', 'Bye.'])
  expect(asked).toEqual(['/voice', '/voice/2'])
  expect(call.turns.posts.map(({ path }) => path)).toEqual(['/hooks/voice', '/hooks/status'])
})

it.for<[string, Record<string, FakeAnswer>, Record<string, string | number>]>([
  ['fails too', { '/hooks/voice': 500 }, { '/voice': 503 }],
  ['is no FML', { '/hooks/voice': 500 }, { '/voice': '<p>Hello</p>' }],
  [
    'leads elsewhere',
    { '/hooks/voice': 500 },
    { '/voice': '<Response><Redirect>https://evil.example/x</Redirect></Response>' },
  ],
])('says the number’s own sentence when the fallback %s', async ([, script, answers]) => {
  const { client } = createFallback(answers)
  const call = makeCall(script, { fallback: client, says: 'We are closed.' })
  await call.clock.advance(20_000)
  expect(call.said()).toEqual(['We are closed.'])
  expect(call.engine.liveCalls()).toBe(0)
})

it('then calls whom the number names, and ends when that is over', async () => {
  const call = makeCall({ '/hooks/voice': 500 }, { says: 'One moment.', transfer: '+12025550199' })
  await call.clock.advance(3_000)
  expect(call.said()[0]).toBe('One moment.')
  expect(call.dialer.log).toEqual(['ring +12025550199 from +12025550100'])
  call.dialer.settle('+12025550199', { type: 'no-answer', why: 'Nobody.' })
  await call.clock.advance(5_000)
  expect(call.engine.liveCalls()).toBe(0)
  // Nobody is asked any more: that would fail again.
  expect(call.turns.posts.map(({ path }) => path)).toEqual(['/hooks/voice', '/hooks/status'])
})

it('calls without an apology before it, also a SIP address', async () => {
  const call = makeCall({ '/hooks/voice': 500 }, { transfer: 'sip:desk@example.org' })
  await call.clock.advance(1_000)
  expect(call.dialer.log).toEqual(['ring sip:desk@example.org from +12025550100'])
  call.dialer.settle('sip:desk@example.org', { type: 'busy', why: 'Busy.' })
  await call.clock.advance(5_000)
  expect(call.said()).not.toContain(apology[0])
})

it('apologises for a number that has nothing of it, and leaves one that nobody answers', async () => {
  const failed = makeCall({ '/hooks/voice': 500 }, {})
  await failed.clock.advance(20_000)
  expect(failed.said()).toEqual(apology)
  const { client, asked } = createFallback({ '/voice': bye })
  const nobody = makeCall({ '/hooks/voice': 404 }, { fallback: client })
  await nobody.clock.advance(20_000)
  expect([nobody.said(), asked]).toEqual([[], []])
})

it('signs what the fallback gets by the secret of outgoing webhooks, and stays out of this network', async () => {
  const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`
  const seen: boolean[] = []
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    )
    seen.push(isSignedWebhook(secret, 1_000_000, headers, body) && body === 'CallSid=c1')
    response.end(bye)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const settings = { ...newNumberSettings, fallbackUrl: `http://127.0.0.1:${port}/voice` }
  const record = { number: '+1', carrier: 'local', flowId: null, flowName: null, version: null }
  const laddersWith = (allowPrivate: boolean) =>
    createLadders({
      book: { find: (number) => (number === '+1' ? { ...record, settings } : null) },
      now: () => 1_000_000,
      newId: () => 'id1',
      outgoingSecrets: () => secret,
      allowPrivate,
    })
  const answer = await laddersWith(true)('+1')?.fallback?.post(null, { CallSid: 'c1' })
  expect(answer).toMatchObject({ status: 200, body: bye })
  expect(seen).toEqual([true])
  await expect(laddersWith(false)('+1')?.fallback?.post(null, {})).rejects.toThrow('private')
  expect(laddersWith(true)('+2')).toBe(null)
  await new Promise((resolve) => server.close(resolve))
})
