import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export interface Checkpointer {
  /** Somebody wrote: checkpoint soon. */
  wake(): void
  close(): Promise<void>
}

/** A log of so few commits is short: the worker is started when it pays. */
const firstCommits = 100
/** Milliseconds between messages to the worker, which waits 100 itself. */
const pace = 50

/** Checkpoints in a worker: inside a commit they were the slowest hundredth of all turns. */
export function createCheckpointer(path: string): Checkpointer {
  let commits = 0
  let running: { readonly worker: Worker; readonly exited: Promise<unknown> } | null = null
  let isAwake = false
  const start = () => {
    const worker = new Worker(new URL('./checkpoint.worker.ts', import.meta.url), {
      workerData: path,
    })
    worker.unref()
    // Without it the automatic checkpoint of the writer does the work.
    worker.on('error', () => {})
    return { worker, exited: once(worker, 'exit') }
  }
  return {
    wake: () => {
      commits++
      if (isAwake || commits < firstCommits) return
      isAwake = true
      running ??= start()
      running.worker.postMessage('wrote')
      setTimeout(() => {
        isAwake = false
      }, pace).unref()
    },
    close: async () => {
      if (!running) return
      running.worker.ref()
      running.worker.postMessage('close')
      await running.exited
    },
  }
}
