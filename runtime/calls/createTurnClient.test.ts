import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTurnClient } from './createTurnClient.ts'

const unheard: unknown[] = []
const note = (error: unknown) => unheard.push(error)

beforeEach(() => {
  unheard.length = 0
  process.on('unhandledRejection', note)
})
afterEach(() => {
  process.off('unhandledRejection', note)
})

const late = new DOMException('The operation was aborted due to timeout', 'TimeoutError')

/** As the global fetch does: refuses, and breaks its body off, by the signal of the request. */
async function fetchOverHttp({ signal }: Request): Promise<Response> {
  signal.throwIfAborted()
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(new TextEncoder().encode('{"say":"one"}\n'))
      signal.addEventListener('abort', () => controller.error(signal.reason))
    },
  })
  return new Response(body)
}

const clientOf = (fetch: (request: Request) => Response | Promise<Response>) =>
  createTurnClient({ fetch, secret: 'a secret of the turns', now: () => 0 })

describe('a stream of sentences whose time is up', () => {
  const moments: readonly (readonly [
    string,
    'before' | 'while it waits' | 'while a line is said',
  ])[] = [
    ['before it is asked for', 'before'],
    ['while the next line is waited for', 'while it waits'],
    ['while a line is being said', 'while a line is said'],
  ]
  it.each(moments)(
    'ends with the reason and leaves no failure that nobody hears: %s',
    async (_, at) => {
      const controller = new AbortController()
      if (at === 'before') controller.abort(late)
      const heard: string[] = []
      const read = async () => {
        for await (const line of clientOf(fetchOverHttp).lines(
          '/hooks/say/c1/1',
          0,
          controller.signal,
        )) {
          heard.push(line)
          if (at === 'while a line is said') controller.abort(late)
          else void setImmediate().then(() => controller.abort(late))
        }
      }
      await expect(read()).rejects.toBe(late)
      await setImmediate()
      await setImmediate()
      expect(heard).toHaveLength(at === 'before' ? 0 : 1)
      expect(unheard).toEqual([])
    },
  )

  it('is not asked for when its time is up already', async () => {
    let asked = 0
    const client = clientOf(() => {
      asked++
      return new Response('')
    })
    const lines = client.lines('/hooks/say/c1/1', 0, AbortSignal.abort(late))
    await expect(lines[Symbol.asyncIterator]().next()).rejects.toBe(late)
    expect(asked).toBe(0)
  })
})
