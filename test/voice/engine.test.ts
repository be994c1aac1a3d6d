import { expect, it } from 'vitest'
import { createVoiceEngine } from '#runtime/voice/engine/createVoiceEngine.ts'
import type { EngineOptions } from '#runtime/voice/engine/engineOptions.ts'
import type { SoftphoneClaims } from '#runtime/voice/line.ts'
import { createFakeClock } from '../support/fakeClock.ts'
import {
  createFakeCall,
  createFakeDetector,
  createFakeLine,
  createFakeRecognizer,
  createFakeSynthesizer,
  createFakeTurns,
  type FakeAnswer,
  printReport,
} from '../support/fakeVoice.ts'

interface Setup {
  readonly recognizer?: { available?: boolean; ms?: number; never?: boolean }
  readonly synthesisMs?: number
  readonly claims?: SoftphoneClaims
  readonly noMedia?: boolean
  readonly options?: Partial<EngineOptions>
}

function makeCall(script: Record<string, FakeAnswer | readonly FakeAnswer[]>, setup: Setup = {}) {
  const clock = createFakeClock()
  const synthesizer = createFakeSynthesizer(clock, { ms: setup.synthesisMs ?? 0 })
  const recognizer = createFakeRecognizer(clock, setup.recognizer)
  const line = createFakeLine(clock, synthesizer.textOf)
  const turns = createFakeTurns(script)
  const reports: string[] = []
  const call = createFakeCall(
    () => (setup.noMedia ? Promise.reject(new Error('no ICE')) : Promise.resolve(line)),
    setup.claims ?? null,
  )
  const engine = createVoiceEngine({
    turns,
    synthesizer,
    recognizer,
    clock,
    report: (_, report) => reports.push(printReport(report)),
    createDetector: createFakeDetector,
    log: { warn: () => {} },
    fetch: async () => new Response(null, { status: 404 }),
    ...setup.options,
  })
  engine.take(call)
  const isOver = () => engine.liveCalls() === 0
  /** What must hold after every call, however it ended. */
  const expectNothingLeft = () => {
    expect(engine.liveCalls()).toBe(0)
    expect(clock.pending()).toBe(0)
    expect(recognizer.liveUtterances()).toBe(0)
    expect(line.isUp()).toBe(false)
    const ends = turns.posts.filter((post) => post.path === '/hooks/status')
    expect(ends).toHaveLength(1)
  }
  return {
    clock,
    synthesizer,
    recognizer,
    line,
    turns,
    reports,
    call,
    engine,
    isOver,
    expectNothingLeft,
  }
}

const menu = (attributes = '', prompt = 'Press one or two.') =>
  `<Gather id="m" action="/hooks/voice/C1/2" numDigits="1" ${attributes}><Say>${prompt}</Say></Gather>`
const bye = '<Say>Bye.</Say><Hangup/>'

it('answers with the call id, speaks sentence by sentence and hangs up', async () => {
  const call = makeCall({ '/hooks/voice': '<Say id="n1">Hello. Welcome.</Say><Hangup id="n2"/>' })
  await call.clock.advance(5_000)
  expect(call.call.answeredWith()).toEqual({ 'X-Call-Id': 'C1' })
  expect(call.line.heard).toEqual(['0 Hello.', '600 Welcome.'])
  expect(call.reports).toEqual([
    'line.connected PCMU',
    'verb.started say n1 Hello. Welcome.',
    'verb.ended say n1',
    'verb.started hangup n2',
    'verb.ended hangup n2',
    'line.ended hangup',
  ])
  expect(call.turns.posts.at(-1)?.form).toMatchObject({ CallSid: 'sip-1', CallStatus: 'completed' })
  call.expectNothingLeft()
})

it('sends the revision of a draft with the first turn', async () => {
  const claims = { user: 'u', target: 'draft-f1', revision: 7, expires: 0 }
  const call = makeCall({ '/hooks/voice': bye }, { claims })
  await call.clock.advance(5_000)
  expect(call.turns.posts[0]).toEqual({ path: '/hooks/voice', form: { Revision: '7' } })
})

