import { afterEach, expect, it } from 'vitest'
import { SpeechError } from '../speech.ts'
import { createFliteSynthesizer } from './fliteSynthesizer.ts'
import { createFliteWorker, type FliteWorker } from './fliteWorker.ts'

const log = { warn: () => {} }
const closers: Array<() => Promise<void>> = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** Speaks by hand: the test answers each sentence itself. */
function scripted() {
  const orders: Array<{
    said: string
    isWanted: () => boolean
    answer: (pcm: Int16Array) => void
    fail: (error: Error) => void
  }> = []
  const worker: FliteWorker = {
    speak: (voice, text, isWanted) =>
      new Promise((answer, fail) =>
        orders.push({ said: `${voice}: ${text}`, isWanted, answer, fail }),
      ),
    close: async () => {},
  }
  return { orders, synthesizer: createFliteSynthesizer({ log, worker, cacheBytes: 4_000 }) }
}
const pcm = Int16Array.of(1, 2, 3)

it('speaks equal requests once and keeps the audio', async () => {
  const { orders, synthesizer } = scripted()
  const both = [
    synthesizer.synthesize({ text: 'Hello.' }),
    synthesizer.synthesize({ text: 'Hello.' }),
  ]
  orders[0]?.answer(pcm)
  expect(await Promise.all(both)).toEqual([pcm, pcm])
  expect(await synthesizer.synthesize({ text: 'Hello.' })).toBe(pcm)
  await expect(synthesizer.synthesize({ text: '😀' })).resolves.toEqual(new Int16Array())
  expect(orders.map(({ said }) => said)).toEqual(['rms: Hello.'])
})

it('speaks a long text by sentences and joins them; an unknown voice is the default', async () => {
  const { orders, synthesizer } = scripted()
  const audio = synthesizer.synthesize({ text: 'One. Two.', voice: 'alice' })
  orders[1]?.answer(Int16Array.of(2))
  orders[0]?.answer(Int16Array.of(1))
  expect(await audio).toEqual(Int16Array.of(1, 2))
  expect(orders.map(({ said }) => said)).toEqual(['rms: One.', 'rms: Two.'])
  void synthesizer.synthesize({ text: 'One.', voice: 'slt' })
  expect(orders[2]?.said).toBe('slt: One.')
})

it('stops wanting a sentence when its last waiter gives up', async () => {
  const { orders, synthesizer } = scripted()
  const [first, second] = [new AbortController(), new AbortController()]
  const audio = [first, second].map(({ signal }) =>
    synthesizer.synthesize({ text: 'Hello.' }, signal),
  )
  const settled = Promise.allSettled(audio)
  first.abort()
  await expect(audio[0]).rejects.toThrow('aborted')
  expect(orders[0]?.isWanted()).toBe(true)
  second.abort()
  await settled
  expect(orders[0]?.isWanted()).toBe(false)
  void synthesizer.synthesize({ text: 'Hello.' })
  expect(orders.length).toBe(2)
  orders[0]?.fail(new SpeechError('flite', 'nobody waits', { retryable: true }))
})

it('does not keep a failure', async () => {
  const { orders, synthesizer } = scripted()
  const failed = synthesizer.synthesize({ text: 'Hello.' })
  orders[0]?.fail(new SpeechError('flite', 'the worker died', { retryable: true }))
  await expect(failed).rejects.toThrow('the worker died')
  void synthesizer.synthesize({ text: 'Hello.' })
  expect(orders.length).toBe(2)
})

it('refuses a text that is too long', async () => {
  const { synthesizer } = scripted()
  await expect(synthesizer.synthesize({ text: 'a'.repeat(4_001) })).rejects.toMatchObject({
    retryable: false,
    message: 'a text may have 4000 characters, this one has 4001',
  })
})

/** A worker thread that dies, hangs or answers, as the text says. */
const badScript = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads'
    parentPort.on('message', ({ id, text }) => {
      if (text === 'die') process.exit(7)
      if (text === 'throw') throw new Error('broken')
      if (text === 'hang') for (;;);
      if (text === 'refuse') return parentPort.postMessage({ id, error: 'no' })
      parentPort.postMessage({ id, pcm: Int16Array.of(text.length) })
    })`)}`,
)
const wanted = () => true

it.for(['die', 'throw', 'hang'])('replaces a worker on “%s” and goes on', async (text) => {
  const worker = createFliteWorker({ log, script: badScript, timeout: 3_000 })
  closers.push(worker.close)
  const lost = worker.speak('rms', text, wanted)
  const next = worker.speak('rms', 'ab', wanted)
  await expect(lost).rejects.toMatchObject({ retryable: true, provider: 'flite' })
  expect(await next).toEqual(Int16Array.of(2))
})

it('rejects one sentence that flite refuses, and skips what nobody wants', async () => {
  const worker = createFliteWorker({ log, script: badScript, queueLimit: 2 })
  closers.push(worker.close)
  const refused = worker.speak('rms', 'refuse', wanted)
  const unwanted = worker.speak('rms', 'a', () => false)
  const spoken = worker.speak('rms', 'abc', wanted)
  await expect(worker.speak('rms', 'one too many', wanted)).rejects.toThrow(
    'too many sentences wait',
  )
  await expect(refused).rejects.toMatchObject({ retryable: false })
  await expect(unwanted).rejects.toThrow('nobody waits')
  expect(await spoken).toEqual(Int16Array.of(3))
})

it('rejects what waits when it is closed', async () => {
  const worker = createFliteWorker({ log, script: badScript })
  const pending = [worker.speak('rms', 'hang', wanted), worker.speak('rms', 'a', wanted)]
  const settled = Promise.allSettled(pending)
  await worker.close()
  expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await expect(worker.speak('rms', 'a', wanted)).rejects.toThrow('closed')
})

it('speaks 40 different sentences with the real engine, as 16 kHz', async () => {
  const synthesizer = createFliteSynthesizer({ log })
  closers.push(synthesizer.close)
  const texts = Array.from({ length: 40 }, (_, index) => `This is sentence ${index}.`)
  const audio = await Promise.all(texts.map((text) => synthesizer.synthesize({ text })))
  const old = await synthesizer.synthesize({ text: 'This is a telephone.', voice: 'kal' })
  expect(audio.every((each) => each.length > 16_000 && each.length < 48_000)).toBe(true)
  expect(old.length).toBeGreaterThan(16_000)
})
