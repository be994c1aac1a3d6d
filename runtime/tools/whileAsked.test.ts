import { expect, it } from 'vitest'
import { whileAsked } from './whileAsked.ts'

it('passes on what ends a request that runs', async () => {
  const outer = new AbortController()
  const asked = whileAsked(
    outer.signal,
    (signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
      }),
  )
  const why = new Error('late')
  outer.abort(why)
  await expect(asked).rejects.toBe(why)
})

it.each([
  ['was answered', async () => 'an answer'],
  ['failed', () => Promise.reject(new Error('no'))],
])('says nothing of a time that is up after the request %s', async (_, ask) => {
  const outer = new AbortController()
  let told = 0
  await whileAsked(outer.signal, (signal) => {
    signal.addEventListener('abort', () => told++)
    return ask()
  }).catch(() => {})
  outer.abort()
  expect(told).toBe(0)
})

it('asks nothing when the time is up before', async () => {
  let asked = 0
  const never = async () => asked++
  await expect(whileAsked(AbortSignal.abort(), never)).rejects.toThrow()
  expect(asked).toBe(0)
})