it.for([
  ['<Reject/>', 603],
  ['<Reject reason="busy"/>', 486],
  [404, 404],
] as const)('refuses a ringing call: %j gives %i', async ([answer, status]) => {
  const call = makeCall({ '/hooks/voice': answer })
  await call.clock.settle()
  expect(call.call.rejectedWith()).toBe(status)
  expect(call.call.answeredWith()).toBeNull()
  expect(call.isOver()).toBe(true)
})

it('asks for the next sentence while one plays', async () => {
  const call = makeCall({ '/hooks/voice': `<Say>One two.</Say>${menu()}` }, { synthesisMs: 200 })
  await call.clock.advance(600)
  expect(call.synthesizer.asked).toEqual(['One two.', 'Press one or two.'])
  await call.clock.advance(3_000)
  expect(call.reports).toContain('verb.started gather m')
  call.line.press('1')
  await call.clock.advance(20_000)
  expect(call.line.heard).toEqual(
    [
      '200 One two.',
      '1000 Press one or two.',
      '3800 Sorry, something went wrong.',
      '7000 Please call again later.',
      '9500 Goodbye.',
    ].map((text) => expect.stringContaining(text.slice(text.indexOf(' ')))),
  )
})

it('stops the prompt at a key, posts the digit and tells what was heard', async () => {
  const call = makeCall({ '/hooks/voice': menu(), '/hooks/voice/C1/2': bye })
  await call.clock.advance(1_050)
  call.line.press('2')
  await call.clock.advance(5_000)
  expect(call.turns.posts[1]).toEqual({
    path: '/hooks/voice/C1/2',
    form: { Reason: 'digits', Digits: '2', Heard: 'Press one' },
  })
  expect(call.line.heard).toEqual(['0 Press one or two. (cut at 1050)', '1050 Bye.'])
  expect(call.reports).toContain('bargein digit')
  expect(call.reports).toContain('delay 0 0 0 0 0 0 0')
  call.expectNothingLeft()
})

it('stops the prompt at the first sound of speech and posts the words', async () => {
  const call = makeCall({
    '/hooks/voice': menu('input="dtmf speech" hints="one, two"'),
    '/hooks/voice/C1/2': bye,
  })
  await call.clock.advance(500)
  call.line.speak('two please', 400)
  await call.clock.advance(5_000)
  expect(call.turns.posts[1]?.form).toEqual({
    Reason: 'speech',
    SpeechResult: 'two please',
    Confidence: '0.9',
    Heard: 'Press',
  })
  expect(call.recognizer.listenedFor).toEqual([{ phrases: ['one', 'two'], language: 'en-US' }])
  // 400 ms of words, of which the last frame starts at 380; 600 ms of silence; 100 ms to recognise.
  expect(call.reports.filter((report) => /^(speech|bargein|delay)/.test(report))).toEqual([
    'speech.started',
    'speech.partial two',
    'bargein speech',
    'speech.partial two please',
    'speech.final two please 0.9 fake 100',
    'delay 600 100 0 0 0 0 700',
  ])
  call.expectNothingLeft()
})

it('lets a backchannel pass when more words are needed, and goes on with the prompt', async () => {
  const call = makeCall({
    '/hooks/voice': menu(
      'input="speech" minBargeInWords="2"',
      'A long sentence that goes on and on.',
    ),
    '/hooks/voice/C1/2': bye,
  })
  await call.clock.advance(200)
  call.line.speak('uhuh', 200)
  await call.clock.advance(1_600)
  call.line.speak('two please now', 600)
  await call.clock.advance(6_000)
  expect(call.line.heard[0]).toBe('0 A long sentence that goes on and on. (cut at 2180)')
  expect(call.turns.posts[1]?.form['SpeechResult']).toBe('two please now')
  call.expectNothingLeft()
})

it('keeps keys that are pressed while the prompt may not be interrupted', async () => {
  const call = makeCall({ '/hooks/voice': menu('bargeIn="none"'), '/hooks/voice/C1/2': bye })
  await call.clock.advance(500)
  call.line.press('2')
  await call.clock.advance(6_000)
  expect(call.line.heard).toEqual(['0 Press one or two.', '1700 Bye.'])
  expect(call.turns.posts[1]?.form).toEqual({ Reason: 'digits', Digits: '2' })
})

