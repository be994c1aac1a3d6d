import { type ChildProcess, fork } from 'node:child_process'
import type { Logger } from 'pino'
import { SpeechError } from '../speech.ts'
import type { Grammar } from './grammar.ts'
import type { Heard } from './listener.ts'
import type { FromWorker, ToWorker } from './recognition.worker.ts'

export interface PoolOptions {
  readonly log: Pick<Logger, 'warn'>
  /** Arguments of each worker: the folder of its model. */
  readonly args: readonly string[]
  /** Workers at most; the first starts at once, the others when they are needed. */
  readonly size: number
  /** Utterances that may wait for a worker, with their audio. */
  readonly queueLimit?: number
  /** Milliseconds from `finish` to the result. */
  readonly timeout?: number
  readonly script?: URL | string
}

/** One utterance in the pool. */
export interface PooledUtterance {
  feed(pcm: Int16Array): void
  finish(): Promise<Heard>
  cancel(): void
}

export interface RecognitionPool {
  open(grammar: Grammar | null, partial?: (text: string) => void): PooledUtterance
  close(): Promise<void>
}

/** Two minutes at 16 kHz: more is no utterance. */
const longestUtterance = 120 * 16_000

const failure = (message: string, retryable: boolean) =>
  new SpeechError('pocketsphinx', message, { retryable })

interface Seat {
  readonly worker: ChildProcess
  job: Job | null
}

interface Job {
  readonly id: number
  readonly partial: ((text: string) => void) | undefined
  /** What the worker was not told yet, as it has no worker. */
  readonly backlog: ToWorker[]
  readonly outcome: PromiseWithResolvers<Heard>
  seat: Seat | null
  samples: number
  finishing: boolean
  over: boolean
  timer?: NodeJS.Timeout
}

/**
 * Gives each utterance a worker of its own; those that find none wait with their audio. A worker is
 * a process, not a thread: a failed assertion in pocketsphinx must not end every call.
 */
export function createRecognitionPool(options: PoolOptions): RecognitionPool {
  const { log, args, size, queueLimit = 32, timeout = 20_000 } = options
  const script = options.script ?? new URL('./recognition.worker.ts', import.meta.url)
  const seats = new Set<Seat>()
  const waiting: Job[] = []
  let lastId = 0
  let closed = false

  const tell = (job: Job, order: ToWorker) => {
    if (job.seat) send(job.seat, order)
    else job.backlog.push(order)
  }
  const fail = (job: Job, error: SpeechError) => {
    clearTimeout(job.timer)
    job.over = true
    job.outcome.reject(error)
  }
  const lose = (seat: Seat, reason: string) => {
    if (!seats.delete(seat) || closed) return
    log.warn({ reason }, 'a speech recognition worker died; starting another')
    if (seat.job) fail(seat.job, failure(`the worker died: ${reason}`, true))
    assign()
  }
  const take = (): Seat => {
    const worker = fork(script, args, { serialization: 'advanced', stdio: 'ignore', execArgv: [] })
    const seat: Seat = { worker, job: null }
    worker.unref()
    worker.channel?.unref()
    worker.on('message', (message: FromWorker) => hear(seat, message))
    worker.on('error', (error) => lose(seat, String(error)))
    worker.on('exit', (code, signal) => lose(seat, signal ?? `exit ${code}`))
    seats.add(seat)
    return seat
  }
  const assign = () => {
    while (waiting.length > 0 && !closed) {
      const free = [...seats].find(({ job }) => job === null)
      const seat = free ?? (seats.size < size ? take() : null)
      const job = seat && waiting.shift()
      if (!job) return
      seat.job = job
      job.seat = seat
      for (const order of job.backlog.splice(0)) send(seat, order)
    }
  }
  const hear = (seat: Seat, message: FromWorker) => {
    const { job } = seat
    if (message.type === 'ready' || !job || message.id !== job.id) return
    if (message.type === 'partial') {
      if (!job.over) job.partial?.(message.text)
      return
    }
    clearTimeout(job.timer)
    job.over = true
    if (message.type === 'heard') job.outcome.resolve(message.heard)
    if (message.type === 'failed') {
      // Its decoders may hold a half-open utterance: a new worker is clean.
      fail(job, failure(message.message, true))
      seats.delete(seat)
      seat.worker.kill('SIGKILL')
    }
    seat.job = null
    assign()
  }
  const drop = (job: Job, error: SpeechError) => {
    if (job.over) return
    fail(job, error)
    const at = waiting.indexOf(job)
    if (at >= 0) waiting.splice(at, 1)
    else if (!job.finishing) tell(job, { type: 'cancel', id: job.id })
  }
  const watch = (job: Job) => {
    job.timer = setTimeout(() => {
      fail(job, failure(`no result in ${timeout} ms`, true))
      const at = waiting.indexOf(job)
      if (at >= 0) waiting.splice(at, 1)
      if (!job.seat) return
      const { worker } = job.seat
      lose(job.seat, `no result in ${timeout} ms`)
      worker.kill('SIGKILL')
    }, timeout)
  }
  if (size > 0) take()
  return {
    open: (grammar, partial) => {
      const id = ++lastId
      const outcome = Promise.withResolvers<Heard>()
      // Whoever asks for the outcome sees the failure; until then it is no unhandled rejection.
      outcome.promise.catch(() => {})
      const job: Job = {
        id,
        partial,
        backlog: [],
        outcome,
        seat: null,
        samples: 0,
        finishing: false,
        over: false,
      }
      tell(job, { type: 'open', id, grammar, partials: partial !== undefined })
      if (closed) fail(job, failure('the recognizer is closed', false))
      else if (waiting.length >= queueLimit) fail(job, failure('all recognizers are busy', true))
      else waiting.push(job)
      assign()
      return {
        feed: (pcm) => {
          if (job.over || job.finishing) return
          job.samples += pcm.length
          if (job.samples > longestUtterance) {
            drop(job, failure('an utterance may last two minutes', false))
          } else tell(job, { type: 'feed', id, pcm: pcm.slice() })
        },
        finish: () => {
          if (!job.over && !job.finishing) {
            job.finishing = true
            tell(job, { type: 'finish', id })
            watch(job)
          }
          return outcome.promise
        },
        cancel: () => drop(job, failure('the utterance was cancelled', false)),
      }
    },
    close: async () => {
      closed = true
      const jobs = [...waiting.splice(0), ...[...seats].flatMap(({ job }) => job ?? [])]
      for (const job of jobs) fail(job, failure('the recognizer was closed', false))
      await Promise.all([...seats].map(end))
    },
  }
}

/** A worker that is dying takes no orders; its `exit` event tells what it lost. */
function send({ worker }: Seat, order: ToWorker): void {
  if (worker.connected) worker.send(order, () => {})
}

function end({ worker }: Seat): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return Promise.resolve()
  const { promise, resolve } = Promise.withResolvers<void>()
  worker.ref()
  worker.once('exit', () => resolve())
  worker.kill('SIGKILL')
  return promise
}
