import { describe, expect, it } from 'vitest'
import { createLoopDialer } from '#runtime/voice/createLoopDialer.ts'
import { createVoiceEngine, type VoiceEngine } from '#runtime/voice/engine/createVoiceEngine.ts'
import type { EngineOptions } from '#runtime/voice/engine/engineOptions.ts'
import { frameSamples } from '#runtime/voice/line.ts'
import { Pacer } from '#runtime/voice/media/pacer.ts'
import { createFakeClock } from '../support/fakeClock.ts'
import { createFakeDialer, createFakeRecorder } from '../support/fakeDialer.ts'
import {
  createFakeCall,
  createFakeDetector,
  createFakeLine,
  createFakeRecognizer,
  createFakeSynthesizer,
  createFakeTurns,
  printReport,
} from '../support/fakeVoice.ts'

const action = '/hooks/voice/C1/2'

function makeCall(document: string, options: Partial<EngineOptions> = {}) {
  const clock = createFakeClock()
  const synthesizer = createFakeSynthesizer(clock)
  const line = createFakeLine(clock, synthesizer.textOf)
  const callee = createFakeLine(clock, synthesizer.textOf)
  const turns = createFakeTurns({ '/hooks/voice': document, [action]: '<Hangup/>' })
  const reports: string[] = []
  const engine = createVoiceEngine({
    turns,
    synthesizer,
    recognizer: createFakeRecognizer(clock),
    clock,
    report: (_, report) => reports.push(printReport(report)),
    createDetector: createFakeDetector,
    log: { warn: () => {} },
    fetch: async () => new Response(null, { status: 404 }),
    ...options,
  })
  engine.take(createFakeCall(() => Promise.resolve(line)))
  return {
    clock,
    line,
    callee,
    turns,
    reports,
    /** What the verb posted; the call is over and left nothing behind. */
    async posted() {
      await clock.advance(30_000)
      expect(engine.liveCalls()).toBe(0)
      expect(clock.pending()).toBe(0)
      expect(line.isUp()).toBe(false)
      expect(turns.posts.at(-1)?.path).toBe('/hooks/status')
      return turns.posts.find((post) => post.path === action)?.form
    },
  }
}

describe('Record', () => {
  const record = (attributes = '') =>
    `<Record id="r" timeout="2" action="${action}" ${attributes}/>`
  const kept = (seconds: number) => ({
    Reason: 'recording',
    RecordingUrl: '/api/recordings/r1',
    RecordingDuration: String(seconds),
  })
  const nothing = { Reason: 'recording', RecordingUrl: '', RecordingDuration: '0' }

  it('beeps, keeps the words and a little of the silence after them', async () => {
    const recorder = createFakeRecorder()
    const call = makeCall(record(), { recorder })
    await call.clock.advance(1_000)
    call.line.speak('call me back', 3_000)
    // Three seconds, 400 ms of the two after them.
    expect(await call.posted()).toEqual(kept(3.4))
    expect(call.line.heard).toEqual(['0 (tone)'])
    expect(call.reports).toContain('recording r /api/recordings/r1 3.4')
  })

  it('keeps nothing of a silent caller, and no beep on request', async () => {
    const call = makeCall(record('playBeep="false"'), { recorder: createFakeRecorder() })
    expect(await call.posted()).toEqual(nothing)
    expect(call.line.heard).toEqual([])
  })

  it('ends on its key, and on no other', async () => {
    const call = makeCall(record('finishOnKey="*"'), { recorder: createFakeRecorder() })
    await call.clock.advance(1_000)
    call.line.speak('hello', 3_000)
    await call.clock.advance(1_000)
    call.line.press('#')
    await call.clock.advance(500)
    call.line.press('*')
    expect(await call.posted()).toEqual(kept(1.52))
  })

  it('ends at its length', async () => {
    const call = makeCall(record('maxLength="2"'), { recorder: createFakeRecorder() })
    await call.clock.advance(250)
    call.line.speak('for ever', 20_000)
    expect(await call.posted()).toEqual(kept(2))
  })

  it('keeps and posts what was said when the caller hangs up', async () => {
    const call = makeCall(record(), { recorder: createFakeRecorder() })
    await call.clock.advance(1_000)
    call.line.speak('my number is', 5_000)
    await call.clock.advance(990)
    call.line.listener().hangup('BYE')
    expect(await call.posted()).toEqual(kept(1))
    expect(call.turns.posts.map(({ path }) => path)).toEqual([
      '/hooks/voice',
      action,
      '/hooks/status',
    ])
  })

  it('keeps what fits on the disk, says so, and goes on', async () => {
    const call = makeCall(record(), { recorder: createFakeRecorder(1_000) })
    await call.clock.advance(1_000)
    call.line.speak('a long story', 5_000)
    expect((await call.posted())?.['RecordingUrl']).toBe('/api/recordings/r1')
    expect(call.line.heard.join()).toContain('could not be recorded completely')
    expect(call.reports.join()).toContain('A recording is not complete: The disk is full.')
  })

  it('goes on where nothing can be recorded', async () => {
    expect(await makeCall(record()).posted()).toEqual(nothing)
  })
})

