import { expect, it } from 'vitest'
import { createSayings, type SayLine } from '#runtime/calls/sayings.ts'
import { createFakeClock } from '../support/fakeClock.ts'

const filler = { say: 'One moment.', filler: true }

async function all(lines: AsyncIterable<SayLine> | null): Promise<readonly SayLine[]> {
  const found: SayLine[] = []
  for await (const line of lines ?? []) found.push(line)
  return found
}

it('gives sentences to a reader that waits, and to one that comes late or again', async () => {
  const sayings = createSayings(createFakeClock())
  sayings.open('C1', 2, '')
  const early = all(sayings.read('C1', 2, 0))
  sayings.say('C1', 2, 'One.')
  await Promise.resolve()
  sayings.say('C1', 2, 'Two.')
  sayings.end('C1', 2, 'listen')
  const lines = [{ say: 'One.' }, { say: 'Two.' }, { end: 'listen' }]
  expect(await early).toEqual(lines)
  expect(await all(sayings.read('C1', 2, 0))).toEqual(lines)
  expect(await all(sayings.read('C1', 2, 1))).toEqual(lines.slice(1))
})

it('ends once, and takes nothing after that', async () => {
  const sayings = createSayings(createFakeClock())
  sayings.open('C1', 2, '')
  sayings.end('C1', 2, 'leave')
  sayings.end('C1', 2, 'listen')
  sayings.say('C1', 2, 'Late.')
  expect(await all(sayings.read('C1', 2, 0))).toEqual([{ end: 'leave' }])
  expect(sayings.read('C1', 3, 0)).toBeNull()
  expect(sayings.read('C2', 2, 0)).toBeNull()
})

it('fills a long silence before the first sentence, once', async () => {
  const clock = createFakeClock()
  const sayings = createSayings(clock)
  sayings.open('C1', 2, filler.say)
  await clock.advance(2_499)
  const lines = all(sayings.read('C1', 2, 0))
  await clock.advance(5_000)
  sayings.say('C1', 2, 'Here I am.')
  sayings.end('C1', 2, 'listen')
  expect(await lines).toEqual([filler, { say: 'Here I am.' }, { end: 'listen' }])
})

it('says no filler once a sentence came', async () => {
  const clock = createFakeClock()
  const sayings = createSayings(clock)
  sayings.open('C1', 2, filler.say)
  sayings.say('C1', 2, 'Quick.')
  await clock.advance(10_000)
  sayings.end('C1', 2, 'listen')
  expect(await all(sayings.read('C1', 2, 0))).toEqual([{ say: 'Quick.' }, { end: 'listen' }])
  expect(clock.pending()).toBe(0)
})

it('lets go of readers when the call is over, and of turns long answered', async () => {
  const clock = createFakeClock()
  const sayings = createSayings(clock)
  for (const turn of [1, 2, 3]) sayings.open('C1', turn, filler.say)
  expect(sayings.read('C1', 1, 0)).toBeNull()
  const lines = all(sayings.read('C1', 3, 0))
  sayings.forget('C1')
  expect(await lines).toEqual([{ end: 'leave' }])
  expect(clock.pending()).toBe(0)
})
