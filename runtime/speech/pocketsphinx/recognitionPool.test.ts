import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Heard } from './listener.ts'
import { createRecognitionPool, type PoolOptions, type RecognitionPool } from './recognitionPool.ts'

/**
 * A worker that hears the first sample of each frame as a number, and on some numbers dies, fails
 * or hangs.
 */
const scriptSource = `
  let heard = []
  process.on('disconnect', () => process.exit())
  process.on('message', ({ type, id, pcm }) => {
    if (type === 'open') heard = []
    if (type === 'feed') heard.push(String(pcm[0]))
    if (type === 'feed' && pcm[0] === 13) process.exit(3)
    if (type === 'feed' && pcm[0] === 14) process.abort()
    if (type === 'feed' && pcm[0] === 15) process.send({ type: 'failed', id, message: 'no decoder' })
    if (type === 'feed' && pcm[0] === 16) process.send({ type: 'partial', id, text: heard.join(' ') })
    if (type === 'finish' && heard.includes('17')) return
    if (type === 'finish') process.send({ type: 'heard', id, heard: { general: { text: heard.join(' ') } } })
    if (type === 'cancel') process.send({ type: 'cancelled', id })
  })
  process.send({ type: 'ready' })`

let folder = ''
let script = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fml-pool-'))
  script = join(folder, 'fake.mjs')
  await writeFile(script, scriptSource)
})
afterAll(() => rm(folder, { recursive: true }))

let pool: RecognitionPool | null = null
afterEach(() => pool?.close())

function createPool(options: Partial<PoolOptions> = {}): RecognitionPool {
  const log = { warn: () => {} }
  pool = createRecognitionPool({ log, args: [], size: 1, script, ...options })
  return pool
}

const text = async (heard: Promise<Heard>) => (await heard).general.text

function speak(in_: RecognitionPool, ...values: number[]) {
  const utterance = in_.open(null)
  for (const value of values) utterance.feed(Int16Array.of(0, value, 0).subarray(1, 2))
  return utterance
}

it('keeps the audio of utterances that wait for the only worker, in order', async () => {
  const one = createPool()
  const utterances = [1, 2, 3, 4].map((value) => speak(one, value, value + 10 * value))
  const results = utterances.toReversed().map((utterance) => text(utterance.finish()))
  expect(await Promise.all(results)).toEqual(['4 44', '3 33', '2 22', '1 11'])
})

it('copies a frame: its sender may use it again', async () => {
  const utterance = createPool().open(null)
  const frame = Int16Array.of(1)
  utterance.feed(frame)
  frame[0] = 2
  utterance.feed(frame)
  expect(await text(utterance.finish())).toBe('1 2')
})

it('hears several utterances at a time with several workers', async () => {
  const two = createPool({ size: 2 })
  const open = speak(two, 1)
  expect(await text(speak(two, 2).finish())).toBe('2')
  expect(await text(speak(two, 3).finish())).toBe('3')
  expect(await text(open.finish())).toBe('1')
})

it.for([
  [13, 'exit 3'],
  [14, 'SIGABRT'],
  [15, 'no decoder'],
] as const)('replaces a worker that dies (%i) and goes on', async ([value, reason]) => {
  const one = createPool()
  const lost = speak(one, value)
  const next = speak(one, 5)
  const result = lost.finish()
  await expect(result).rejects.toMatchObject({
    provider: 'pocketsphinx',
    retryable: true,
    message: expect.stringContaining(reason),
  })
  expect(await text(next.finish())).toBe('5')
})

it('replaces a worker that does not answer in time', async () => {
  // Long enough for another worker to begin, on a busy machine too.
  const one = createPool({ timeout: 3_000 })
  await expect(speak(one, 17).finish()).rejects.toMatchObject({ retryable: true })
  expect(await text(speak(one, 6).finish())).toBe('6')
})

it('gives the worker back when an utterance is cancelled, running or waiting', async () => {
  const one = createPool()
  const [running, waiting, finishing] = [speak(one, 1), speak(one, 2), speak(one, 3)]
  const result = finishing.finish()
  for (const utterance of [running, waiting, finishing, running]) utterance.cancel()
  await expect(result).rejects.toThrow('cancelled')
  await expect(running.finish()).rejects.toThrow('cancelled')
  running.feed(Int16Array.of(9))
  expect(await text(speak(one, 4).finish())).toBe('4')
})

it('refuses what would wait behind too many, and says so', async () => {
  const one = createPool({ queueLimit: 2 })
  const utterances = [1, 2, 3].map((value) => speak(one, value))
  await expect(speak(one, 4).finish()).rejects.toMatchObject({
    retryable: true,
    message: 'all recognizers are busy',
  })
  const results = utterances.map((utterance) => text(utterance.finish()))
  expect(await Promise.all(results)).toEqual(['1', '2', '3'])
})

it('refuses an utterance without end', async () => {
  const one = createPool()
  const endless = one.open(null)
  for (let second = 0; second <= 121; second++) endless.feed(new Int16Array(16_000))
  await expect(endless.finish()).rejects.toMatchObject({ retryable: false })
  expect(await text(speak(one, 1).finish())).toBe('1')
})

it('reports partial words while an utterance runs', async () => {
  const { promise, resolve } = Promise.withResolvers<string>()
  const utterance = createPool().open(null, resolve)
  for (const value of [1, 16]) utterance.feed(Int16Array.of(value))
  expect(await promise).toBe('1 16')
})

it('rejects everything when it is closed', async () => {
  const one = createPool()
  const results = [speak(one, 17), speak(one, 2)].map((utterance) => utterance.finish())
  const settled = Promise.allSettled(results)
  await one.close()
  expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await expect(speak(one, 1).finish()).rejects.toThrow('closed')
})
