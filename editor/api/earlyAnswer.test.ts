import { afterEach, expect, it, vi } from 'vitest'
import { askEarly, takeEarlyAnswer } from './earlyAnswer.ts'

afterEach(() => vi.unstubAllGlobals())

it('gives the early answer to who asks for the same, once', async () => {
  vi.stubGlobal('fetch', async (path: string) => new Response(path))
  askEarly('/api/flows/f1')
  expect(takeEarlyAnswer('/api/flows/f2')).toBe(null)
  expect(await (await takeEarlyAnswer('/api/flows/f1'))?.text()).toBe('/api/flows/f1')
  expect(takeEarlyAnswer('/api/flows/f1')).toBe(null)
})

it('lets who takes it hear of a failure', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new Error('away')))
  askEarly('/api/flows/f1')
  await expect(takeEarlyAnswer('/api/flows/f1')).rejects.toThrow('away')
})
