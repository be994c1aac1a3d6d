import type { Clock } from '../../calls/clock.ts'
import type { TrunkEdge } from '../../sip/trunk/trunkEdge.ts'
import type { Ringing } from '../../voice/dialer.ts'
import { type Line, sampleRateHz } from '../../voice/line.ts'
import type { TrunkTest } from './testTrunk.ts'
import { routeBy } from './trunkFor.ts'
import { failed, passed, type Verdict, warned } from './verdict.ts'

/** Milliseconds that somebody may take to answer, and that sound may take to come back. */
const ringingTime = 30_000
const listeningTime = 4_000
/** Mean size of a sample that is more than noise on a line, of 32,767. */
const loud = 300

/** Calls a number with a tone, and listens whether any sound comes back. Never rejects. */
export async function echoCall(
  { settings, trunk, echoNumber, callerId }: TrunkTest,
  edge: Pick<TrunkEdge, 'dialBy'>,
  clock: Clock,
): Promise<Verdict> {
  const route = routeBy({ id: trunk.id, settings }, echoNumber, callerId)
  const leg = edge.dialBy(trunk, route.number, { callerId: route.callerId })
  if (!leg) {
    return failed(
      `${echoNumber} cannot be called by this trunk.`,
      'Write the number with + and its country.',
    )
  }
  const stop = clock.after(ringingTime, () => leg.cancel())
  const ringing = await leg.ringing
  stop()
  return ringing.type === 'answered'
    ? listen(ringing.line, echoNumber, clock)
    : unanswered(ringing, echoNumber)
}

function unanswered(
  { type, why }: Exclude<Ringing, { readonly type: 'answered' }>,
  number: string,
): Verdict {
  if (type !== 'failed') {
    return warned(
      `${number} was reached, but nobody answered (${why}).`,
      'Answer the test call, or enter a number that always answers.',
    )
  }
  return failed(
    `The call to ${number} was refused: ${why}.`,
    'Look at how the provider wants numbers written (Advanced, Numbers), which number may be shown, and whether the account may call.',
  )
}

/** Sound of the other side, if any comes. */
async function listen(line: Line, number: string, clock: Clock): Promise<Verdict> {
  const { promise, resolve } = Promise.withResolvers<'heard' | 'silence' | 'gone'>()
  let frames = 0
  line.listen({
    audio: (pcm) => {
      frames++
      if (sizeOf(pcm) > loud) resolve('heard')
    },
    digit: () => {},
    text: () => {},
    hangup: () => resolve('gone'),
  })
  line.play(tone())
  const stop = clock.after(listeningTime, () => resolve('silence'))
  const outcome = await promise
  stop()
  line.hangup()
  if (outcome === 'heard') return passed(`${number} answered, and sound comes back.`)
  if (frames > 0) {
    return passed(`${number} answered, and its line brings sound, silence for now.`)
  }
  return failed(
    `${number} answered, but no sound came back.`,
    'Set SIP_PUBLIC_ADDRESS to the address that the internet knows this server by, and SIP_MEDIA_PORTS to a range of UDP ports that the firewall lets through.',
  )
}

const sizeOf = (pcm: Int16Array): number =>
  pcm.reduce((sum, sample) => sum + Math.abs(sample), 0) / Math.max(1, pcm.length)

/** Three seconds of 440 Hz, quietly. */
const tone = (): Int16Array =>
  Int16Array.from({ length: 3 * sampleRateHz }, (_, index) =>
    Math.round(6_000 * Math.sin((2 * Math.PI * 440 * index) / sampleRateHz)),
  )
