import type { Document, Play, Say, Verb } from '#shared/fml/fml.ts'
import type { Clock } from '../../calls/clock.ts'
import type { SynthesisRequest, Synthesizer } from '../../speech/speech.ts'
import { splitSentences } from '../../speech/splitSentences.ts'
import { sampleRateHz } from '../line.ts'
import type { Report } from '../report.ts'
import type { FetchAudio } from './fetchAudio.ts'
import { type Sound, streamedSound, wholeSound } from './sound.ts'
import { speechSegments } from './speechSegments.ts'
import { createTone } from './tone.ts'
import { explain, settle } from './waiting.ts'

/** A piece of sound of a document: a sentence, or an audio file. */
export interface Clip {
  /** What is said; empty for an audio file. */
  readonly text: string
  /** Starts to make the sound, so that `take` finds it ready. */
  prefetch(): void
  /** The sound, or null when there is none. Never rejects. */
  take(): Promise<Sound | null>
  /** The clip after this one in the document. */
  readonly next: () => Clip | undefined
}

export interface ClipSources {
  readonly clock: Clock
  readonly synthesizer: Synthesizer
  readonly fetchAudio: FetchAudio
  readonly report: (report: Report) => void
  /** The call is over. */
  readonly signal: AbortSignal
  /** An audio file could not be had: the flow hears of it with the next turn. */
  readonly onUnplayable: (verb: string, why: string) => void
  readonly voice: string | undefined
  readonly language: string
}

/** Finds the clips of a Say or a Play. */
export type ClipsOf = (verb: Say | Play) => readonly Clip[]

/** Longest time to wait for one sentence. */
const synthesisLimit = 8_000

/** Lists what a document plays, nested prompts included, in the order it is heard. */
export function createClips(document: Document, sources: ClipSources): ClipsOf {
  const order: Clip[] = []
  const byVerb = new Map<Verb, readonly Clip[]>()
  for (const verb of document.verbs.flatMap(audibleVerbs)) {
    const makers =
      verb.type === 'play'
        ? [{ text: '', make: () => fetchFile(verb, sources) }]
        : sayMakers(verb, sources)
    const clips = makers.map(({ text, make }, index) =>
      createClip(text, make, () => order[first + index + 1]),
    )
    const first = order.length
    order.push(...clips)
    byVerb.set(verb, clips)
  }
  return (verb) => byVerb.get(verb) ?? []
}

interface Maker {
  readonly text: string
  readonly make: () => Promise<Sound | null>
}

/** The sentences of a Say; where it has marks, with its silences between them. */
function sayMakers(verb: Say, sources: ClipSources): readonly Maker[] {
  const sentences = (text: string): readonly Maker[] =>
    splitSentences(text).map((each) => ({ text: each, make: () => speak(each, verb, sources) }))
  if (!verb.parts) return sentences(verb.text)
  return speechSegments(verb.parts).flatMap((segment) =>
    segment.type === 'words'
      ? sentences(segment.text)
      : [{ text: '', make: async () => wholeSound(silenceOf(segment.ms), '') }],
  )
}

const silenceOf = (ms: number) => new Int16Array((ms * sampleRateHz) / 1_000)

function audibleVerbs(verb: Verb): readonly (Say | Play)[] {
  const verbs = verb.type === 'gather' ? verb.prompt : [verb]
  return verbs.filter((each) => each.type === 'say' || each.type === 'play')
}

function createClip(
  text: string,
  make: () => Promise<Sound | null>,
  next: () => Clip | undefined,
): Clip {
  let made: Promise<Sound | null> | null = null
  return {
    text,
    next,
    prefetch: () => {
      made ??= make()
    },
    take: () => {
      const taken = made ?? make()
      // A loop makes it again: the synthesizer has its own bounded cache.
      made = null
      return taken
    },
  }
}

async function speak(text: string, verb: Say, sources: ClipSources): Promise<Sound | null> {
  const { clock, signal, synthesizer, report } = sources
  if (signal.aborted) return null
  const voice = verb.voice ?? sources.voice
  const onBroken = (why: string) =>
    report({ type: 'problem', message: `A sentence could not be spoken to its end: ${why}` })
  const request: SynthesisRequest = {
    text,
    language: verb.language ?? sources.language,
    ...(voice ? { voice } : {}),
    onInstead: (why) =>
      report({
        type: 'problem',
        message: `A sentence was spoken by the built-in voice instead of ${why}`,
      }),
  }
  const made = await settle(open(synthesizer, request, signal, onBroken), {
    clock,
    within: synthesisLimit,
    signal,
  })
  if (made.type === 'value') return made.value
  if (made.type === 'aborted') return null
  const why = made.type === 'late' ? 'it took longer than 8 seconds' : explain(made.error)
  report({
    type: 'problem',
    message: `A sentence could not be spoken (${synthesizer.name}): ${why}`,
  })
  return wholeSound(createTone(), text)
}

/** The sound of a sentence as soon as there is any. */
async function open(
  synthesizer: Synthesizer,
  request: SynthesisRequest,
  signal: AbortSignal,
  onBroken: (why: string) => void,
): Promise<Sound> {
  const { text } = request
  if (!synthesizer.stream) return wholeSound(await synthesizer.synthesize(request, signal), text)
  const pieces = synthesizer.stream(request, signal)[Symbol.asyncIterator]()
  const { done, value } = await pieces.next()
  if (done) return wholeSound(new Int16Array(), text)
  return streamedSound(text, value, pieces, (why) => {
    if (!signal.aborted) onBroken(why)
  })
}

async function fetchFile({ url, id }: Play, sources: ClipSources): Promise<Sound | null> {
  const { clock, signal, report, fetchAudio } = sources
  const fetched = await fetchAudio(url, { clock, signal })
  if (fetched.ok) return wholeSound(fetched.value, '')
  if (!signal.aborted) {
    if (id !== undefined) sources.onUnplayable(id, fetched.error)
    report({
      type: 'problem',
      message: `An audio file was skipped: ${fetched.error}`,
      remedy: 'Play needs an http or https address of a WAV file with 16-bit PCM.',
    })
  }
  return null
}
