import type { Clock } from '../../calls/clock.ts'
import { frameMs, type Line } from '../line.ts'
import type { Callee } from './callee.ts'
import type { CallerInput } from './callerInput.ts'
import type { StereoTrack } from './stereoTrack.ts'
import { onAbort } from './waiting.ts'

export interface BridgeOptions {
  readonly caller: Line
  readonly input: CallerInput
  readonly callee: Callee
  readonly clock: Clock
  /** Aborted when the caller is gone. */
  readonly signal: AbortSignal
  /** Milliseconds. */
  readonly timeLimit: number
  /** Keeps both voices; null: nothing is recorded. */
  readonly track: StereoTrack | null
}

/** Frames on their way to one side before more are dropped (100 ms): delay must not grow with clock drift. */
const mostFrames = 5
/** A line that gathers sound may hold as much again while it is heard. */
const mostOn = (line: Line): number => mostFrames + (2 * (line.gathersMs ?? 0)) / frameMs

/** Passes sound and keys between two lines until one hangs up or the time is over; the callee is hung up then. */
export function bridge(options: BridgeOptions): Promise<void> {
  const { caller, callee, input, clock, signal, track } = options
  const toCaller = pipeTo(caller)
  const toCallee = pipeTo(callee.line)
  return new Promise((resolve) => {
    let isOver = false
    const stops: (() => void)[] = []
    const finish = () => {
      if (isOver) return
      isOver = true
      for (const stop of stops) stop()
      input.attach(null)
      callee.attach(null)
      callee.line.hangup()
      track?.finish()
      resolve()
    }
    stops.push(clock.after(options.timeLimit, finish), onAbort(signal, finish))
    stops.push(onAbort(callee.gone, finish))
    if (isOver) return
    callee.attach({
      audio: (pcm) => {
        toCaller(pcm)
        track?.right(pcm)
      },
      digit: (digit) => void caller.sendDigits(digit),
    })
    input.attach({
      audio: (pcm) => {
        toCallee(pcm)
        track?.left(pcm)
      },
      digit: (digit) => void callee.line.sendDigits(digit),
      text: () => {},
    })
  })
}

/** Plays frames to a line as they come, never far behind. */
export function pipeTo(line: Line): (pcm: Int16Array) => void {
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
