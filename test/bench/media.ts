import { frameMs, frameSamples, sampleRateHz } from '#runtime/voice/line.ts'
import { createOpusCodec, createPcmuCodec } from '#runtime/voice/media/codec.ts'
import { FakeMedia, FakeTimers, fakeOffer } from '#runtime/voice/media/fakeMedia.ts'
import { Pacer } from '#runtime/voice/media/pacer.ts'
import { printRtp } from '#runtime/voice/media/rtp.ts'
import { createWebRtcLine } from '#runtime/voice/media/webRtcLine.ts'
import { median, type Report } from './gates.ts'

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
/** Seconds of one call, and how often it is held. */
const seconds = 30
const runs = 5

const formats = [
  { name: 'PCMU', payloadType: 0, ticks: 160, create: createPcmuCodec, target: '0.5 %' },
  { name: 'opus', payloadType: 111, ticks: 960, create: createOpusCodec, target: '1 %' },
] as const

/** CPU of both directions talking: codec, RTP, jitter buffer, pacing; without sockets and SRTP, which are native. */
export async function mediaReports(): Promise<readonly Report[]> {
  const reports: Report[] = []
  for (const format of formats) {
    const shares: number[] = []
    for (let run = 0; run <= runs; run++) {
      const share = await talk(format)
      // The first call warms up.
      if (run > 0) shares.push(share)
    }
    reports.push({
      name: `CPU of a talking call, ${format.name} media without SRTP, of a core`,
      target: format.target,
      figure: `${(100 * median(shares)).toFixed(2)} %`,
    })
  }
  return reports
}

async function talk(format: (typeof formats)[number]): Promise<number> {
  const media = new FakeMedia()
  const timers = new FakeTimers()
  const line = await createWebRtcLine(fakeOffer(format.name), {
    log,
    bindAddress: '127.0.0.1',
    codecPreference: 'opus',
    onEnd: () => {},
    pacer: new Pacer(timers),
    openMedia: media.open,
  })
  let heard = 0
  line.listen({
    audio: () => {
      heard++
    },
    digit: () => {},
    text: () => {},
    hangup: () => {},
  })
  media.handlers?.connected()
  await line.connected
  const packets = packetsOf(format)
  const playback = line.play(tone(seconds * sampleRateHz))
  const before = process.cpuUsage()
  for (const packet of packets) {
    media.handlers?.packet(packet)
    timers.advance(frameMs)
  }
  const { user, system } = process.cpuUsage(before)
  playback.stop()
  line.hangup()
  if (heard < packets.length / 2) throw new Error(`The line heard ${heard} of ${packets.length}`)
  return (user + system) / 1_000_000 / seconds
}

/** What the other side sends, made before the clock runs. */
function packetsOf({
  payloadType,
  ticks,
  create,
}: (typeof formats)[number]): readonly Uint8Array[] {
  const codec = create()
  const voice = tone(frameSamples)
  return Array.from({ length: (seconds * 1_000) / frameMs }, (_, index) =>
    printRtp({
      marker: index === 0,
      ssrc: 1,
      sequence: index,
      timestamp: index * ticks,
      payloadType,
      payload: codec.encode(voice),
    }),
  )
}

const tone = (samples: number): Int16Array =>
  Int16Array.from({ length: samples }, (_, index) => 8_000 * Math.sin(index / 5))
