import { Worker } from 'node:worker_threads'
import type { Logger } from 'pino'
import { SpeechError } from '../speech.ts'
import type { FliteAnswer, FliteOrder } from './flite.worker.ts'

/** Speaks one sentence after the other in one worker thread. */
export interface FliteWorker {
  /** `isWanted` is asked when the sentence's turn comes: what nobody waits for is not spoken. */
  speak(voice: string, text: string, isWanted: () => boolean): Promise<Int16Array>
  close(): Promise<void>
}

export interface FliteWorkerOptions {
  readonly log: Pick<Logger, 'warn'>
  readonly script?: URL
  /** Milliseconds for one sentence; a worker that takes longer hangs and is replaced. */
  readonly timeout?: number
  /** Sentences that may wait. */
  readonly queueLimit?: number
}

interface Job {
  readonly order: FliteOrder
  readonly isWanted: () => boolean
  readonly resolve: (pcm: Int16Array) => void
  readonly reject: (error: SpeechError) => void
}

const failure = (message: string, retryable: boolean) =>
  new SpeechError('flite', message, { retryable })

/** Starts the worker at once, so that the first sentence does not wait for it. */
export function createFliteWorker(options: FliteWorkerOptions): FliteWorker {
  const { log, timeout = 15_000, queueLimit = 500 } = options
  const script = options.script ?? new URL('./flite.worker.ts', import.meta.url)
  let lastId = 0
  let closed = false
  let current: Job | null = null
  let timer: NodeJS.Timeout | undefined
  let worker: Worker | null = null
  const waiting: Job[] = []

  const settle = (outcome: Int16Array | SpeechError) => {
    clearTimeout(timer)
    const job = current
    current = null
    if (outcome instanceof SpeechError) job?.reject(outcome)
    else job?.resolve(outcome)
  }
  const lose = (dead: Worker, reason: string) => {
    if (dead !== worker) return
    worker = null
    if (closed) return
    log.warn({ reason }, 'the speech synthesis worker died; starting another')
    settle(failure(`the worker died: ${reason}`, true))
    next()
  }
  const start = () => {
    const started = new Worker(script)
    started.unref()
    started.on('message', (answer: FliteAnswer) => {
      if (answer.id !== current?.order.id) return
      settle('pcm' in answer ? answer.pcm : failure(answer.error, false))
      next()
    })
    started.on('error', (error) => lose(started, String(error)))
    started.on('exit', (code) => lose(started, `exit ${code}`))
    return started
  }
  const next = () => {
    while (!current) {
      const job = waiting.shift()
      if (!job) return
      if (job.isWanted()) current = job
      else job.reject(failure('nobody waits for this sentence any more', true))
    }
    worker ??= start()
    const running = worker
    timer = setTimeout(() => {
      lose(running, `no answer in ${timeout} ms`)
      void running.terminate()
    }, timeout)
    running.postMessage(current.order)
  }
  worker = start()
  return {
    speak: (voice, text, isWanted) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(failure('the synthesizer is closed', false))
        if (waiting.length >= queueLimit) return reject(failure('too many sentences wait', true))
        lastId++
        waiting.push({ order: { id: lastId, voice, text }, isWanted, resolve, reject })
        if (!current) next()
      }),
    close: async () => {
      closed = true
      settle(failure('the synthesizer was closed', false))
      for (const job of waiting.splice(0)) job.reject(failure('the synthesizer was closed', false))
      await worker?.terminate()
    },
  }
}
