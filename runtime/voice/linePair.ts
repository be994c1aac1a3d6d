import { frameSamples, type Line, type LineListener } from './line.ts'
import { type Pacer, sharedPacer } from './media/pacer.ts'
import { PlayQueue } from './media/playQueue.ts'

interface End {
  readonly queue: PlayQueue
  listener: LineListener | null
  /** Why the call ended before anybody listened. */
  ended: string | null
}

const newEnd = (): End => ({ queue: new PlayQueue(), listener: null, ended: null })

/** Two lines inside this process: what is played to one is heard on the other. */
export function createLinePair(
  onEnd: () => void,
  pacer: Pick<Pacer, 'add'> = sharedPacer,
): readonly [Line, Line] {
  const [one, other] = [newEnd(), newEnd()]
  let isOver = false
  const pass = (from: End, to: End) => {
    to.listener?.audio(from.queue.takeFrame() ?? new Int16Array(frameSamples))
  }
  const stopBeat = pacer.add(() => {
    pass(one, other)
    if (!isOver) pass(other, one)
  })
  const close = (far: End) => {
    if (isOver) return
    isOver = true
    stopBeat()
    one.queue.close()
    other.queue.close()
    const { listener } = far
    one.listener = null
    other.listener = null
    far.ended = 'BYE'
    listener?.hangup('BYE')
    onEnd()
  }
  const lineOf = (near: End, far: End): Line => ({
    codec: 'opus',
    listen: (listener) => {
      if (near.ended !== null) listener.hangup(near.ended)
      else if (!isOver) near.listener = listener
    },
    play: (pcm) => near.queue.add(pcm),
    sendDigits: async (digits) => {
      for (const digit of digits) if (digit !== 'w') far.listener?.digit(digit)
      return true
    },
    hangup: () => close(far),
  })
  return [lineOf(one, other), lineOf(other, one)]
}
