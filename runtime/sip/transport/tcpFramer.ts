import { maxMessageBytes } from '../parseMessage.ts'

/** What came out of a stream. */
export type Framed =
  | { readonly type: 'message'; readonly bytes: Buffer }
  /** Two empty lines: the other side asks for one back (RFC 5626 section 3.5.1). */
  | { readonly type: 'ping' }
  /** The stream has lost its beat: nothing behind this can be read. */
  | { readonly type: 'broken'; readonly problem: string }

/** The unread end of a stream. */
export interface Stream {
  readonly rest: Buffer
  readonly isBroken: boolean
}

export const emptyStream: Stream = { rest: Buffer.alloc(0), isBroken: false }

type Step = readonly [Stream, readonly Framed[]]

const emptyLine = Buffer.from('\r\n\r\n')

/** Cuts a byte stream into messages by `Content-Length` (RFC 3261 section 18.3). Total and bounded. */
export function frame(stream: Stream, chunk: Uint8Array): Step {
  if (stream.isBroken) return [stream, []]
  let rest: Buffer =
    stream.rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([stream.rest, chunk])
  const found: Framed[] = []
  for (;;) {
    const skipped = skipEmptyLines(rest)
    for (let i = 0; i < skipped.pings; i++) found.push({ type: 'ping' })
    rest = skipped.rest
    const cut = cutMessage(rest)
    if (cut === null) return [{ rest, isBroken: false }, found]
    if (typeof cut === 'string')
      return [{ rest: emptyStream.rest, isBroken: true }, [...found, broken(cut)]]
    found.push({ type: 'message', bytes: rest.subarray(0, cut) })
    rest = rest.subarray(cut)
  }
}

const broken = (problem: string): Framed => ({ type: 'broken', problem })

/** Empty lines between messages: every two are a ping, one left over waits for its second or is nothing. */
function skipEmptyLines(rest: Buffer): { rest: Buffer; pings: number } {
  let at = 0
  let pings = 0
  while (rest.length - at >= 4 && rest.compare(emptyLine, 0, 4, at, at + 4) === 0) {
    pings++
    at += 4
  }
  const isOneLeft = rest[at] === 13 && rest[at + 1] === 10
  const next = rest[at + 2]
  if (isOneLeft && next !== undefined && next !== 13) at += 2
  return { rest: rest.subarray(at), pings: Math.min(pings, 1) }
}

/** How long the first message is; null: not all there yet; a sentence: it can never be read. */
function cutMessage(rest: Buffer): number | string | null {
  const end = rest.indexOf(emptyLine)
  const tooLong = `longer than ${maxMessageBytes / 1024} KB`
  if (end < 0) return rest.length > maxMessageBytes ? tooLong : null
  const head = rest.toString('latin1', 0, end)
  const lengths = [...head.matchAll(/^(?:content-length|l)[ \t]*:[ \t]*(.*?)[ \t]*$/gim)].map(
    ([, value]) => value ?? '',
  )
  const [first] = lengths
  if (first === undefined) return 'no Content-Length'
  if (!/^\d{1,9}$/.test(first) || new Set(lengths).size > 1) return 'a malformed Content-Length'
  const total = end + emptyLine.length + Number(first)
  if (total > maxMessageBytes) return tooLong
  return rest.length >= total ? total : null
}
