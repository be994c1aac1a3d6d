import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createRecordings } from '#runtime/recordings/createRecordings.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { makeFlow } from '../support/makeFlow.ts'

let harness: Harness
beforeEach(async () => {
  harness = await createHarness()
})
afterEach(() => harness.close())

const target = { id: 't1', type: 'number', address: '+12025550123' }
/** Tries to connect the caller, and takes a message else. */
const deskFlow = makeFlow(
  'desk',
  [
    ['desk', 'transfer', { targets: [target] }],
    ['mail', 'voicemail', { prompt: 'Leave a message.' }],
    ['talked', 'end', { text: 'They talked for {{ nodes.desk.duration }}.', outcome: 'talked' }],
    [
      'left',
      'end',
      {
        text: 'Kept {{ nodes.mail.duration }} seconds at {{ nodes.mail.recordingUrl }}.',
        outcome: 'left',
      },
    ],
    ['nothing', 'end', { text: 'Nothing.', outcome: 'nothing' }],
  ],
  [
    'start.next>desk',
    'desk.completed>talked',
    'desk.noAnswer>mail',
    'desk.busy>mail',
    'desk.failed>nothing',
    'mail.recorded>left',
    'mail.silent>nothing',
  ],
)
const number = '+12025550100'

describe('the turn protocol', () => {
  const begin = () => harness.turns.post('/hooks/voice', { CallSid: 's1', From: '+1', To: number })
  const turn = (callId: string | null, at: number, form: Record<string, string>) =>
    harness.postForm(`/hooks/voice/${callId}/${at}`, { Turn: String(at), ...form })

  it('takes what a Dial and a Record report', async () => {
    await harness.publish(deskFlow)
    const { callId, body } = await begin()
    expect(body).toContain('<Dial')
    const mail = await turn(callId, 2, {
      Reason: 'dial',
      DialCallStatus: 'no-answer',
      DialCallDuration: '0',
    })
    expect(await mail.text()).toContain('<Record')
    const end = await turn(callId, 3, {
      Reason: 'recording',
      RecordingUrl: '/api/recordings/r1',
      RecordingDuration: '3.4',
    })
    expect(await end.text()).toContain('Kept 3.4 seconds at /api/recordings/r1.')
  })

  it.for([
    [{ Reason: 'dial', DialCallStatus: 'lost' }],
    [{ Reason: 'recording', RecordingDuration: '-1' }],
    [{ Reason: 'recording', RecordingUrl: 'x'.repeat(5_000) }],
    [{ Reason: 'applause' }],
  ] as const)('refuses %j, and the call goes on', async ([form]) => {
    await harness.publish(deskFlow)
    const { callId } = await begin()
    expect((await turn(callId, 2, form)).status).toBe(400)
    const next = await turn(callId, 2, { Reason: 'dial', DialCallStatus: 'completed' })
    expect(await next.text()).toContain('They talked')
  })
})

describe('typed calls', () => {
  async function talk(...inputs: readonly object[]) {
    await harness.publish(deskFlow)
    const response = await harness.request('/api/text-calls', {
      body: { target: { type: 'number', number } },
    })
    const { callId } = z.object({ callId: z.string() }).parse(await response.json())
    for (const body of inputs) {
      await harness.clock.advance(20)
      const taken = await harness.request(`/api/text-calls/${callId}/input`, { body })
      expect(taken.status).toBe(200)
    }
    await harness.clock.advance(100)
    const detail = await (await harness.request(`/api/calls/${callId}`)).json()
    return detail.call
  }

  it('connect with typed words', async () => {
    const call = await talk({ type: 'speech', speech: 'hello' })
    expect(call).toMatchObject({ status: 'completed', outcome: 'talked' })
  })

  it('record typed words when nobody answers', async () => {
    const call = await talk({ type: 'silence' }, { type: 'speech', speech: 'call me' })
    expect(call.outcome).toBe('left')
  })

  it('record silence', async () => {
    const call = await talk({ type: 'speech', speech: 'busy' }, { type: 'silence' })
    expect(call.outcome).toBe('nothing')
  })
})

it('serves a recording as a WAV file', async () => {
  const folder = `${harness.folder}/recordings`
  const sink = createRecordings({ folder, publicUrl: null, log: { error() {} } }).open()
  sink.write(new Int16Array(320))
  const kept = await sink.finish()
  const response = await harness.request(kept?.url ?? '')
  expect(response.headers.get('content-type')).toBe('audio/wav')
  expect((await response.arrayBuffer()).byteLength).toBe(44 + 640)
  const ask = async (range: string) => {
    const part = await harness.request(kept?.url ?? '', { headers: { range } })
    const { byteLength } = await part.arrayBuffer()
    return [part.status, byteLength, part.headers.get('content-range')]
  }
  expect(await ask('bytes=0-43')).toEqual([206, 44, 'bytes 0-43/684'])
  expect(await ask('bytes=680-')).toEqual([206, 4, 'bytes 680-683/684'])
  expect(await ask('bytes=9000-')).toEqual([416, 0, 'bytes */684'])
  expect(await ask('bytes=9-2')).toEqual([200, 684, null])
  expect((await harness.request('/api/recordings/nothing')).status).toBe(404)
})

it('lets a softphone be called by a name, and by no name of ours', async () => {
  const ask = (receiveAs: string) =>
    harness.request('/api/softphone/token', { body: { receiveAs } })
  expect(await (await ask('desk')).json()).toMatchObject({ user: 'desk', path: '/sip' })
  for (const name of ['', 'web-123456', 'a b', 'x'.repeat(50)])
    expect((await ask(name)).status).toBe(400)
})
