import { type Recognizer, SpeechError, type Synthesizer } from '#runtime/speech/speech.ts'
import type { CreateDetector } from '#runtime/voice/engine/hearing.ts'
import {
  frameMs,
  frameSamples,
  type IncomingCall,
  type Line,
  type LineListener,
  type Playback,
  type SoftphoneClaims,
  sampleRateHz,
} from '#runtime/voice/line.ts'
import type { Report, TurnClient } from '#runtime/voice/report.ts'
import type { FakeClock } from './fakeClock.ts'

/** Each character of a sentence takes so long to say: "Hello." is 600 ms. */
export const msPerCharacter = 100

const pcmOf = (ms: number) => new Int16Array((ms * sampleRateHz) / 1_000)

export interface FakeSynthesizer extends Synthesizer {
  /** What was asked for, in order. */
  readonly asked: string[]
  /** Turns audio back into what it says. */
  textOf(pcm: Int16Array): string
  /** Sentences that cannot be spoken. */
  readonly broken: Set<string>
}

/** Speaks with a known length, after a known time. */
export function createFakeSynthesizer(clock: FakeClock, { ms = 0 } = {}): FakeSynthesizer {
  const texts = new WeakMap<Int16Array, string>()
  const asked: string[] = []
  const broken = new Set<string>()
  return {
    name: 'fake',
    languages: null,
    voices: ['fake'],
    asked,
    broken,
    textOf: (pcm) => texts.get(pcm) ?? '(tone)',
    synthesize: async ({ text }, signal) => {
      asked.push(text)
      if (broken.has(text)) throw new SpeechError('fake', 'It is broken.', { retryable: false })
      const pcm = pcmOf(text.length * msPerCharacter)
      texts.set(pcm, text)
      if (ms === 0) return pcm
      return new Promise((resolve, reject) => {
        const cancel = clock.after(ms, () => resolve(pcm))
        signal?.addEventListener('abort', () => {
          cancel()
          reject(new Error('aborted'))
        })
      })
    },
    close: async () => {},
  }
}

export interface FakeRecognizer extends Recognizer {
  /** Utterances that were opened and not given back. */
  open(...args: Parameters<Recognizer['open']>): ReturnType<Recognizer['open']>
  liveUtterances(): number
  readonly listenedFor: Parameters<Recognizer['open']>[0][]
}

/** Frames of the same words carry the same first sample. */
const spoken: string[] = ['']

/** Understands frames made by `speak`; a new word is a partial result every 200 ms. */
export function createFakeRecognizer(
  clock: FakeClock,
  { available = true, ms = 100, never = false } = {},
): FakeRecognizer {
  let live = 0
  const listenedFor: Parameters<Recognizer['open']>[0][] = []
  return {
    name: 'fake',
    available,
    remedy: available ? null : 'Install it.',
    languages: null,
    letters: 'any',
    liveUtterances: () => live,
    listenedFor,
    open: (listenFor, partial) => {
      live++
      listenedFor.push(listenFor)
      let isOver = false
      let words = ''
      let voiced = 0
      let stop = () => {}
      const end = () => {
        if (!isOver) live--
        isOver = true
      }
      return {
        feed: (pcm) => {
          const text = spoken[pcm[0] ?? 0] ?? ''
          if (text === '') return
          words = text
          voiced += 1
          if ((voiced * frameMs) % 200 === 0) {
            partial?.(
              text
                .split(' ')
                .slice(0, (voiced * frameMs) / 200)
                .join(' '),
            )
          }
        },
        finish: () =>
          new Promise((resolve) => {
            if (never) return
            stop = clock.after(ms, () => {
              end()
              resolve({ text: words, confidence: 0.9, decoder: 'fake', ms })
            })
          }),
        cancel: () => {
          stop()
          end()
        },
      }
    },
    close: async () => {},
  }
}

/** Hears frames made by `speak`, from the first one on. */
export const createFakeDetector: CreateDetector = ({ endMs = 600 }) => {
  const endOf = typeof endMs === 'number' ? () => endMs : endMs
  let isOn = false
  let quiet = 0
  return {
    push: (frame) => {
      const isVoice = frame[0] !== 0
      quiet = isVoice ? 0 : quiet + frameMs
      if (!isOn && isVoice) {
        isOn = true
        return { type: 'start', preRoll: [frame] }
      }
      if (!isOn || quiet < endOf()) return null
      isOn = false
      return { type: 'end', speechMs: 0, silenceMs: quiet }
    },
    silenceMs: () => (isOn ? quiet : 0),
    reset: () => {},
    close: () => {},
  }
}

export interface FakeLine extends Line {
  /** What the caller heard: start in ms since the line was made, text, and what was cut. */
  readonly heard: string[]
  readonly listener: () => LineListener
  readonly isUp: () => boolean
  /** Sends words as frames, and silence behind them. */
  speak(words: string, ms: number): void
  press(digits: string): void
  /** Keys that the engine pressed. */
  readonly pressed: string[]
}

