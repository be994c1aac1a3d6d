import { type Playback, sampleRateHz } from '../line.ts'
import type { CallContext } from './callContext.ts'
import type { Clip } from './clips.ts'
import { heardWords } from './heard.ts'
import { settle, unlessAborted } from './waiting.ts'

interface Queued {
  readonly text: string
  /** Milliseconds. */
  readonly length: number
  readonly playback: Playback
}

/** A playback that is this late is a fault of the line: the call goes on without it. */
const playbackGrace = 5_000
/** One playing and one behind it: no gap, and little to throw away. */
const mostQueued = 2

/** Plays clips one after the other without gaps, also those that come while it plays. */
export interface ClipPlayer {
  /** Queues a clip behind what plays; false when it is silent, or nobody wants it any more. */
  play(clip: Clip): Promise<boolean>
  /** Waits for the end of what is queued and resolves with the text that was heard. */
  finish(): Promise<string>
}

/** When the signal is aborted (barge-in, hang-up) what was not sent yet is dropped. */
export function createClipPlayer(
  call: Pick<CallContext, 'line' | 'clock' | 'delays'>,
  signal: AbortSignal,
): ClipPlayer {
  const heard: string[] = []
  let queued: readonly Queued[] = []
  const drainTo = async (count: number) => {
    while (queued.length > count) {
      const [first, ...rest] = queued
      if (!first) return
      const { text, length, playback } = first
      await settle(playback.done, { clock: call.clock, within: 2 * length + playbackGrace, signal })
      if (signal.aborted) return
      queued = rest
      heard.push(heardWords(text, playback.playedMs / length))
    }
  }
  return {
    play: async (clip) => {
      const pcm = await unlessAborted(clip.take(), signal)
      if (signal.aborted) return false
      clip.next()?.prefetch()
      if (!pcm || pcm.length === 0) return false
      await drainTo(mostQueued - 1)
      if (signal.aborted) return false
      const length = (pcm.length * 1_000) / sampleRateHz
      queued = [...queued, { text: clip.text, length, playback: call.line.play(pcm) }]
      call.delays.audioStarted(call.clock.now())
      return true
    },
    finish: async () => {
      await drainTo(0)
      // The last first: a clip in the queue must not start when the one before it is dropped.
      for (const { playback } of queued.toReversed()) playback.stop()
      for (const { text, length, playback } of queued) {
        heard.push(heardWords(text, playback.playedMs / length))
      }
      return heard.filter(Boolean).join(' ')
    },
  }
}

/** Plays clips so many times and resolves with the text that was heard. A round without sound is the last. */
export async function playClips(
  clips: readonly Clip[],
  loop: number,
  call: Pick<CallContext, 'line' | 'clock' | 'delays'>,
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
