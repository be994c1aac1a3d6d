import type { Clock } from '../../calls/clock.ts'
import { frameMs, frameSamples, type Line } from '../line.ts'
import type { RecordingSink } from '../recorder.ts'
import type { CallerInput } from './callerInput.ts'
import { onAbort } from './waiting.ts'

export interface BridgeOptions {
  readonly caller: Line
  readonly input: CallerInput
  readonly callee: Line
  readonly clock: Clock
  /** Aborted when the caller is gone. */
  readonly signal: AbortSignal
  /** Milliseconds. */
  readonly timeLimit: number
  /** Keeps both voices; null: nothing is recorded. */
  readonly sink: RecordingSink | null
}

/** Frames on their way to one side before more are dropped (100 ms): delay must not grow with clock drift. */
const mostFrames = 5
/** A line that gathers sound may hold as much again while it is heard. */
const mostOn = (line: Line): number => mostFrames + (2 * (line.gathersMs ?? 0)) / frameMs
/** Frames of the callee that wait to be mixed. */
const mostMixed = 10

/** Passes sound and keys between two lines until one hangs up or the time is over; the callee is hung up then. */
export function bridge(options: BridgeOptions): Promise<void> {
  const { caller, callee, input, clock, signal, sink } = options
  const toCaller = pipeTo(caller)
  const toCallee = pipeTo(callee)
  let unmixed: readonly Int16Array[] = []
  return new Promise((resolve) => {
    let isOver = false
    let forget = () => {}
    const finish = () => {
      if (isOver) return
      isOver = true
      stopTimer()
      forget()
      input.attach(null)
      callee.hangup()
      resolve()
    }
    const stopTimer = clock.after(options.timeLimit, finish)
    forget = onAbort(signal, finish)
    callee.listen({
      audio: (pcm) => {
        if (isOver) return
        toCaller(pcm)
        if (sink) unmixed = [...unmixed, pcm].slice(-mostMixed)
      },
      digit: (digit) => {
        if (!isOver) void caller.sendDigits(digit)
      },
      text: () => {},
      hangup: finish,
    })
    if (isOver) return
    input.attach({
      audio: (pcm) => {
        toCallee(pcm)
        if (!sink) return
        const [other, ...rest] = unmixed
        unmixed = rest
        sink.write(other ? mix(pcm, other) : pcm)
      },
      digit: (digit) => void callee.sendDigits(digit),
      text: () => {},
    })
  })
}

/** Plays frames to a line as they come, never far behind. */
function pipeTo(line: Line): (pcm: Int16Array) => void {
  let underWay = 0
  const most = mostOn(line)
  return (pcm) => {
    if (underWay >= most) return
    underWay++
    void line.play(pcm).done.then(() => {
      underWay--
    })
  }
}

function mix(one: Int16Array, other: Int16Array): Int16Array {
  const mixed = new Int16Array(frameSamples)
  for (let index = 0; index < mixed.length; index++) {
    const sum = (one[index] ?? 0) + (other[index] ?? 0)
    mixed[index] = Math.max(-32_768, Math.min(32_767, sum))
  }
  return mixed
}