it('keeps keys that are pressed before the gather, each for its own gather', async () => {
  const call = makeCall({
    '/hooks/voice': `<Say>Hello there.</Say>${menu()}`,
    '/hooks/voice/C1/2':
      '<Gather action="/hooks/voice/C1/3" numDigits="2"><Say>Now two.</Say></Gather>',
    '/hooks/voice/C1/3': bye,
  })
  await call.clock.advance(300)
  call.line.press('234')
  await call.clock.advance(6_000)
  expect(call.turns.posts.slice(1, 3).map((post) => post.form)).toEqual([
    { Reason: 'digits', Digits: '2', Heard: '' },
    { Reason: 'digits', Digits: '34', Heard: '' },
  ])
  expect(call.line.heard).toEqual(['0 Hello there.', '1200 Bye.'])
})

it('starts the silence when the prompt has ended', async () => {
  const call = makeCall({ '/hooks/voice': menu('timeout="4"'), '/hooks/voice/C1/2': bye })
  await call.clock.advance(1_700 + 3_999)
  expect(call.turns.posts).toHaveLength(1)
  await call.clock.advance(1)
  expect(call.turns.posts[1]?.form).toEqual({ Reason: 'timeout' })
})

it('waits between digits and ends at the finish key', async () => {
  const gather = '<Gather action="/hooks/voice/C1/2" interDigitTimeout="2"/>'
  const call = makeCall({ '/hooks/voice': [gather], '/hooks/voice/C1/2': [gather, bye] })
  await call.clock.advance(100)
  call.line.press('1')
  await call.clock.advance(1_900)
  call.line.press('2')
  await call.clock.advance(2_000)
  call.line.press('34#')
  await call.clock.advance(2_000)
  expect(call.turns.posts.slice(1, 3).map((post) => post.form['Digits'])).toEqual(['12', '34'])
  expect(call.reports).toContain('delay 0 0 0 0 0 0 0')
})

it('takes typed words for speech', async () => {
  const call = makeCall({ '/hooks/voice': menu('input="speech"'), '/hooks/voice/C1/2': bye })
  await call.clock.advance(300)
  call.line.listener().text('the second one')
  await call.clock.advance(3_000)
  expect(call.turns.posts[1]?.form).toEqual({
    Reason: 'speech',
    SpeechResult: 'the second one',
    Confidence: '1',
    Heard: '',
  })
})

it('works with keys and typed words, and says why, when nothing can be recognised', async () => {
  const call = makeCall(
    { '/hooks/voice': menu('input="dtmf speech"'), '/hooks/voice/C1/2': bye },
    { recognizer: { available: false } },
  )
  await call.clock.advance(300)
  call.line.speak('two', 400)
  await call.clock.advance(900)
  call.line.press('1')
  await call.clock.advance(3_000)
  expect(call.reports.filter((report) => report.startsWith('problem'))).toEqual([
    'problem Speech is not recognised (fake): keys and typed words work. Install it.',
  ])
  expect(call.turns.posts[1]?.form['Digits']).toBe('1')
  call.expectNothingLeft()
})

it('takes a recogniser that never answers for one that understood nothing', async () => {
  const call = makeCall(
    { '/hooks/voice': menu('input="speech"'), '/hooks/voice/C1/2': bye },
    { recognizer: { never: true } },
  )
  await call.clock.advance(100)
  call.line.speak('two', 400)
  await call.clock.advance(12_000)
  expect(call.turns.posts[1]?.form).toMatchObject({ Reason: 'speech', SpeechResult: '' })
  call.expectNothingLeft()
})

it('plays a tone for a sentence that cannot be spoken, and goes on', async () => {
  const call = makeCall({ '/hooks/voice': '<Say>Bad. Good.</Say>' })
  call.synthesizer.broken.add('Bad.')
  await call.clock.advance(5_000)
  expect(call.line.heard).toEqual(['0 (tone)', '200 Good.'])
  expect(call.reports).toContain('problem A sentence could not be spoken (fake): It is broken.')
})

