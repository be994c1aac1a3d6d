import { createServer, type Server, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { Recognizer, Synthesizer } from './speech.ts'
import { printWav } from './wav.ts'

export interface SpeechServerOptions {
  readonly baseUrl: string
  /** Milliseconds that a request may take. */
  readonly timeout: number
}

/** How a scripted server answers one request. */
type Reply = (response: ServerResponse, isStreamed: boolean) => void | Promise<void>

const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Reply =>
  (response) => {
    // The client would wait half a second before it tries again.
    response.writeHead(code, {
      'content-type': 'application/json',
      'retry-after-ms': '1',
      ...headers,
    })
    response.end('{"error":{"message":"no"}}')
  }
const page: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'text/html' })
  response.end('<!doctype html><title>Hello</title>')
}
const silence: Reply = () => {}
const refusals: [string, Reply][] = [
  ['a key that is refused', status(401)],
  ['a model that is not there', status(404)],
  ['a limit that stays', status(429)],
  ['a broken server', status(503)],
  ['a redirect to another server', status(307, { location: 'http://[::1]:9/' })],
  ['a web page', page],
  ['silence', silence],
]

let server: Server | null = null

/** Answers as told; the last answer repeats. */
async function serve(...replies: readonly Reply[]): Promise<SpeechServerOptions> {
  let asked = 0
  const started = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString('latin1')
    const reply = replies[Math.min(asked++, replies.length - 1)]
    await reply?.(response, body.includes('name="stream"'))
  })
  server = started
  const ready = Promise.withResolvers<void>()
  started.listen(0, '127.0.0.1', ready.resolve)
  await ready.promise
  const address = started.address()
  const port = typeof address === 'object' ? address?.port : 0
  return { baseUrl: `http://127.0.0.1:${port}/v1`, timeout: 150 }
}

const stop = () => {
  server?.closeAllConnections()
  server?.close()
  server = null
}

/** Two seconds. */
const wav = printWav({ pcm: new Int16Array(48_000).fill(500), rateHz: 24_000 })
const sound: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'audio/wav' })
  response.end(wav)
}
const half = wav.subarray(0, wav.length / 2)

/** What every voice of a server does, whatever its server answers. */
export function describeSpeakingServer(
  name: string,
  open: (options: SpeechServerOptions) => Synthesizer,
): void {
  describe(`${name} is a voice of a server that`, () => {
    afterEach(stop)

    const speak = async (...replies: readonly Reply[]) => {
      const synthesizer = open(await serve(...replies))
      let samples = 0
      try {
        for await (const piece of synthesizer.stream?.({ text: 'Good day to you.' }) ?? []) {
          samples += piece.length
        }
        return { samples, why: null }
      } catch (error) {
        return { samples, why: error instanceof Error ? error.message : String(error) }
      } finally {
        await synthesizer.close()
      }
    }

    it.for<[string, Reply]>([
      ['429', status(429)],
      ['503', status(503)],
    ])('tries once more after %s', async ([, first]) => {
      expect(await speak(first, sound)).toEqual({ samples: 32_000, why: null })
    })

    it('is heard of a slow answer that comes in time', async () => {
      const slow: Reply = async (response) => {
        response.writeHead(200, { 'content-type': 'audio/wav' })
        for (let at = 0; at < wav.length; at += wav.length / 4) {
          response.write(wav.subarray(at, at + wav.length / 4))
          await wait(10)
        }
        response.end()
      }
      expect(await speak(slow)).toEqual({ samples: 32_000, why: null })
    })

    it.for<[string, Reply]>([
      [
        'a connection that breaks',
        async (response) => {
          response.writeHead(200, { 'content-type': 'audio/wav' })
          response.write(half)
          await wait(20)
          response.destroy()
        },
      ],
      [
        'a file that is truncated',
        (response) => {
          response.writeHead(200, { 'content-type': 'audio/wav' })
          response.end(half)
        },
      ],
    ])('gives what came of %s, and says that there was more', async ([, reply]) => {
      const { samples, why } = await speak(reply)
      expect(samples).toBeGreaterThan(0)
      expect(samples).toBeLessThan(20_000)
      expect(why).toEqual(expect.any(String))
    })

    it.for(refusals)('fails with a reason, in time, after %s', async ([, reply]) => {
      const { samples, why } = await speak(reply)
      expect([samples, why]).toEqual([0, expect.stringMatching(/\w/)])
      expect(why).not.toContain('sk-conformance')
    })
  })
}

const transcript: Reply = (response, isStreamed) => {
  response.writeHead(200, { 'content-type': isStreamed ? 'text/event-stream' : 'application/json' })
  response.end(isStreamed ? whole : '{"text":"Hello there."}')
}
const event = (data: object) => `data: ${JSON.stringify(data)}\n\n`
const begun = event({ type: 'transcript.text.delta', delta: 'Hello' })
const whole = begun + event({ type: 'transcript.text.done', text: 'Hello there.' })

/** What all ears of a server do, whatever their server answers. */
export function describeListeningServer(
  name: string,
  open: (options: SpeechServerOptions) => Recognizer,
): void {
  describe(`${name} are ears of a server that`, () => {
    afterEach(stop)

    const hear = async (...replies: readonly Reply[]) => {
      const recognizer = open(await serve(...replies))
      const utterance = recognizer.open({ phrases: [], language: 'en-US' })
      utterance.feed(Int16Array.from({ length: 8_000 }, (_, index) => index))
      try {
        return { text: (await utterance.finish()).text, why: null }
      } catch (error) {
        return { text: null, why: error instanceof Error ? error.message : String(error) }
      } finally {
        await recognizer.close()
      }
    }

    it.for<[string, Reply]>([
      ['429', status(429)],
      ['503', status(503)],
    ])('try once more after %s', async ([, first]) => {
      expect(await hear(first, transcript)).toEqual({ text: 'hello there', why: null })
    })

    it('understand a slow answer that comes in time', async () => {
      const slow: Reply = async (response, isStreamed) => {
        response.writeHead(200, {
          'content-type': isStreamed ? 'text/event-stream' : 'application/json',
        })
        const body = isStreamed ? whole : '{"text":"Hello there."}'
        for (let at = 0; at < body.length; at += 16) {
          response.write(body.slice(at, at + 16))
          await wait(5)
        }
        response.end()
      }
      expect(await hear(slow)).toEqual({ text: 'hello there', why: null })
    })

    it.for<[string, Reply]>([
      [
        'a connection that breaks',
        async (response, isStreamed) => {
          const type = isStreamed ? 'text/event-stream' : 'application/json'
          response.writeHead(200, { 'content-type': type })
          response.write(isStreamed ? begun : '{"text":"Hel')
          await wait(20)
          response.destroy()
        },
      ],
      [
        'an answer that is truncated',
        (response, isStreamed) => {
          const type = isStreamed ? 'text/event-stream' : 'application/json'
          response.writeHead(200, { 'content-type': type })
          response.end(isStreamed ? begun : '{"text":"Hel')
        },
      ],
      ...refusals,
    ])('take half a sentence for none: %s', async ([, reply]) => {
      const { text, why } = await hear(reply)
      expect([text, why]).toEqual([null, expect.stringMatching(/\w/)])
      expect(why).not.toContain('sk-conformance')
    })
  })
}
