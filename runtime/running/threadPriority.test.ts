import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { z } from 'zod'

const from = new URL('./threadPriority.ts', import.meta.url).href
const found = z.object({
  before: z.number(),
  isGranted: z.boolean(),
  own: z.number(),
  ofWorker: z.number(),
})

const worker = `
  Promise.all([import('${from}'), import('node:os'), import('node:worker_threads')]).then(
    ([{ goWithOthers }, { getPriority }, { parentPort }]) => {
      goWithOthers()
      parentPort.postMessage(getPriority())
    })`

const main = `
  import { once } from 'node:events'
  import { getPriority } from 'node:os'
  import { Worker } from 'node:worker_threads'
  import { goBeforeOthers } from '${from}'
  const before = getPriority()
  const isGranted = goBeforeOthers()
  const [ofWorker] = await once(new Worker(${JSON.stringify(worker)}, { eval: true }), 'message')
  console.log(JSON.stringify({ before, isGranted, own: getPriority(), ofWorker }))`

it('puts the thread of the sound first where it may, its workers back among the others', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '-e',
    main,
  ])
  const { before, isGranted, own, ofWorker } = found.parse(JSON.parse(stdout))
  expect(own).toBe(isGranted ? -10 : before)
  expect(ofWorker).toBe(isGranted ? 0 : before)
})