describe('Dial', () => {
  const dial = (names: readonly string[], attributes = '') =>
    `<Dial id="d" action="${action}" ${attributes}>${names.map((name) => `<Sip>sip:${name}@x</Sip>`).join('')}</Dial>`
  const ann = 'sip:ann@x'
  const bob = 'sip:bob@x'
  const setUp = (
    names: readonly string[],
    attributes = '',
    options: Partial<EngineOptions> = {},
  ) => {
    const dialer = createFakeDialer([ann, bob])
    return { dialer, ...makeCall(dial(names, attributes), { dialer, ...options }) }
  }
  const voice = () => new Int16Array(frameSamples).fill(1)

  it('connects the two, passes sound and keys both ways, and tells who answered', async () => {
    const call = setUp(['ann'])
    await call.clock.advance(3_000)
    expect(call.dialer.log).toEqual(['ring sip:ann@x from +12025550100'])
    call.dialer.settle(ann, { type: 'answered', line: call.callee })
    await call.clock.settle()
    // The ringing tone is cut.
    expect(call.line.heard).toEqual(['0 (tone) (cut at 3000)'])
    call.line.listener().audio(voice())
    call.callee.listener().audio(voice())
    call.line.press('5')
    call.callee.press('7')
    await call.clock.advance(4_000)
    expect(call.callee.heard).toEqual(['3000 (tone)'])
    expect(call.line.heard.at(-1)).toBe('3000 (tone)')
    expect([call.callee.pressed, call.line.pressed]).toEqual([['5'], ['7']])
    call.callee.listener().hangup('BYE')
    expect(await call.posted()).toEqual({
      Reason: 'dial',
      DialCallStatus: 'completed',
      DialCallDuration: '4',
      DialedTo: ann,
    })
    expect(call.callee.isUp()).toBe(false)
  })

  it.for([
    ['busy', 'busy'],
    ['no-answer', 'no-answer'],
    ['failed', 'failed'],
  ] as const)('tells that somebody was %s', async ([type, status]) => {
    const call = setUp(['ann'])
    await call.clock.advance(1_000)
    call.dialer.settle(ann, { type, why: 'because' })
    expect(await call.posted()).toEqual({
      Reason: 'dial',
      DialCallStatus: status,
      DialCallDuration: '0',
    })
  })

  it('gives up after its time', async () => {
    const call = setUp(['ann'], 'timeout="10"')
    await call.clock.advance(10_000)
    expect(call.dialer.log.at(-1)).toBe('cancel sip:ann@x')
    expect((await call.posted())?.['DialCallStatus']).toBe('no-answer')
  })

  it('fails at once when nobody is there', async () => {
    const call = setUp(['eve'])
    await call.clock.settle()
    expect((await call.posted())?.['DialCallStatus']).toBe('failed')
    expect(call.reports.join()).toContain('Nobody has registered under this address.')
  })

  it('rings at all at once: the first answer wins', async () => {
    const call = setUp(['ann', 'bob', 'eve'])
    await call.clock.advance(1_000)
    call.dialer.settle(bob, { type: 'answered', line: call.callee })
    await call.clock.settle()
    expect(call.dialer.log.slice(2)).toEqual(['cancel sip:ann@x'])
    call.callee.listener().hangup('BYE')
    expect((await call.posted())?.['DialedTo']).toBe(bob)
  })

  it('rings at one after the other', async () => {
    const call = setUp(['ann', 'bob'], 'sequential="true" timeout="5" callerId="+12025550177"')
    await call.clock.advance(4_000)
    call.dialer.settle(ann, { type: 'busy', why: '486' })
    await call.clock.advance(4_000)
    expect(call.dialer.log).toEqual([
      'ring sip:ann@x from +12025550177',
      'ring sip:bob@x from +12025550177',
    ])
    expect((await call.posted())?.['DialCallStatus']).toBe('busy')
  })

  it('stops ringing when the caller hangs up, and tells the flow', async () => {
    const call = setUp(['ann'])
    await call.clock.advance(1_000)
    call.line.listener().hangup('BYE')
    expect((await call.posted())?.['DialCallStatus']).toBe('canceled')
    expect(call.dialer.log.at(-1)).toBe('cancel sip:ann@x')
  })

  it('hangs up on the callee when the caller leaves or the time is over', async () => {
    for (const leaves of [true, false]) {
      const call = setUp(['ann'], 'timeLimit="20"')
      await call.clock.settle()
      call.dialer.settle(ann, { type: 'answered', line: call.callee })
      await call.clock.advance(5_000)
      if (leaves) call.line.listener().hangup('BYE')
      const form = await call.posted()
      expect(form).toMatchObject({
        DialCallStatus: 'completed',
        DialCallDuration: leaves ? '5' : '20',
      })
      expect(call.callee.isUp()).toBe(false)
    }
  })

  it('hangs up on somebody who answers too late', async () => {
    const call = setUp(['ann'], 'timeout="5"')
    await call.clock.advance(5_000)
    call.dialer.settle(ann, { type: 'answered', line: call.callee })
    expect((await call.posted())?.['DialCallStatus']).toBe('no-answer')
    expect(call.callee.isUp()).toBe(false)
  })

  it('whispers before it connects, and records both', async () => {
    const recorder = createFakeRecorder()
    const call = setUp(['ann'], 'whisper="A caller." record="true"', { recorder })
    await call.clock.settle()
    call.dialer.settle(ann, { type: 'answered', line: call.callee })
    await call.clock.advance(2_000)
    expect(call.callee.heard).toEqual(['0 A caller.'])
    call.line.listener().audio(voice())
    call.callee.listener().hangup('BYE')
    expect(await call.posted()).toMatchObject({
      RecordingUrl: '/api/recordings/r1',
      RecordingDuration: '0.02',
    })
  })
})

