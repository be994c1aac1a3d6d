import { type Agreement, clockRateOf, type Direction } from './offer.ts'

/**
 * Puts right what node-datachannel writes of formats other than Opus: it adds a channel count, and no
 * list of keys to telephone-event (RFC 4733 section 2.4.1).
 */
export function correctAnswer(sdp: string, agreement: Agreement): string {
  const keys = agreement.keysPayloadType
  const lines = sdp.split(/\r?\n/).flatMap((line) => {
    if (/^a=rtpmap:\d+ PCMU\//.test(line)) return [`a=rtpmap:${agreement.payloadType} PCMU/8000`]
    if (keys !== null && line.startsWith(`a=rtpmap:${keys} `))
      return [`a=rtpmap:${keys} telephone-event/${clockRateOf(agreement)}`, `a=fmtp:${keys} 0-15`]
    return line === '' ? [] : [line]
  })
  return `${lines.join('\r\n')}\r\n`
}

const answers: Record<Direction, Direction> = {
  sendrecv: 'sendrecv',
  sendonly: 'recvonly',
  recvonly: 'sendonly',
  inactive: 'inactive',
}

/** The answer to a later offer: the same media, facing the offered direction (RFC 3264 section 8.4). */
export const redirectAnswer = (sdp: string, offered: Direction, version: number): string =>
  sdp
    .replace(/^a=(sendrecv|sendonly|recvonly|inactive)$/m, `a=${answers[offered]}`)
    .replace(/^(o=\S+ \S+) \S+/m, `$1 ${version}`)
