import { describe, expect, it } from 'vitest'
import { createDialerChain } from '#runtime/voice/createDialerChain.ts'
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
  type FakeTurns,
} from '../support/fakeVoice.ts'
import { action, makeCall } from '../support/verbCall.ts'

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

  it('lets the caller hear what the other network plays, in place of our tone, while it rings there', async () => {
    const call = setUp(['ann', 'bob'], 'sequential="true"')
    await call.clock.advance(1_000)
    // Silence is no reason to stop the tone.
    call.dialer.sound(ann, new Int16Array(frameSamples))
    await call.clock.advance(500)
    for (let frame = 0; frame < 2; frame++) {
      call.dialer.sound(ann, voice().fill(2_000))
      await call.clock.advance(20)
    }
    expect(call.line.heard).toEqual(['0 (tone) (cut at 1500)', '1520 (tone)'])
    call.dialer.settle(ann, { type: 'busy', why: '486 Busy Here' })
    await call.clock.advance(1_000)
    call.dialer.settle(bob, { type: 'answered', line: call.callee })
    await call.clock.settle()
    expect(call.line.heard.slice(2)).toEqual(['1540 (tone) (cut at 1000)'])
    call.callee.listener().hangup('BYE')
    expect((await call.posted())?.['DialedTo']).toBe(bob)
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
    expect(call.reports.join()).toContain('Nobody is registered under this address')
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

  describe('with a key that takes the call', () => {
    const answered = async (attributes = '', names: readonly string[] = ['ann']) => {
      const call = setUp(names, `acceptKey="1" ${attributes}`)
      await call.clock.advance(1_000)
      call.dialer.settle(ann, { type: 'answered', line: call.callee })
      await call.clock.settle()
      return call
    }

    it('connects when it is pressed, and rings for the caller until then', async () => {
      const call = await answered('whisper="Press 1."')
      await call.clock.advance(4_000)
      expect([call.callee.heard, call.line.heard]).toEqual([['1000 Press 1.'], []])
      call.callee.press('1')
      await call.clock.settle()
      expect(call.line.heard).toEqual(['0 (tone) (cut at 5000)'])
      await call.clock.advance(2_000)
      call.callee.listener().hangup('BYE')
      expect(await call.posted()).toMatchObject({
        DialCallStatus: 'completed',
        DialCallDuration: '2',
      })
    })

    it.for(['another key', 'no key', 'a hang-up'])('is not taken by %s', async (what) => {
      const call = await answered()
      if (what === 'another key') call.callee.press('2')
      else if (what === 'a hang-up') call.callee.listener().hangup('BYE')
      else await call.clock.advance(30_000)
      expect(await call.posted()).toMatchObject({ DialCallStatus: 'no-answer' })
      expect(call.callee.isUp()).toBe(false)
      expect(call.callee.heard.join()).toContain('You have a call.')
    })

    it('goes on to the next in turn', async () => {
      const call = await answered('sequential="true"', ['ann', 'bob'])
      call.callee.press('9')
      await call.clock.settle()
      expect(call.dialer.log.at(-1)).toBe('ring sip:bob@x from +12025550100')
      call.dialer.settle(bob, { type: 'busy', why: '486' })
      expect((await call.posted())?.['DialCallStatus']).toBe('busy')
    })

    it('lets go of the callee when the caller leaves meanwhile', async () => {
      const call = await answered()
      call.line.listener().hangup('BYE')
      expect((await call.posted())?.['DialCallStatus']).toBe('canceled')
      expect(call.callee.isUp()).toBe(false)
    })
  })

  it('ends when the callee hangs up while the whisper is said', async () => {
    const call = setUp(['ann'], 'whisper="A caller."')
    await call.clock.settle()
    call.dialer.settle(ann, { type: 'answered', line: call.callee })
    await call.clock.advance(500)
    call.callee.listener().hangup('BYE')
    expect((await call.posted())?.['DialCallStatus']).toBe('no-answer')
  })

  it('tells both that they are recorded, and records them after that', async () => {
    const recorder = createFakeRecorder()
    const call = setUp(['ann'], 'consent="We record." record="true"', { recorder })
    await call.clock.settle()
    call.dialer.settle(ann, { type: 'answered', line: call.callee })
    await call.clock.advance(500)
    call.line.listener().audio(voice())
    await call.clock.advance(500)
    expect(call.callee.heard).toEqual(['0 We record.'])
    expect(call.line.heard.at(-1)).toBe('0 We record.')
    for (let frame = 0; frame < 50; frame++) {
      call.line.listener().audio(voice())
      call.callee.listener().audio(voice())
    }
    call.callee.listener().hangup('BYE')
    expect((await call.posted())?.['RecordingDuration']).toBe('1')
    expect(recorder.kept).toEqual([1_000])
  })
})

