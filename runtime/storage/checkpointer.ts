import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export interface Checkpointer {
  /** Somebody wrote: checkpoint soon. */
  wake(): void
  close(): Promise<void>
}

/** Checkpoints in a worker: inside a commit they were the slowest hundredth of all turns. */
export function createCheckpointer(path: string): Checkpointer {
  const worker = new Worker(new URL('./checkpoint.worker.ts', import.meta.url), {
    workerData: path,
  })
  worker.unref()
  let open = true
  let awake = false
  const exited = once(worker, 'exit').catch(() => {})
  void exited.then(() => {
    open = false
  })
  return {
    wake: () => {
      if (!open || awake) return
      awake = true
      worker.postMessage('wrote')
      setTimeout(() => {
        awake = false
      }, 50).unref()
    },
    close: async () => {
      if (!open) return
      worker.ref()
      worker.postMessage('close')
      await exited
    },
  }
}
