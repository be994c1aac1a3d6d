import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Log } from '#runtime/log.ts'
import { createSipEdge, type SipEdge } from '#runtime/sip/sipEdge.ts'
import {
  type IncomingCall,
  type Line,
  type SoftphoneClaims,
  sampleRateHz,
} from '#runtime/voice/line.ts'
import { sharedPacer } from '#runtime/voice/media/pacer.ts'
import { bundleScript, hasChromium, launchChromium, pageOf } from '../support/chromium.ts'
import { MelodyListener, melody } from '../support/melody.ts'
import { microphoneFile } from '../support/voices.ts'

const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }
const spoken = 'hfgd'
const target = 'draft-f1'
const claims: SoftphoneClaims = {
  user: 'u1',
  target,
  revision: 3,
  expires: Date.now() + 3_600_000,
}

/** What one call told its listener, and waits for it. */
class Ear {
  digits = ''
  texts: string[] = []
  hangups: string[] = []
  melody = new MelodyListener()
  #checks = new Set<() => void>()

  constructor(line: Line) {
    line.listen({
      audio: (pcm) => this.#told(() => this.melody.hear(pcm, sampleRateHz)),
      digit: (digit) => this.#told(() => (this.digits += digit)),
      text: (text) => this.#told(() => this.texts.push(text)),
      hangup: (reason) => this.#told(() => this.hangups.push(reason)),
    })
  }

  until(isTrue: (ear: Ear) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (!isTrue(this)) return
        this.#checks.delete(check)
        resolve()
      }
      this.#checks.add(check)
      check()
    })
  }

  #told(change: () => void): void {
    change()
    for (const check of this.#checks) check()
  }
}

const bundle = fileURLToPath(new URL('./phonePage.ts', import.meta.url))
let browser: Browser
let page: Page
let server: Server
let edge: SipEdge
let html: string
let base: string
const startEdge = (codecPreference: 'opus' | 'PCMU'): SipEdge =>
  createSipEdge({
    log: silentLog,
    passwordOf: (user) => (user === 'u1' ? 'secret' : null),
    claimsOf: (user) => (user === 'u1' ? claims : null),
    allowOrigin: (origin) => origin === base,
    codecPreference,
  })

/** The next calls, answered, with what they hear. */
function answerCalls(count: number): Promise<{ call: IncomingCall; line: Line; ear: Ear }[]> {
  const answered: Promise<{ call: IncomingCall; line: Line; ear: Ear }>[] = []
  return new Promise((resolve) => {
    edge.onCall((call) => {
      answered.push(call.answer().then((line) => ({ call, line, ear: new Ear(line) })))
      if (answered.length === count) resolve(Promise.all(answered))
    })
  })
}

async function answerOne(): Promise<{ call: IncomingCall; line: Line; ear: Ear }> {
  const [first] = await answerCalls(1)
  if (!first) throw new Error('no call came')
  return first
}

const connect = (user = 'u1', token = 'secret'): Promise<number> =>
  page.evaluate(([url, name, secret]) => window.phone.connect(url, name, secret), [
    `${base.replace('http', 'ws')}/sip`,
    user,
    token,
  ] as const)
const dial = (id: string, to = target): Promise<number> =>
  page.evaluate(([name, uri]) => window.phone.call(name, uri), [id, to] as const)
const hears = (id: string, notes: string): Promise<string> =>
  page.evaluate(([name, wanted]) => window.phone.hears(name, wanted), [id, notes] as const)

/** Plays a tune until it was heard on a call: a busy machine may tear a note. */
async function playUntilHeard(line: Line, id: string, notes: string, wanted: string) {
  let isHeard = false
  const heard = hears(id, wanted).finally(() => {
    isHeard = true
  })
  while (!isHeard) await Promise.race([line.play(melody(notes, 16_000)).done, heard])
  return heard
}