/** A line that paces its audio by the clock. */
export function createFakeLine(clock: FakeClock, textOf: (pcm: Int16Array) => string): FakeLine {
  const startedAt = clock.now()
  const heard: string[] = []
  const pressed: string[] = []
  let listener: LineListener | null = null
  let isUp = true
  let queue: { start: () => void }[] = []
  const advance = () => queue[0]?.start()
  const current = () => {
    if (!listener) throw new Error('Nobody listens to the line.')
    return listener
  }
  const play = (pcm: Int16Array): Playback => {
    const length = (pcm.length * 1_000) / sampleRateHz
    let beganAt: number | null = null
    let played: number | null = null
    let cancel = () => {}
    let resolve: (ms: number) => void = () => {}
    const done = new Promise<number>((resolved) => {
      resolve = resolved
    })
    const playedMs = () => played ?? (beganAt === null ? 0 : clock.now() - beganAt)
    const end = () => {
      if (played !== null) return
      played = playedMs()
      cancel()
      const cut = played < length ? ` (cut at ${played})` : ''
      if (beganAt !== null) heard.push(`${beganAt - startedAt} ${textOf(pcm)}${cut}`)
      const isFirst = queue[0] === entry
      queue = queue.filter((other) => other !== entry)
      resolve(played)
      if (isFirst) advance()
    }
    const entry = {
      start: () => {
        if (beganAt !== null) return
        beganAt = clock.now()
        cancel = clock.after(length, end)
      },
    }
    queue.push(entry)
    if (queue.length === 1) advance()
    return {
      done,
      get playedMs() {
        return playedMs()
      },
      stop: end,
    }
  }
  return {
    codec: 'PCMU',
    heard,
    pressed,
    sendDigits: async (digits) => {
      pressed.push(digits)
      return true
    },
    isUp: () => isUp,
    listener: current,
    listen: (next) => {
      listener = next
    },
    play,
    hangup: () => {
      isUp = false
    },
    press: (digits) => {
      for (const digit of digits) current().digit(digit)
    },
    speak: (words, ms) => {
      const mark = spoken.push(words) - 1
      const frames = [
        ...Array<number>(ms / frameMs).fill(mark),
        ...Array<number>(3_000 / frameMs).fill(0),
      ]
      const send = (index: number) => {
        const first = frames[index]
        if (first === undefined || !isUp) return
        const frame = new Int16Array(frameSamples)
        frame[0] = first
        current().audio(frame)
        clock.after(frameMs, () => send(index + 1))
      }
      send(0)
    },
  }
}

export interface FakeCall extends IncomingCall {
  readonly answeredWith: () => Readonly<Record<string, string>> | null
  readonly rejectedWith: () => number | null
  cancel(): void
}

/** A ringing call whose answer is the given line, or a failure to get media. */
export function createFakeCall(
  answer: () => Promise<Line>,
  claims: SoftphoneClaims | null = null,
): FakeCall {
  let answered: Readonly<Record<string, string>> | null = null
  let rejected: number | null = null
  let cancel = () => {}
  return {
    id: 'sip-1',
    from: '+12025550111',
    to: '+12025550100',
    claims,
    answer: (options) => {
      answered = options?.headers ?? {}
      return answer()
    },
    reject: (status) => {
      rejected = status
    },
    onCancel: (listener) => {
      cancel = listener
    },
    answeredWith: () => answered,
    rejectedWith: () => rejected,
    cancel: () => cancel(),
  }
}

export interface FakeTurns extends TurnClient {
  /** Every post, in order: path and the fields that are not the same each time. */
  readonly posts: { readonly path: string; readonly form: Readonly<Record<string, string>> }[]
}

/** A document, a status without one, or an answer that never comes. */
export type FakeAnswer = string | number | 'never'

const constantFields = [
  'CallSid',
  'AccountSid',
  'From',
  'To',
  'Direction',
  'CallStatus',
  'Turn',
  'Streams',
]

/** Answers paths from a script, a list in order; a path that is not in it answers 500. */
export function createFakeTurns(
  script: Readonly<Record<string, FakeAnswer | readonly FakeAnswer[]>>,
  /** Lines of `Say stream` by path; each list is one connection, and breaks where it has no end. */
  streams: Readonly<Record<string, readonly (readonly object[])[]>> = {},
): FakeTurns {
  const posts: FakeTurns['posts'][number][] = []
  const opened: Record<string, number> = {}
  return {
    posts,
    lines: async function* (path, from) {
      const nth = opened[path] ?? 0
      opened[path] = nth + 1
      const lines = streams[path]?.[nth]
      if (!lines) throw new Error('The stream was answered with 404.')
      for (const line of nth === 0 ? lines.slice(from) : lines) yield JSON.stringify(line)
    },
    post: async (path, form) => {
      const nth = posts.filter((post) => post.path === path).length
      const varying = Object.entries(form).filter(([name]) => !constantFields.includes(name))
      posts.push({ path, form: path === '/hooks/status' ? form : Object.fromEntries(varying) })
      if (path === '/hooks/status') return { status: 204, body: '', callId: null }
      const scripted = script[path] ?? 500
      const answer = typeof scripted === 'object' ? (scripted[nth] ?? scripted.at(-1)) : scripted
      if (answer === 'never') return new Promise(() => {})
      if (typeof answer === 'number') return { status: answer, body: '', callId: null }
      return { status: 200, body: `<Response>${answer}</Response>`, callId: 'C1' }
    },
  }
}

/** A report in one line, for comparing whole calls. */
export function printReport({ type, ...data }: Report): string {
  const values = Object.values(data).filter((value) => value !== null)
  return [type, ...values].join(' ')
}