describe('Dial before the caller is answered', () => {
  const dial = `<Dial action="${action}" answerOnBridge="true"><Sip>sip:ann@x</Sip></Dial>`
  const setUp = (next = '<Hangup/>') => {
    const clock = createFakeClock()
    const synthesizer = createFakeSynthesizer(clock)
    const line = createFakeLine(clock, synthesizer.textOf)
    const callee = createFakeLine(clock, synthesizer.textOf)
    const dialer = createFakeDialer(['sip:ann@x'])
    const turns = createFakeTurns({ '/hooks/voice': dial, [action]: next })
    const engine = createVoiceEngine({
      ...{ turns, synthesizer, clock, dialer, createDetector: createFakeDetector },
      recognizer: createFakeRecognizer(clock),
      report: () => {},
      log: { warn: () => {} },
      fetch: async () => new Response(null, { status: 404 }),
    })
    const call = createFakeCall(() => Promise.resolve(line))
    engine.take(call)
    const over = async () => {
      await clock.advance(10_000)
      expect([engine.liveCalls(), clock.pending()]).toEqual([0, 0])
      return turns.posts.find((post) => post.path === action)?.form
    }
    return { clock, line, callee, dialer, call, over }
  }

  it('answers when the other side does, and goes on afterwards', async () => {
    const { clock, line, callee, dialer, call, over } = setUp('<Say>Goodbye.</Say>')
    await clock.advance(3_000)
    expect(call.answeredWith()).toBe(null)
    dialer.settle('sip:ann@x', { type: 'answered', line: callee })
    await clock.settle()
    expect(call.answeredWith()).not.toBe(null)
    line.listener().audio(new Int16Array(frameSamples).fill(1))
    await clock.advance(5_000)
    expect(callee.heard).toEqual(['3000 (tone)'])
    callee.listener().hangup('BYE')
    expect(await over()).toMatchObject({ DialCallStatus: 'completed', DialCallDuration: '5' })
    // No ringing tone: the caller's own network plays it.
    expect(line.heard).toEqual(['8000 Goodbye.'])
    expect(line.isUp()).toBe(false)
  })

  it('refuses the call where nobody takes it and the flow says so', async () => {
    const { clock, dialer, call, over } = setUp('<Reject reason="busy"/>')
    await clock.advance(1_000)
    dialer.settle('sip:ann@x', { type: 'busy', why: '486' })
    expect(await over()).toMatchObject({ DialCallStatus: 'busy' })
    expect([call.answeredWith(), call.rejectedWith()]).toEqual([null, 486])
  })

  it('answers where nobody takes it and the flow goes on', async () => {
    const { clock, line, dialer, over } = setUp('<Say>Nobody is here.</Say>')
    await clock.advance(1_000)
    dialer.settle('sip:ann@x', { type: 'failed', why: '503' })
    await over()
    expect(line.heard).toEqual(['1000 Nobody is here.'])
  })

  it('stops when the caller gives up', async () => {
    const { clock, dialer, call, over } = setUp()
    await clock.advance(1_000)
    call.cancel()
    expect(await over()).toMatchObject({ DialCallStatus: 'canceled' })
    expect([dialer.log.at(-1), call.answeredWith()]).toEqual(['cancel sip:ann@x', null])
  })

  it('ends for both when the caller leaves', async () => {
    const { line, callee, clock, dialer, over } = setUp()
    await clock.advance(1_000)
    dialer.settle('sip:ann@x', { type: 'answered', line: callee })
    await clock.advance(2_000)
    line.listener().hangup('BYE')
    expect(await over()).toMatchObject({ DialCallStatus: 'completed', DialCallDuration: '2' })
    expect([line.isUp(), callee.isUp()]).toEqual([false, false])
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

it('calls by a trunk where a number turns out to be none of ours', async () => {
  const clock = createFakeClock()
  const known = createFakeTurns({
    '/hooks/voice': [`<Dial action="${action}"><Number>+4930123456</Number></Dial>`, '<Reject/>'],
    [action]: '<Hangup/>',
  })
  // The runtime makes no call of one to somebody else's number.
  const turns: FakeTurns = {
    ...known,
    post: async (path, form) => {
      const answer = await known.post(path, form)
      return form['To'] === '+4930123456' ? { ...answer, callId: null } : answer
    },
  }
  const trunk = createFakeDialer(['+4930123456'])
  const synthesizer = createFakeSynthesizer(clock)
  const engine: VoiceEngine = createVoiceEngine({
    ...{ turns, synthesizer, clock, createDetector: createFakeDetector },
    recognizer: createFakeRecognizer(clock),
    report: () => {},
    log: { warn: () => {} },
    fetch: async () => new Response(null, { status: 404 }),
    dialer: createDialerChain([createLoopDialer({ take: (call) => engine.take(call) }), trunk]),
  })
  engine.take(createFakeCall(() => Promise.resolve(createFakeLine(clock, synthesizer.textOf))))
  await clock.advance(1_000)
  expect(trunk.log).toEqual(['ring +4930123456 from +12025550100'])
  trunk.settle('+4930123456', { type: 'busy', why: '486' })
  await clock.advance(5_000)
  expect(turns.posts.find(({ path }) => path === action)?.form).toMatchObject({
    DialCallStatus: 'busy',
  })
  expect(engine.liveCalls()).toBe(0)
})