it('skips an audio file that cannot be had, and says why', async () => {
  const call = makeCall({ '/hooks/voice': `<Play>https://a.example/x.wav</Play>${bye}` })
  await call.clock.advance(5_000)
  expect(call.line.heard).toEqual(['0 Bye.'])
  expect(call.reports).toContainEqual(expect.stringContaining('the server answered 404'))
})

const apology = ['Sorry, something went wrong.', 'Please call again later.', 'Goodbye.']
const saidIn = (heard: readonly string[]) => heard.map((text) => text.replace(/^\d+ /, ''))

it.for<[string, FakeAnswer]>([
  ['fails', 500],
  ['is no FML', '<Say>'],
  ['redirects elsewhere', '<Redirect>//evil.example/x</Redirect>'],
  ['never comes', 'never'],
])('apologises and hangs up when the answer %s', async ([, answer]) => {
  const call = makeCall({ '/hooks/voice': answer })
  await call.clock.advance(30_000)
  expect(saidIn(call.line.heard)).toEqual(apology)
  call.expectNothingLeft()
})

it('ends redirects without end', async () => {
  const call = makeCall({
    '/hooks/voice': '<Redirect>/hooks/voice/C1/2</Redirect>',
    '/hooks/voice/C1/2': '<Redirect>/hooks/voice/C1/2</Redirect>',
  })
  await call.clock.advance(10_000)
  expect(saidIn(call.line.heard)).toEqual(apology)
  expect(call.reports).toContain('line.ended endless redirects')
  call.expectNothingLeft()
})

it('says so and ends a call that takes too long', async () => {
  const call = makeCall(
    { '/hooks/voice': '<Pause length="100"/>' },
    { options: { longestCall: 20_000 } },
  )
  await call.clock.advance(30_000)
  expect(saidIn(call.line.heard)).toEqual(['This call has reached its longest time.', 'Goodbye.'])
  call.expectNothingLeft()
})

it('reports a call that gets no media', async () => {
  const call = makeCall({ '/hooks/voice': bye }, { noMedia: true })
  await call.clock.advance(1_000)
  expect(call.reports).toEqual(['problem The call could not be answered: no ICE'])
  expect(call.turns.posts.at(-1)?.form).toMatchObject({ CallSid: 'sip-1', CallStatus: 'failed' })
  expect(call.isOver()).toBe(true)
})

it('frees everything when the caller gives up while it rings', async () => {
  const call = makeCall({ '/hooks/voice': 'never' })
  await call.clock.settle()
  call.call.cancel()
  await call.clock.settle()
  expect(call.isOver()).toBe(true)
  expect(call.clock.pending()).toBe(0)
  expect(call.call.rejectedWith()).toBeNull()
  expect(call.turns.posts.at(-1)?.form).toMatchObject({ CallStatus: 'canceled' })
})

const long = {
  '/hooks/voice': `<Say>Hello.</Say><Pause/>${menu('input="dtmf speech" timeout="3"', 'Say or press.')}`,
  '/hooks/voice/C1/2': ['never'],
} as const

// Every 300 ms of a call with a sentence, a pause, a prompt, an utterance, its recognition and a turn under way.
it.for(Array.from({ length: 20 }, (_, index) => index * 300))(
  'frees everything when the caller hangs up after %i ms',
  async (ms) => {
    const call = makeCall(long, { synthesisMs: 100 })
    const speaking = call.clock.after(3_000, () => call.line.isUp() && call.line.speak('one', 600))
    await call.clock.advance(ms)
    call.line.listener().hangup('bye')
    speaking()
    await call.clock.settle()
    expect(call.engine.liveCalls()).toBe(0)
    await call.clock.advance(20)
    expect(call.reports.at(-1)).toBe('line.ended bye')
    call.expectNothingLeft()
  },
)

it('goes on with its calls when it takes no more, and ends them when it closes', async () => {
  const call = makeCall(long)
  await call.clock.advance(500)
  call.engine.refuseCalls()
  const late = createFakeCall(() => Promise.resolve(call.line))
  call.engine.take(late)
  expect([late.rejectedWith(), call.isOver()]).toEqual([503, false])
  await call.engine.close()
  call.expectNothingLeft()
  const next = createFakeCall(() => Promise.resolve(call.line))
  call.engine.take(next)
  expect(next.rejectedWith()).toBe(503)
})
