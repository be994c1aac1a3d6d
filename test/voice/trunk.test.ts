import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '#runtime/calls/clock.ts'
import { withHandOver } from '#runtime/carriers/trunk/handOver.ts'
import { createTrunkDialer } from '#runtime/sip/trunk/createTrunkDialer.ts'
import { e164Rules } from '#runtime/sip/trunk/numberForms.ts'
import { createTrunkEdge } from '#runtime/sip/trunk/trunkEdge.ts'
import { createVoiceEngine } from '#runtime/voice/engine/createVoiceEngine.ts'
import {
  type IncomingCall,
  type Line,
  type LineListener,
  sampleRateHz,
} from '#runtime/voice/line.ts'
import { newTrunkSettings } from '#shared/api/trunks.ts'
import { createFakeClock } from '../support/fakeClock.ts'
import {
  createFakeDetector,
  createFakeRecognizer,
  createFakeSynthesizer,
  createFakeTurns,
  printReport,
} from '../support/fakeVoice.ts'
import { MelodyListener, melody } from '../support/melody.ts'
import { freePort, type RunningServer, startServer } from '../support/server.ts'
import { hasBaresip, makeCertificate, startBaresip } from '../support/sipPrograms.ts'
import { action } from '../support/verbCall.ts'
import { plenty, withTrunkEdge } from './trunkSetup.ts'

const log = { debug() {}, info() {}, warn() {}, error() {} }
const certificate = makeCertificate()
const here = withTrunkEdge(certificate)

describe.skipIf(!certificate)('a call between two of ours (needs: openssl)', () => {
  it('is heard both ways by TLS, encrypted, if the certificate is good', async () => {
    const { edge, answered, nextAnswered } = here()
    const [tls, port] = [certificate, edge.portOf('TLS')]
    if (!tls) return
    const open = (ca: string | null) =>
      createTrunkEdge({
        ...{ log, host: '127.0.0.1', port: null, publicAddress: null, mediaPorts: null },
        tls: { ...tls, port: 0, ca },
        trunks: [
          { ...plenty, id: 'far', server: `sip:127.0.0.1:${port};transport=tls`, encrypts: true },
        ],
      })
    const stranger = await open(null)
    const refused = await stranger.dial('far', '+12025550100', { callerId: '100' })?.ringing
    await stranger.close()
    expect(refused).toEqual({ type: 'failed', why: 'Nobody answered the call.' })
    const other = await open(tls.cert)
    const ringing = await other.dial('far', '+12025550100', { callerId: '100' })?.ringing
    await nextAnswered
    const [first] = answered
    if (ringing?.type !== 'answered' || !first) throw new Error('not answered')
    const ear = new MelodyListener()
    ringing.line.listen({
      ...{ digit() {}, text() {}, hangup() {} },
      audio: (pcm) => ear.hear(pcm, sampleRateHz),
    })
    // Longer than is needed: a busy machine may tear a note.
    ringing.line.play(melody('hfgd'.repeat(30), sampleRateHz))
    first.line.play(melody('abce'.repeat(30), sampleRateHz))
    const heard = () => [first.ear.notes.includes('hfgd'), ear.notes.includes('abce')]
    await expect.poll(heard, { timeout: 20_000, interval: 50 }).toEqual([true, true])
    ringing.line.hangup()
    expect(await first.over).toBe('BYE')
    await other.close()
  })
})

