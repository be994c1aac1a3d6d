import { z } from 'zod'
import type { Say } from '#shared/fml/fml.ts'
import type { CallContext } from '../engine/callContext.ts'
import type { Clip } from '../engine/clips.ts'
import { createClipPlayer } from '../engine/playClips.ts'
import { explain, pause } from '../engine/waiting.ts'
import { announce } from './announce.ts'

/** How a stream of sentences ended, and what was heard of it without fillers. */
export interface Streamed {
  readonly heard: string
  readonly end: 'listen' | 'leave'
}

const ms = z.number().min(0).max(600_000)
const lineSchema = z.union([
  z.object({
    say: z.string().max(4_000),
    filler: z.literal(true).optional(),
    timing: z.object({ token: ms, sentence: ms, saved: ms }).optional(),
  }),
  z.object({ end: z.enum(['listen', 'leave']) }),
])
type Line = z.infer<typeof lineSchema>

/** A connection that breaks is opened again this often, from the sentence that is due. */
const mostReconnects = 3
const reconnectDelay = 200

/** Speaks sentences as they arrive, each while the next is being made. A stream that breaks for good leaves. */
export async function sayStream(
  verb: Say,
  call: CallContext,
  signal: AbortSignal,
): Promise<Streamed> {
  const player = createClipPlayer(call, signal)
  const fillers: string[] = []
  let isFirst = true
  let end: Streamed['end'] = 'leave'
  for await (const line of follow(verb.stream ?? '', call, signal)) {
    if ('end' in line) {
      end = line.end
      break
    }
    if (line.filler) call.delays.fillerArrived(call.clock.now())
    else if (isFirst) call.delays.sentenceArrived(call.clock.now(), line.timing)
    isFirst &&= line.filler === true
    const { stream: _, ...rest } = verb
    const sentence: Say = { ...rest, text: line.say }
    if (line.filler) fillers.push(line.say)
    await announce(sentence, call, () => playAll(call.clipsOfSay(sentence), player))
    if (signal.aborted) break
  }
  const heard = await player.finish()
  return { heard: withoutFillers(heard, fillers), end }
}

async function playAll(
  clips: readonly Clip[],
  player: { play(clip: Clip): Promise<boolean> },
): Promise<void> {
  for (const clip of clips) await player.play(clip)
}

/** A filler is ours, not the model's: it does not belong to the conversation. */
const withoutFillers = (heard: string, fillers: readonly string[]): string =>
  fillers
    .reduce((text, filler) => {
      if (text.startsWith(filler)) return text.slice(filler.length)
      return filler.startsWith(text) ? '' : text
    }, heard)
    .trim()

/** The lines of a stream through broken connections; ends when the signal is aborted or it cannot be reached. */
async function* follow(
  path: string,
  call: Pick<CallContext, 'lines' | 'clock' | 'report'>,
  signal: AbortSignal,
): AsyncGenerator<Line> {
  let from = 0
  for (let tried = 0; ; tried++) {
    try {
      for await (const text of call.lines(path, from, signal)) {
        const line = readLine(text)
        if (!line) continue
        yield line
        if ('end' in line) return
        from++
      }
      throw new Error('it ended early')
    } catch (error) {
      if (signal.aborted) return
      if (tried >= mostReconnects) {
        const message = `A streamed answer broke off: ${explain(error)}`
        call.report({ type: 'problem', message })
        return
      }
      await pause(call.clock, reconnectDelay, signal)
    }
  }
}

function readLine(text: string): Line | null {
  try {
    return lineSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