describe.skipIf(!hasChromium)('a call from a browser (needs: chromium)', () => {
  beforeAll(async () => {
    html = pageOf(await bundleScript(bundle))
    const microphone = await microphoneFile([{ pcm: melody(spoken.repeat(4), 16_000) }])
    browser = await launchChromium({ microphone, repeats: true })
    server = createServer((_, response) =>
      response.setHeader('content-type', 'text/html').end(html),
    )
    server.on('upgrade', (request, socket, head) => edge.handleUpgrade(request, socket, head))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    base = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
  })

  beforeEach(async () => {
    edge = startEdge('opus')
    page = await browser.newPage()
    await page.goto(base)
  })

  afterEach(async () => {
    await page.close()
    await edge.close()
  })

  afterAll(async () => {
    await browser?.close()
    server?.close()
  })

  it.for(['opus', 'PCMU'] as const)(
    'is heard both ways in %s, takes keys and ends',
    async (codec) => {
      await edge.close()
      edge = startEdge(codec)
      expect(await connect()).toBe(200)
      const answered = answerOne()
      expect(await dial('one')).toBe(200)
      const { call, line, ear } = await answered
      expect([call.from, call.to, call.claims, line.codec]).toEqual(['u1', target, claims, codec])
      const heard = playUntilHeard(line, 'one', 'abcdefgh', 'bcdefg')
      expect(await heard).toContain('bcdefg')
      expect(await line.play(melody('abcdefgh', 16_000)).done).toBe(1280)
      await ear.until(({ melody: heard }) => heard.notes.includes(spoken))
      await page.evaluate(() => window.phone.press('one', '0123456789*#'))
      await ear.until(({ digits }) => digits.length === 12)
      expect(ear.digits).toBe('0123456789*#')
      await page.evaluate(() => window.phone.hangUp('one'))
      await ear.until(({ hangups }) => hangups.length > 0)
      expect(ear.hangups).toEqual(['BYE'])
      expect([edge.liveCalls(), sharedPacer.isRunning]).toEqual([0, false])
    },
  )

  it('ends from our side', async () => {
    await connect()
    const answered = answerOne()
    await dial('one')
    const { line, ear } = await answered
    line.hangup()
    line.hangup()
    await page.evaluate(() => window.phone.ended('one'))
    expect([ear.hangups, edge.liveCalls(), sharedPacer.isRunning]).toEqual([[], 0, false])
    expect(await line.play(melody('ab', 16_000)).done).toBe(0)
  })

  it('stops playing when told, and plays on', async () => {
    await connect()
    const answered = answerOne()
    await dial('one')
    const { line } = await answered
    const first = line.play(melody('abababababababab', 16_000))
    await hears('one', 'aba')
    first.stop()
    expect(await first.done).toBeLessThan(2560)
    expect(await playUntilHeard(line, 'one', 'fgh', 'fgh')).not.toContain('abababababababab')
  })

  it('takes typed words and keys by INFO, and refuses other content', async () => {
    await connect()
    const answered = answerOne()
    await dial('one')
    const { ear } = await answered
    const info = (contentType: string, body: string): Promise<number> =>
      page.evaluate(([type, text]) => window.phone.info('one', type, text), [
        contentType,
        body,
      ] as const)
    expect(await info('text/plain', 'an appointment, grüezi')).toBe(200)
    expect(await info('application/json', '{"text":"tomorrow"}')).toBe(200)
    expect(await info('application/dtmf-relay', 'Signal=5\r\nDuration=160')).toBe(200)
    expect(await info('image/png', 'x')).toBe(415)
    expect([ear.texts, ear.digits]).toEqual([['an appointment, grüezi', 'tomorrow'], '5'])
  })

  it('goes silent on hold and speaks again after it', async () => {
    await connect()
    const answered = answerOne()
    await dial('one')
    const { line } = await answered
    expect(await page.evaluate(() => window.phone.hold('one', true))).toBe(200)
    await line.play(melody('ababab', 16_000)).done
    expect(await page.evaluate(() => window.phone.hold('one', false))).toBe(200)
    expect(await playUntilHeard(line, 'one', 'defgh', 'efg')).not.toContain('aba')
  })

  it('ends with the socket', async () => {
    await connect()
    const answered = answerOne()
    await dial('one')
    const { ear } = await answered
    await page.close()
    await ear.until(({ hangups }) => hangups.length > 0)
    expect([ear.hangups, edge.liveCalls()]).toEqual([['connection lost'], 0])
  })

  it('refuses a wrong token, another target, and a call without registration', async () => {
    expect(await connect('u1', 'wrong')).toBe(401)
    expect(await dial('none')).toBe(403)
    expect(await connect('stranger', 'secret')).toBe(403)
    expect(await connect()).toBe(200)
    expect(await dial('other', 'draft-f2')).toBe(403)
  })

  it('carries ten calls at once from one page, each with its own sound, and leaves nothing', async () => {
    await connect()
    const before = process.getActiveResourcesInfo().length
    const names = Array.from({ length: 10 }, (_, i) => `call${i}`)
    const answered = answerCalls(10)
    expect(await Promise.all(names.map((name) => dial(name)))).toEqual(names.map(() => 200))
    const calls = await answered
    expect(edge.liveCalls()).toBe(10)
    const ids = await page.evaluate((all) => all.map((name) => window.phone.callId(name)), names)
    const tunes = ['abcd', 'acbd', 'adbc', 'bacd', 'bdca', 'cabd', 'cdab', 'dacb', 'dbac', 'dcba']
    const heard = await Promise.all(
      calls.map(async ({ call, line }) => {
        const at = ids.indexOf(call.id)
        const tune = tunes[at] ?? ''
        return { tune, notes: await playUntilHeard(line, `call${at}`, `hghg${tune}g`, tune) }
      }),
    )
    for (const { tune, notes } of heard)
      expect(tunes.filter((one) => notes.includes(one))).toEqual([tune])
    await Promise.all(calls.map(({ ear }) => ear.until((e) => e.melody.notes.includes(spoken))))
    for (const { line } of calls) line.hangup()
    await Promise.all(names.map((name) => page.evaluate((id) => window.phone.ended(id), name)))
    expect([edge.liveCalls(), sharedPacer.isRunning]).toEqual([0, false])
    expect(process.getActiveResourcesInfo().length).toBeLessThanOrEqual(before)
  })

  it('lets the process end with code 0 on SIGTERM in the middle of a call', async () => {
    const script = fileURLToPath(new URL('./sipServer.ts', import.meta.url))
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const next = async (): Promise<string> => String((await lines.next()).value)
    const port = (await next()).split(' ')[1]
    const exited = once(child, 'exit')
    await page.evaluate(
      (url) => window.phone.connect(url, 'u1', 'secret'),
      `ws://127.0.0.1:${port}/sip`,
    )
    expect(await dial('one')).toBe(200)
    expect(await next()).toBe('answered')
    await hears('one', 'aba')
    child.kill('SIGTERM')
    await page.evaluate(() => window.phone.ended('one'))
    expect([await next(), await next(), await exited]).toEqual(['hangup', 'closed', [0, null]])
  })
})
