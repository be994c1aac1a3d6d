import { describe, expect, it } from 'vitest'
import { createFakeRecorder } from '../support/fakeDialer.ts'
import { action, makeCall } from '../support/verbCall.ts'

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
    // The caller left; we are on the right, and were silent.
    expect([recorder.loudest.length, (recorder.loudest[0] ?? 0) > 0, recorder.loudest[1]]).toEqual([
      ...[2, true, 0],
    ])
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

it('presses keys towards the caller', async () => {
  const call = makeCall('<Play id="k" digits="1w2#"/><Hangup/>')
  await call.posted()
  expect(call.line.pressed).toEqual(['1w2#'])
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
