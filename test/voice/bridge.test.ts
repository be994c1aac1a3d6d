import { describe, expect, it } from 'vitest'
import type { Ringing } from '#runtime/voice/dialer.ts'
import { createVoiceEngine } from '#runtime/voice/engine/createVoiceEngine.ts'
import { frameSamples, type LineListener, sampleRateHz } from '#runtime/voice/line.ts'
import { createOpusCodec } from '#runtime/voice/media/codec.ts'
import { FakeMedia, fakeOffer } from '#runtime/voice/media/fakeMedia.ts'
import { KeySender } from '#runtime/voice/media/keySender.ts'
import { printRtp, type RtpPacket } from '#runtime/voice/media/rtp.ts'
import { TelephoneEventReceiver } from '#runtime/voice/media/telephoneEvent.ts'
import { createWebRtcLine } from '#runtime/voice/media/webRtcLine.ts'
import { createFakeClock } from '../support/fakeClock.ts'
import {
  createFakeCall,
  createFakeDetector,
  createFakeRecognizer,
  createFakeSynthesizer,
  createFakeTurns,
} from '../support/fakeVoice.ts'
import { MelodyListener, melody } from '../support/melody.ts'
import { action } from '../support/verbCall.ts'
import { VirtualRtp } from '../support/virtualRtp.ts'

const log = { debug() {}, info() {}, warn() {}, error() {} }
const quiet: LineListener = { audio() {}, digit() {}, text() {}, hangup() {} }

/** PCMA only, with keys or without. */
const alaw =
  (hasKeys: boolean) =>
  (offer: string): string => {
    const only = offer.replace(/RTP\/AVP 0 8/, 'RTP/AVP 8').replace('a=rtpmap:0 PCMU/8000\r\n', '')
    return hasKeys ? only : only.replace(' 101\r\n', '\r\n').replace(/a=.*:101 .*\r\n/g, '')
  }

/** What a browser sends and hears, by hand. */
function browserOf(media: FakeMedia, network: VirtualRtp) {
  const [encoder, decoder] = [createOpusCodec(), createOpusCodec()]
  const [keys, pressed] = [new TelephoneEventReceiver(), new KeySender()]
  const ear = new MelodyListener()
  const digits: string[] = []
  let voice: Int16Array = new Int16Array(0)
  let at = 0
  let keyTimestamp = 0
  const send = (packet: Pick<RtpPacket, 'payloadType' | 'payload' | 'timestamp'>) =>
    media.handlers?.packet(printRtp({ ...packet, marker: false, sequence: at, ssrc: 7 }))
  network.pacer.add(() => {
    const frame = new Int16Array(frameSamples)
    frame.set(voice.subarray(0, frameSamples))
    voice = voice.slice(frameSamples)
    at++
    const key = pressed.tick(960)
    if (key !== null && key !== 'quiet') {
      if (key.isFirst) keyTimestamp = at * 960
      send({ payloadType: 110, payload: key.payload, timestamp: keyTimestamp })
    } else send({ payloadType: 111, payload: encoder.encode(frame), timestamp: at * 960 })
    for (const packet of media.sent.splice(0)) {
      const pcm = packet.payloadType === 111 ? decoder.decode(packet.payload) : null
      if (pcm) ear.hear(pcm, sampleRateHz)
      const digit = packet.payloadType === 110 ? keys.receive(packet) : null
      if (digit !== null) digits.push(digit)
    }
  })
  return {
    ...{ ear, digits },
    say: (notes: string) => {
      voice = melody(notes, sampleRateHz)
    },
    press: (typed: string) => void pressed.add(typed),
  }
}

