import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { goWithOthers } from '../running/threadPriority.ts'

/** Moves the write-ahead log into the database beside the event loop, 100 ms after somebody wrote. */
const delay = 100
goWithOthers()
const db = new DatabaseSync(String(workerData), { timeout: 1_000 })
const checkpoint = db.prepare('pragma wal_checkpoint(passive)')
let timer: NodeJS.Timeout | null = null

parentPort?.on('message', (message: unknown) => {
  if (message === 'close') {
    if (timer) clearTimeout(timer)
    db.close()
    parentPort?.close()
    return
  }
  timer ??= setTimeout(() => {
    timer = null
    try {
      checkpoint.all()
    } catch {
      // Busy or full: the next one does it, and the automatic checkpoint of the writer is behind it.
    }
  }, delay)
})