describe('a Dial by a trunk', () => {
  const quiet: LineListener = { audio() {}, digit() {}, text() {}, hangup() {} }

  it('reaches a telephone at the PBX that the call came from, and tells how it went', async () => {
    const { edge: pbx } = here()
    const sip = `sip:127.0.0.1:${pbx.portOf('UDP')}`
    const ours = await createTrunkEdge({
      ...{ log, host: '127.0.0.1', port: 0, publicAddress: null, mediaPorts: null, tls: null },
      trunks: [{ ...plenty, id: 'pbx', server: sip, addresses: ['127.0.0.1'] }],
    })
    const rules = { country: 'DE', sends: 'national', prefix: '' } as const
    const turns = createFakeTurns({
      '/hooks/voice': `<Dial action="${action}" answerOnBridge="true" sequential="true"><Number>nobody</Number><Number>+49 30 123456</Number></Dial>`,
      [action]: '<Hangup/>',
    })
    const reports: string[] = []
    const engine = createVoiceEngine({
      ...{ turns, log, clock: systemClock, createDetector: createFakeDetector },
      synthesizer: createFakeSynthesizer(createFakeClock()),
      recognizer: createFakeRecognizer(createFakeClock()),
      report: (_, report) => reports.push(printReport(report)),
      fetch: async () => new Response(null, { status: 404 }),
      dialer: createTrunkDialer({
        dial: (...call) => ours.dial(...call),
        trunkFor: () => ({ trunkId: 'pbx', rules }),
      }),
    })
    ours.onCall((call) => engine.take(call))
    pbx.setTrunks([
      { ...plenty, id: 'ours', server: `sip:127.0.0.1:${ours.portOf('UDP')}` },
      { ...plenty, id: 'loopback', addresses: ['127.0.0.1'] },
    ])
    const ringing = await pbx.dial('ours', '+12025550100', { callerId: '100' })?.ringing
    const [callee] = here().answered
    if (ringing?.type !== 'answered' || !callee) throw new Error('not connected')
    const ear = new MelodyListener()
    ringing.line.listen({ ...quiet, audio: (pcm) => ear.hear(pcm, sampleRateHz) })
    ringing.line.play(melody('hfgd'.repeat(30), sampleRateHz))
    callee.line.play(melody('abce'.repeat(30), sampleRateHz))
    const heard = () => [callee.ear.notes.includes('fgdh'), ear.notes.includes('bcea')]
    await expect.poll(heard, { timeout: 20_000, interval: 50 }).toEqual([true, true])
    callee.line.hangup()
    await expect.poll(() => ours.liveCalls(), { interval: 50 }).toBe(0)
    expect(turns.posts.find(({ path }) => path === action)?.form).toMatchObject({
      ...{ Reason: 'dial', DialCallStatus: 'completed', DialedTo: '+49 30 123456' },
    })
    expect(reports).toContain('dial +49 30 123456 answered')
    await engine.close()
    await ours.close()
  })
})

describe('a trunk that connects callers by itself', () => {
  it('is asked to by REFER, and holds no line of ours afterwards', async () => {
    const { edge: pbx } = here()
    const ours = await createTrunkEdge({
      ...{ log, host: '127.0.0.1', port: 0, publicAddress: null, mediaPorts: null, tls: null },
      trunks: [{ ...plenty, id: 'pbx', addresses: ['127.0.0.1'] }],
    })
    const server = `127.0.0.1:${pbx.portOf('UDP')}`
    const turns = createFakeTurns({
      '/hooks/voice': `<Dial id="d" action="${action}"><Number>+4930123456</Number></Dial>`,
      [action]: '<Hangup/>',
    })
    const reports: string[] = []
    const engine = createVoiceEngine({
      ...{ turns, log, clock: systemClock, createDetector: createFakeDetector },
      synthesizer: createFakeSynthesizer(createFakeClock()),
      recognizer: createFakeRecognizer(createFakeClock()),
      report: (_, report) => reports.push(printReport(report)),
      fetch: async () => new Response(null, { status: 404 }),
      dialer: { dial: () => null },
    })
    let desk: Line | null = null
    ours.onCall(async (call) => {
      // The desk is at the same trunk: who is transferred calls by the trunk that asked for it.
      if (call.to === '+4930123456') {
        desk = await call.answer()
        return
      }
      await engine.take({
        ...{ id: call.id, from: call.from, to: call.to, claims: null },
        answer: async () =>
          withHandOver(await call.answer(), {
            trunk: { id: 'pbx', settings: { ...newTrunkSettings, server } },
            ...{ controlOf: ours.controlOf, isNear: () => false, clock: systemClock },
          }),
        reject: (...refusal) => call.reject(...refusal),
        onCancel: (listener) => call.onCancel(listener),
      })
    })
    pbx.setTrunks([
      {
        ...{ ...plenty, id: 'ours', takesTransfers: true },
        server: `sip:127.0.0.1:${ours.portOf('UDP')}`,
      },
      { ...plenty, id: 'loopback', addresses: ['127.0.0.1'] },
    ])
    const ringing = await pbx.dial('ours', '+12025550100', { callerId: '100' })?.ringing
    if (ringing?.type !== 'answered') throw new Error('not answered')
    await expect
      .poll(() => turns.posts.at(-1)?.path, { timeout: 20_000, interval: 20 })
      .toBe('/hooks/status')
    expect([engine.liveCalls(), desk !== null, ours.liveCalls()]).toEqual([0, true, 1])
    expect(reports.filter((line) => line.startsWith('dial'))).toEqual([
      ...['dial d +4930123456 ringing', 'dial d +4930123456 answered', 'dial d +4930123456 ended'],
    ])
    expect(turns.posts.find(({ path }) => path === action)?.form).toMatchObject({
      DialCallStatus: 'completed',
    })
    await engine.close()
    await ours.close()
  })
})

