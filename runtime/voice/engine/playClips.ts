import { type Playback, sampleRateHz } from '../line.ts'
import type { CallContext } from './callContext.ts'
import type { Clip } from './clips.ts'
import { heardWords } from './heard.ts'
import type { Sound } from './sound.ts'
import { settle, unlessAborted } from './waiting.ts'

interface Queued {
  readonly text: () => string
  readonly pcm: Int16Array
  /** Milliseconds. */
  readonly length: number
  /** Milliseconds into the sound at which `playback` began. */
  from: number
  /** Null while the prompt is held. */
  playback: Playback | null
}

/** A playback that is this late is a fault of the line: the call goes on without it. */
const playbackGrace = 5_000
/** One playing and one behind it: no gap, and little to throw away. */
const mostQueued = 2
/** A held prompt goes on a little before where it stopped: the word that was cut is heard whole. */
const rewind = 200
const samplesPerMs = sampleRateHz / 1_000

/** Plays clips one after the other without gaps, also those that come while it plays. */
export interface ClipPlayer {
  /** Queues a clip behind what plays; false when it is silent, or nobody wants it any more. */
  play(clip: Clip): Promise<boolean>
  /** Waits for the end of what is queued and resolves with the text that was heard. */
  finish(): Promise<string>
}

/** What playing needs of a call. */
export type PlayingCall = Pick<CallContext, 'line' | 'clock' | 'delays' | 'hold' | 'sent'>

/** When the signal is aborted (barge-in, hang-up) what was not sent yet is dropped; while held, nothing sounds. */
export function createClipPlayer(call: PlayingCall, signal: AbortSignal): ClipPlayer {
  const { line, clock, delays, hold, sent } = call
  const heard: string[] = []
  let queued: readonly Queued[] = []
  const playedOf = ({ from, playback }: Queued) => from + (playback?.playedMs ?? 0)
  const start = (entry: Queued) => {
    const { pcm, from } = entry
    const rest = from === 0 ? pcm : pcm.subarray(Math.round(from * samplesPerMs))
    entry.playback = line.play(rest)
    sent?.add(rest, entry.playback)
  }
  // The last first: a clip in the queue must not start when the one before it is dropped.
  const silence = () => {
    for (const entry of queued.toReversed()) {
      entry.playback?.stop()
      entry.from = playedOf(entry)
      entry.playback = null
    }
  }
  const goOn = () => {
    for (const entry of queued) {
      entry.from = Math.max(0, entry.from - rewind)
      start(entry)
    }
  }
  const forget = hold?.onChange(() => {
    if (signal.aborted) return
    if (hold.isHeld) silence()
    else goOn()
  })
  /** Waits until a clip was heard to its end, however often it is held meanwhile. */
  const untilHeard = async (entry: Queued) => {
    while (!signal.aborted) {
      const { playback } = entry
      if (!playback) {
        await hold?.whenFree(signal)
        continue
      }
      const within = 2 * entry.length + playbackGrace
      await settle(playback.done, { clock, within, signal })
      if (entry.playback === playback) return
    }
  }
  const drainTo = async (count: number) => {
    while (queued.length > count) {
      const [first, ...rest] = queued
      if (!first) return
      await untilHeard(first)
      if (signal.aborted) return
      queued = rest
      heard.push(heardWords(first.text(), playedOf(first) / first.length))
    }
  }
  /** Queues one piece behind what plays; false when nobody wants it any more. */
  const queue = async ({ pcm, text }: Sound): Promise<boolean> => {
    await drainTo(mostQueued - 1)
    await hold?.whenFree(signal)
    if (signal.aborted) return false
    const length = pcm.length / samplesPerMs
    const entry: Queued = { text, pcm, length, from: 0, playback: null }
    queued = [...queued, entry]
    const started = delays.audioReady(clock.now())
    start(entry)
    if (entry.playback?.started) void entry.playback.started.then(() => started(clock.now()))
    else started(clock.now())
    return true
  }
  return {
    play: async (clip) => {
      let sound = await unlessAborted(clip.take(), signal)
      if (signal.aborted) return false
      clip.next()?.prefetch()
      let hasSounded = false
      while (sound) {
        if (sound.pcm.length > 0) {
          if (!(await queue(sound))) return hasSounded
          if (!hasSounded) hold?.saying(clip.text)
          hasSounded = true
        }
        sound = await unlessAborted(sound.rest(), signal)
      }
      return hasSounded
    },
    finish: async () => {
      await drainTo(0)
      forget?.()
      silence()
      for (const entry of queued) {
        heard.push(heardWords(entry.text(), playedOf(entry) / entry.length))
      }
      return heard.filter(Boolean).join(' ')
    },
  }
}

/** Plays clips so many times and resolves with the text that was heard. A round without sound is the last. */
export async function playClips(
  clips: readonly Clip[],
  loop: number,
  call: PlayingCall,
  signal: AbortSignal,
): Promise<string> {
  const player = createClipPlayer(call, signal)
  for (let round = 0; round < loop; round++) {
    let isSilent = true
    for (const clip of clips) {
      if (signal.aborted) return player.finish()
      if (await player.play(clip)) isSilent = false
    }
    if (isSilent) break
  }
  return player.finish()
}
