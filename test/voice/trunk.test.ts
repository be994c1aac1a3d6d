import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '#runtime/calls/clock.ts'
import { createTrunkDialer } from '#runtime/sip/trunk/createTrunkDialer.ts'
import { createTrunkEdge } from '#runtime/sip/trunk/trunkEdge.ts'
import { createVoiceEngine } from '#runtime/voice/engine/createVoiceEngine.ts'
import { type LineListener, sampleRateHz } from '#runtime/voice/line.ts'
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
    expect(loudness).toBeGreaterThan(300)
    await expect.poll(async () => (await latest())?.status, { timeout: 10_000 }).toBe('completed')
    expect(await latest()).toMatchObject({ from: 'pbx', to: '+12025550100', channel: 'voice' })
  })
})