it('presses keys towards the caller', async () => {
  const call = makeCall('<Play id="k" digits="1w2#"/><Hangup/>')
  await call.posted()
  expect(call.line.pressed).toEqual(['1w2#'])
})

it('skips Stream, says why, and goes on', async () => {
  const call = makeCall(`<Stream id="s" action="${action}">wss://example.org</Stream>`)
  expect(await call.posted()).toEqual({ Reason: 'stream' })
  expect(call.reports.join()).toContain('Stream was skipped')
})

it('speaks marks as words and silence', async () => {
  const call = makeCall(
    '<Say>Code <say-as interpret-as="digits">42</say-as><break time="2s"/><emphasis>Thank</emphasis> <sub alias="you all">u</sub>.</Say><Hangup/>',
  )
  await call.posted()
  expect(call.line.heard).toEqual(['0 Code 4 2', '800 (tone)', '2800 Thank you all.'])
})

it('tells the flow of a sound that could not be played', async () => {
  const call = makeCall(`<Play id="p">https://x.example/a.wav</Play><Redirect>${action}</Redirect>`)
  expect(await call.posted()).toEqual({
    Reason: 'redirect',
    FailedVerb: 'p',
    FailedWhy: 'the server answered 404',
  })
})

it('ends a flow that dials its own number', async () => {
  const clock = createFakeClock()
  const turns = createFakeTurns({
    '/hooks/voice': `<Dial action="${action}"><Number>+12025550100</Number></Dial>`,
    [action]: '<Hangup/>',
  })
  const synthesizer = createFakeSynthesizer(clock)
  const beat = { now: clock.now, after: clock.after }
  const numbers = createLoopDialer({ take: (call) => engine.take(call), pacer: new Pacer(beat) })
  const engine: VoiceEngine = createVoiceEngine({
    turns,
    synthesizer,
    recognizer: createFakeRecognizer(clock),
    clock,
    report: () => {},
    createDetector: createFakeDetector,
    log: { warn: () => {} },
    fetch: async () => new Response(null, { status: 404 }),
    dialer: numbers,
  })
  const line = createFakeLine(clock, synthesizer.textOf)
  engine.take(createFakeCall(() => Promise.resolve(line)))
  await clock.advance(60_000)
  expect(engine.liveCalls()).toBe(0)
  expect(turns.posts.filter(({ path }) => path === '/hooks/voice')).toHaveLength(21)
  expect(clock.pending()).toBe(0)
})
