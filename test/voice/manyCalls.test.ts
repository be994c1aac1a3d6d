import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resample } from '#runtime/speech/resample.ts'
import { sampleRateHz } from '#runtime/voice/line.ts'
import { bundleScript, hasChromium, launchChromium } from '../support/chromium.ts'
import { wordsInOrder } from '../support/ear.ts'
import { waitForOtherHeavyCalls } from '../support/heavyCall.ts'
import { canRecognise, recogniseClip } from '../support/recognise.ts'
import { type RunningServer, startServer } from '../support/server.ts'

waitForOtherHeavyCalls()

const number = '+12025550100'
const bundle = fileURLToPath(new URL('./phonePage.ts', import.meta.url))

/** What the two branches say. */
const sentences = {
  hours: 'we are open monday to friday from eight in the morning to six in the evening',
  results:
    'results are ready three days after your test our nurses give them by phone from nine to eleven in the morning',
}

/** Sockets, files and threads of the server's process; null where the system does not tell. */
function resourcesOf(pid: number | undefined): { sockets: number; threads: number } | null {
  try {
    const sockets = readdirSync(`/proc/${pid}/fd`).length
    const threads = /Threads:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return { sockets, threads: Number(threads) }
  } catch {
    return null
  }
}

describe.skipIf(!hasChromium || !canRecognise())(
  'many calls (needs: chromium, pocketsphinx-en-us)',
  () => {
    let server: RunningServer
    let browser: Browser
    let page: Page

    const answerOf = async (path: string) => (await fetch(server.url + path)).json()
    const active = async (): Promise<number> => {
      const { calls } = await answerOf('/api/calls?limit=100')
      return calls.filter((call: { status: string }) => call.status === 'active').length
    }

    beforeAll(async () => {
      server = await startServer()
      browser = await launchChromium()
      const context = await browser.newContext({ bypassCSP: true })
      page = await context.newPage()
      await page.goto(`${server.url}/numbers`)
      await page.addScriptTag({ content: await bundleScript(bundle) })
    }, 120_000)

    afterAll(async () => {
      await browser?.close()
      expect(await server?.stop()).toBe(0)
    })

    /** A token lives a minute, so a new one now and then. */
    const connect = async () => {
      const token = await page.evaluate(async (to) => {
        const response = await fetch('/api/softphone/token', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ target: { type: 'number', number: to } }),
        })
        return response.json()
      }, number)
      const status = await page.evaluate(
        ({ user, secret, path }) =>
          window.phone.connect(`ws://${location.host}${path}`, user, secret),
        { user: token.user, secret: token.token, path: token.path },
      )
      expect(status).toBe(200)
    }

    const dial = (id: string) =>
      page.evaluate(([name, to]) => window.phone.call(name, to), [id, number] as const)

    it('talks on ten calls at once, each by its own keys', { timeout: 300_000 }, async () => {
      await connect()
      const ids = Array.from({ length: 10 }, (_, index) => `ten-${index}`)
      expect(await Promise.all(ids.map(dial))).toEqual(ids.map(() => 200))
      await Promise.all(
        ids.map((id, index) =>
          page.evaluate(([name, key]) => window.phone.press(name, key), [
            id,
            index % 2 === 0 ? '3' : '2',
          ] as const),
        ),
      )
      // Each caller presses nothing more, so the flow says goodbye and hangs up.
      await Promise.all(ids.map((id) => page.evaluate((name) => window.phone.ended(name), id)))
      const { calls } = await answerOf('/api/calls?limit=10')
      const ways = calls.map((call: { path: { name: string }[] }) =>
        call.path.map((step) => step.name),
      )
      const common = ['Start', 'Welcome', 'Main menu']
      const ends = ['Anything else', 'Goodbye']
      const isHours = (way: string[]) => way.includes('Opening hours')
      expect(ways.filter(isHours)).toEqual(new Array(5).fill([...common, 'Opening hours', ...ends]))
      expect(ways.filter((way: string[]) => !isHours(way))).toEqual(
        new Array(5).fill([...common, 'Results by phone', ...ends]),
      )
      const heard = await Promise.all(
        ids.map(async (id) => {
          // The greeting takes three seconds; the sentence asked for follows.
          const { pcm, rateHz } = await page.evaluate(
            (name) => window.phone.heard(name, 2.5, 11),
            id,
          )
          const clip = new Int16Array(new Uint8Array(Buffer.from(pcm, 'base64')).buffer)
          return recogniseClip(resample(clip, rateHz, sampleRateHz))
        }),
      )
      for (const [index, words] of heard.entries()) {
        const [own, other] =
          index % 2 === 0
            ? [sentences.hours, sentences.results]
            : [sentences.results, sentences.hours]
        expect(wordsInOrder(words, own), `${ids[index]}: ${words}`).toBeGreaterThanOrEqual(6)
        expect(wordsInOrder(words, own), `${ids[index]}: ${words}`).toBeGreaterThan(
          wordsInOrder(words, other),
        )
      }
      await expect.poll(active).toBe(0)
    })

    it('leaves nothing behind after 200 calls', { timeout: 300_000 }, async () => {
      const round = async (name: string) => {
        await connect()
        const ids = Array.from({ length: 10 }, (_, index) => `${name}-${index}`)
        expect(await Promise.all(ids.map(dial))).toEqual(ids.map(() => 200))
        await Promise.all(ids.map((id) => page.evaluate((call) => window.phone.hangUp(call), id)))
        await expect.poll(active, { timeout: 20_000 }).toBe(0)
      }
      // What is made once, on first need, is there before the count starts.
      await round('warm')
      const before = resourcesOf(server.process.pid)
      for (let index = 0; index < 20; index++) await round(`round-${index}`)
      if (before) {
        // Pools and kept-alive connections may grow by a few; one left per call would be 200.
        await expect
          .poll(() => resourcesOf(server.process.pid)?.threads, { timeout: 20_000 })
          .toBeLessThanOrEqual(before.threads + 4)
        await expect
          .poll(() => resourcesOf(server.process.pid)?.sockets, { timeout: 20_000 })
          .toBeLessThanOrEqual(before.sockets + 10)
      }
    })
  },
)
