import fc from 'fast-check'
import { expect, it } from 'vitest'
import { emptyStream, type Framed, frame } from './tcpFramer.ts'

const print = (framed: readonly Framed[]): string =>
  framed
    .map((each) =>
      each.type === 'message'
        ? each.bytes.toString().replaceAll('\r\n', '/')
        : each.type === 'ping'
          ? 'ping'
          : `broken: ${each.problem}`,
    )
    .join(' & ')

function run(chunks: readonly string[]): string {
  let stream = emptyStream
  const all: Framed[] = []
  for (const chunk of chunks) {
    const [next, framed] = frame(stream, Buffer.from(chunk))
    stream = next
    all.push(...framed)
  }
  return print(all)
}

it.for<[string, string[], string]>([
  ['one message', ['A\r\nContent-Length: 2\r\n\r\nhi'], 'A/Content-Length: 2//hi'],
  ['two in one chunk', ['A\r\nl:0\r\n\r\nB\r\nl : 1\r\n\r\nx'], 'A/l:0// & B/l : 1//x'],
  ['one in pieces', ['A\r\nl: 3\r', '\n\r', '\na', 'bc'], 'A/l: 3//abc'],
  ['a ping', ['\r\n\r\n'], 'ping'],
  ['a ping in pieces', ['\r\n', '\r\n'], 'ping'],
  ['half a ping, then a message', ['\r\n', 'A\r\nl: 0\r\n\r\n'], 'A/l: 0//'],
  [
    'a ping between messages',
    ['A\r\nl: 0\r\n\r\n\r\n\r\nB\r\nl: 0\r\n\r\n'],
    'A/l: 0// & ping & B/l: 0//',
  ],
  ['a flood of pings as one', ['\r\n\r\n'.repeat(50)], 'ping'],
  ['no length', ['A\r\n\r\nB'], 'broken: no Content-Length'],
  ['a negative length', ['A\r\nl: -1\r\n\r\n'], 'broken: a malformed Content-Length'],
  ['two lengths', ['A\r\nl: 1\r\nl: 2\r\n\r\n'], 'broken: a malformed Content-Length'],
  ['a length beyond all bounds', ['A\r\nl: 99999999\r\n\r\n'], 'broken: longer than 64 KB'],
  ['headers without an end', ['x'.repeat(70_000)], 'broken: longer than 64 KB'],
  ['nothing after it broke', ['A\r\n\r\n', 'B\r\nl: 0\r\n\r\n'], 'broken: no Content-Length'],
])('reads %s', ([, chunks, expected]) => {
  expect(run(chunks)).toBe(expected)
})

it('gives the same messages however the stream is cut', () => {
  const text =
    'A\r\nl: 3\r\n\r\nabc\r\n\r\nB\r\nl: 0\r\n\r\n\r\nC\r\nContent-Length: 4\r\n\r\n\r\n\r\n'
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (cuts) => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), text.length]
      expect(run(at.slice(1).map((end, i) => text.slice(at[i], end)))).toBe(run([text]))
    }),
    { seed: 1, numRuns: 300 },
  )
})