describe('what a network plays before the answer', () => {
  const quiet: LineListener = { audio() {}, digit() {}, text() {}, hangup() {} }

  it('is heard by a caller whose call still rings, and the answer goes on from there', async () => {
    const { edge: pbx } = here()
    const open = (port: number | null) =>
      createTrunkEdge({
        ...{ log, host: '127.0.0.1', port: 0, publicAddress: null, mediaPorts: null, tls: null },
        trunks: [
          { ...plenty, id: 'pbx', server: `sip:127.0.0.1:${port}`, addresses: ['127.0.0.1'] },
        ],
      })
    const ours = await open(pbx.portOf('UDP'))
    const turns = createFakeTurns({
      '/hooks/voice': `<Dial action="${action}" answerOnBridge="true"><Number>+4930123456</Number></Dial>`,
      [action]: '<Hangup/>',
    })
    const engine = createVoiceEngine({
      ...{ turns, log, clock: systemClock, createDetector: createFakeDetector, report() {} },
      synthesizer: createFakeSynthesizer(createFakeClock()),
      recognizer: createFakeRecognizer(createFakeClock()),
      fetch: async () => new Response(null, { status: 404 }),
      dialer: createTrunkDialer({
        dial: (...call) => ours.dial(...call),
        trunkFor: () => ({ trunkId: 'pbx', rules: e164Rules }),
      }),
    })
    ours.onCall((call) => engine.take(call))
    const rung = Promise.withResolvers<IncomingCall>()
    pbx.onCall(async (call) => {
      const line = await call.ringEarly?.()
      line?.play(melody('abce'.repeat(30), sampleRateHz))
      rung.resolve(call)
    })
    pbx.setTrunks([
      { ...plenty, id: 'ours', server: `sip:127.0.0.1:${ours.portOf('UDP')}` },
      { ...plenty, id: 'loopback', addresses: ['127.0.0.1'] },
    ])
    const call = pbx.dial('ours', '+12025550100', { callerId: '100' })
    const ear = new MelodyListener()
    call?.hear?.((pcm) => ear.hear(pcm, sampleRateHz))
    await expect.poll(() => ear.notes, { timeout: 20_000, interval: 50 }).toContain('bcea')
    // Nobody has answered anything so far.
    expect(turns.posts.map(({ path }) => path)).toEqual(['/hooks/voice'])
    const callee = await (await rung.promise).answer()
    const there = new MelodyListener()
    callee.listen({ ...quiet, audio: (pcm) => there.hear(pcm, sampleRateHz) })
    const ringing = await call?.ringing
    if (ringing?.type !== 'answered') throw new Error('not answered')
    ringing.line.play(melody('hfgd'.repeat(30), sampleRateHz))
    await expect.poll(() => there.notes, { timeout: 20_000, interval: 50 }).toContain('fgdh')
    ringing.line.hangup()
    await expect.poll(() => ours.liveCalls(), { interval: 50 }).toBe(0)
    await engine.close()
    await ours.close()
  })

  it('ends with the call that nobody answers', async () => {
    const { edge: pbx } = here()
    pbx.setTrunks([
      {
        ...plenty,
        id: 'self',
        server: `sip:127.0.0.1:${pbx.portOf('UDP')}`,
        addresses: ['127.0.0.1'],
      },
    ])
    pbx.onCall(async (call) => {
      const line = await call.ringEarly?.()
      line?.play(melody('abce', sampleRateHz))
      setTimeout(() => call.reject(486, 'Busy Here'), 200)
    })
    const call = pbx.dial('self', '+12025550100', { callerId: '100' })
    expect(await call?.ringing).toEqual({ type: 'busy', why: '486 Busy Here' })
    await expect.poll(() => pbx.liveCalls(), { interval: 20 }).toBe(0)
  })
})