/** A browser with Opus, connected by a Dial with a telephone that has A-law. */
async function connect({ hasKeys = true } = {}) {
  const network = new VirtualRtp({ loss: 0.01, jitter: 20 })
  const { timers, pacer } = network
  const media = new FakeMedia()
  const ends: string[] = []
  const caller = await createWebRtcLine(fakeOffer('opus'), {
    ...{ log, pacer, bindAddress: '127.0.0.1', codecPreference: 'opus', openMedia: media.open },
    onEnd: () => ends.push('caller'),
  })
  media.handlers?.connected()
  const [phone, callee] = await network.pair(alaw(hasKeys))
  const ringing: Ringing = { type: 'answered', line: callee }
  const recorded: number[] = []
  const turns = createFakeTurns({
    '/hooks/voice': `<Dial action="${action}" record="true"><Sip>sip:ann@x</Sip></Dial>`,
    [action]: '<Hangup/>',
  })
  const engine = createVoiceEngine({
    ...{ turns, log, clock: timers, createDetector: createFakeDetector },
    synthesizer: createFakeSynthesizer(createFakeClock()),
    recognizer: createFakeRecognizer(createFakeClock()),
    report: () => {},
    fetch: async () => new Response(null, { status: 404 }),
    dialer: { dial: () => ({ ringing: Promise.resolve(ringing), cancel() {} }) },
    recorder: {
      load: async () => null,
      open: () => ({
        problem: null,
        write: (pcm) => recorded.push(...pcm),
        finish: async () => ({ url: '/api/recordings/r1', seconds: 1 }),
      }),
    },
  })
  const browser = browserOf(media, network)
  const ear = new MelodyListener()
  const digits: string[] = []
  phone.listen({
    audio: (pcm) => ear.hear(pcm, sampleRateHz),
    digit: (digit) => digits.push(digit),
    text() {},
    hangup: () => ends.push('phone'),
  })
  engine.take(createFakeCall(() => Promise.resolve(caller)))
  await network.pass(200)
  return {
    ...{ network, engine, turns, caller, callee, phone, browser, ear, digits, ends },
    /** The notes of one side of the recording. */
    notesOf: (channel: 0 | 1) => {
      const listener = new MelodyListener()
      const side = recorded.filter((_, index) => index % 2 === channel)
      listener.hear(side, sampleRateHz)
      return listener.notes
    },
    posted: () => turns.posts.find((post) => post.path === action)?.form,
  }
}

describe('two legs of different kinds', () => {
  it('hear each other in Opus and A-law, are recorded apart, and end when the callee leaves', async () => {
    const call = await connect()
    expect([call.caller.codec, call.phone.codec]).toEqual(['opus', 'PCMA'])
    call.browser.say('abcdefgh')
    call.phone.play(melody('hgfedcba', sampleRateHz))
    await call.network.pass(2_000)
    expect([call.ear.notes, call.browser.ear.notes]).toEqual(['abcdefgh', 'hgfedcba'])
    // What the trunk signals when BYE comes.
    call.callee.end('BYE')
    await call.network.pass(600)
    expect(call.posted()).toMatchObject({ DialCallStatus: 'completed', DialCallDuration: '2' })
    expect([call.notesOf(0), call.notesOf(1)]).toEqual(['abcdefgh', 'hgfedcba'])
    expect([call.ends, call.engine.liveCalls()]).toEqual([['caller'], 0])
  })

  it('end when the caller leaves', async () => {
    const call = await connect()
    call.caller.end('BYE')
    await call.network.pass(600)
    expect(call.posted()).toMatchObject({ DialCallStatus: 'completed' })
    expect(call.engine.liveCalls()).toBe(0)
    expect(await call.callee.sendDigits('1')).toBe(false)
  })

  it.for([true, false])(
    'press keys both ways, once each (telephone-event: %s)',
    async (hasKeys) => {
      const call = await connect({ hasKeys })
      call.browser.press('12#')
      void call.phone.sendDigits('789')
      await call.network.pass(2_500)
      expect([call.digits.join(''), call.browser.digits.join('')]).toEqual(['12#', '789'])
      call.caller.end('BYE')
      await call.network.pass(600)
    },
  )

  it('go on after one of them was on hold for longer than a dead line lives', async () => {
    const call = await connect()
    call.phone.accept(call.callee.answer(call.phone.offer({ isOnHold: true })))
    await call.network.pass(40_000)
    expect([call.ends, call.engine.liveCalls()]).toEqual([[], 1])
    call.phone.accept(call.callee.answer(call.phone.offer({ isOnHold: false })))
    call.phone.listen(quiet)
    call.phone.play(melody('hgfedcba', sampleRateHz))
    await call.network.pass(2_000)
    expect(call.browser.ear.notes).toContain('fedcba')
    call.caller.end('BYE')
    await call.network.pass(600)
    expect(call.posted()).toMatchObject({ DialCallStatus: 'completed', DialCallDuration: '42' })
  })
})
