import { randomUUID } from 'node:crypto'
import { defaults, type Stream } from '#shared/fml/fml.ts'
import type { CallContext, Next } from '../engine/callContext.ts'
import { explain, linkedController, onAbort, settle, unlessAborted } from '../engine/waiting.ts'
import { frameMs } from '../line.ts'
import { createStreamCoder } from '../stream/streamFormat.ts'
import { parseStreamMessage } from '../stream/streamMessage.ts'
import { createStreamPlayer } from '../stream/streamPlayer.ts'
import type { StreamHandlers, StreamSocket } from '../stream/streamSocket.ts'

/** The socket must be open after so many milliseconds. */
const openLimit = 5_000
/** A receiver that leaves so many bytes standing misses frames instead of getting them late. */
const mostWaitingBytes = 256 * 1024
/** Messages that cannot be read before the stream is closed. */
const mostUnreadable = 50
/** Lists of keys that wait to be pressed. */
const mostKeys = 5

/** Hands the call's audio to a WebSocket, both ways, and posts how that went. */
export async function stream(verb: Stream, call: CallContext): Promise<Next> {
  const startedAt = call.clock.now()
  const why = await run(verb, call)
  if (why !== null && !call.signal.aborted)
    call.report({
      type: 'problem',
      message: `The audio could not be handed over: ${why}`,
      remedy: 'Stream needs a wss address on the internet that answers within 5 seconds.',
    })
  const form = {
    Reason: 'stream',
    StreamStatus: why === null ? 'completed' : 'failed',
    StreamDuration: String(why === null ? Math.round((call.clock.now() - startedAt) / 1_000) : 0),
  }
  if (!call.signal.aborted) return { type: 'post', path: verb.action, form }
  await call.postLast(verb.action, form)
  return { type: 'hangup', reason: 'over' }
}

/** Null when the stream was open; else why it was not. */
async function run(verb: Stream, call: CallContext): Promise<string | null> {
  const { clock, signal } = call
  if (!call.openStream) return 'this engine has no way to WebSockets.'
  const opening = linkedController(signal)
  let handle: StreamHandlers | null = null
  const early: string[] = []
  let isClosed = false
  const handlers: StreamHandlers = {
    message: (text) => {
      if (handle) handle.message(text)
      else if (early.length < mostUnreadable) early.push(text)
    },
    closed: () => {
      isClosed = true
      handle?.closed()
    },
  }
  const opened = call.openStream(verb.url, handlers, opening.signal)
  const settled = await settle(opened, { clock, within: openLimit, signal })
  if (settled.type !== 'value') {
    opening.abort()
    opening.free()
    opened.then(
      (late) => late.close(),
      () => {},
    )
    if (settled.type === 'aborted') return 'the call is over.'
    return settled.type === 'late' ? 'it did not open within 5 seconds.' : explain(settled.error)
  }
  opening.free()
  await talk(verb, call, settled.value, (next) => {
    handle = next
    for (const text of early) next.message(text)
    if (isClosed) next.closed()
  })
  return null
}

/** Until one side ends it; what came before the end is played. */
async function talk(
  verb: Stream,
  call: CallContext,
  socket: StreamSocket,
  take: (handlers: StreamHandlers) => void,
): Promise<void> {
  const { line, input, signal, report } = call
  const coder = createStreamCoder(verb.format ?? defaults.streamFormat)
  const player = createStreamPlayer(line)
  const over = Promise.withResolvers<void>()
  let isOver = false
  const send = (message: object) => {
    if (!isOver) socket.send(JSON.stringify(message))
  }
  const finish = (reason: 'ended' | 'stopped' | null) => {
    if (isOver) return
    if (reason !== null) send({ event: 'stop', stop: { reason } })
    isOver = true
    forget()
    input.attach(null)
    socket.close()
    over.resolve()
  }
  let forget = () => {}
  forget = onAbort(signal, () => finish('ended'))
  send({ event: 'start', streamId: randomUUID(), start: startOf(call, coder.mediaFormat) })
  let sequence = 0
  let at = 0
  input.attach({
    audio: (pcm) => {
      at += frameMs
      if (socket.waitingBytes > mostWaitingBytes) return
      const media = { timestamp: at, payload: coder.encode(pcm) }
      send({ event: 'media', sequence: ++sequence, media })
    },
    digit: (digit) => send({ event: 'dtmf', dtmf: { digit } }),
    text: () => {},
  })
  let isDropping = false
  let unreadable = 0
  let keys = 0
  const receive = (text: string) => {
    const message = parseStreamMessage(text)
    switch (message?.event) {
      case 'media':
        if (player.play(coder.decode(message.media.payload)) || isDropping) return
        isDropping = true
        report({
          type: 'problem',
          message: 'A stream sent more than 60 seconds of sound ahead: the rest was dropped.',
          remedy: 'Send it as it is to be heard, or clear what is no longer wanted.',
        })
        return
      case 'mark':
        player.mark(() => send({ event: 'mark', mark: message.mark }))
        return
      case 'clear':
        return player.clear()
      case 'dtmf':
        if (keys >= mostKeys) return
        keys++
        void line.sendDigits(message.dtmf.digits).then(() => keys--)
        return
      case 'stop':
        return finish('stopped')
      default:
        if (++unreadable >= mostUnreadable) finish('stopped')
    }
  }
  take({
    message: (text) => {
      if (!isOver) receive(text)
    },
    closed: () => finish(null),
  })
  await over.promise
  await unlessAborted(player.idle(), signal)
}

const startOf = ({ callSid, from, to, direction }: CallContext, mediaFormat: object) => ({
  ...{ callSid, from, to, direction, mediaFormat },
})