describe.skipIf(!hasBaresip)(
  'calls from baresip, heard both ways (needs: baresip, openssl)',
  () => {
    const ways = [
      ['UDP', 'PCMU', false],
      ['UDP', 'PCMA', true],
      ['TCP', 'PCMU', false],
      ['TLS', 'PCMU', true],
    ] as const

    it.for(ways)('over %s in %s, encrypted: %s', async ([transport, codec, encrypts], { skip }) => {
      const { edge, answered, nextAnswered } = here()
      const port = edge.portOf(transport)
      if (port === null) return skip()
      const uri = `sip:+12025550100@127.0.0.1:${port};transport=${transport.toLowerCase()}`
      const { done } = startBaresip({ uri, codec, encrypts, says: 'hfgd' })
      await nextAnswered
      const [first] = answered
      if (!first) throw new Error('no call')
      const { line, ear } = first
      expect(line.codec).toBe(codec)
      await line.play(melody('abcdefgh'.repeat(2), sampleRateHz)).done
      await expect.poll(() => ear.notes, { timeout: 20_000 }).toContain('hfgdhfgd')
      line.hangup()
      expect((await done).notes).toContain('bcdefg')
    })
  },
)

describe.skipIf(!hasBaresip)('the published flow, called by baresip (needs: baresip)', () => {
  let server: RunningServer
  let sipPort: number

  beforeAll(async () => {
    sipPort = await freePort()
    server = await startServer({ SIP_PORT: String(sipPort), BUILD_EDITOR: '0' })
  })

  afterAll(async () => {
    expect(await server?.stop()).toBe(0)
  })

  it('speaks to the caller', async () => {
    expect(server.output()).toContain(`UDP ${sipPort}, TCP ${sipPort}`)
    const phone = startBaresip({ uri: `sip:+12025550100@127.0.0.1:${sipPort}`, says: ' ' })
    const latest = async () => {
      const { calls } = await (await fetch(`${server.url}/api/calls?limit=1`)).json()
      return calls[0]
    }
    await expect.poll(async () => (await latest())?.status, { timeout: 10_000 }).toBe('active')
    const { id } = await latest()
    const rows = async (): Promise<string[]> => {
      const detail = await (await fetch(`${server.url}/api/calls/${id}`)).json()
      return detail.rows.map((row: { type: string }) => row.type)
    }
    await expect.poll(rows, { timeout: 15_000 }).toContain('verb.ended')
    phone.stop()
    const { loudness } = await phone.done
    expect(loudness, (await rows()).join()).toBeGreaterThan(300)
    await expect.poll(async () => (await latest())?.status, { timeout: 10_000 }).toBe('completed')
    expect(await latest()).toMatchObject({ from: 'pbx', to: '+12025550100', channel: 'voice' })
  })
})
