import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '#runtime/calls/clock.ts'
import { createRecordings } from '#runtime/recordings/createRecordings.ts'
import { createDialer } from '#runtime/sip/createDialer.ts'
import { createSipEdge } from '#runtime/sip/sipEdge.ts'
import { createTrunkDialer } from '#runtime/sip/trunk/createTrunkDialer.ts'
import { e164Rules } from '#runtime/sip/trunk/numberForms.ts'
import { trunkDefaults } from '#runtime/sip/trunk/trunk.ts'
import { createTrunkEdge, type TrunkEdge } from '#runtime/sip/trunk/trunkEdge.ts'
import { createSpeechDetector, loadVad } from '#runtime/speech/detector.ts'
import { createDialerChain } from '#runtime/voice/createDialerChain.ts'
import type { Dialer } from '#runtime/voice/dialer.ts'
import { createVoiceEngine, type VoiceEngine } from '#runtime/voice/engine/createVoiceEngine.ts'
import { bundleScript, hasChromium, launchChromium, pageOf } from '../support/chromium.ts'
import { createFakeClock } from '../support/fakeClock.ts'
import {
  createFakeRecognizer,
  createFakeSynthesizer,
  createFakeTurns,
  type FakeTurns,
} from '../support/fakeVoice.ts'
import { MelodyListener, melody } from '../support/melody.ts'
import { canRecognise, recogniseClip, recogniseRemedy } from '../support/recognise.ts'
import {
  hasTestVoice,
  microphoneFile,
  readWav,
  speakWithTestVoice,
  testVoiceRemedy,
} from '../support/voices.ts'

const log = { debug() {}, info() {}, warn() {}, error() {} }
const action = '/hooks/voice/C1/2'
const bundle = fileURLToPath(new URL('./phonePage.ts', import.meta.url))

interface Studio {
  readonly url: string
  readonly folder: string
  readonly turns: FakeTurns
  readonly engine: VoiceEngine
  readonly server: Server
  close(): Promise<void>
}

/** An engine that answers softphones with one document, and hangs up after it. */
async function startStudio(
  document: string,
  html: string,
  outside: readonly Dialer[] = [],
): Promise<Studio> {
  await loadVad()
  const folder = await mkdtemp(join(tmpdir(), 'fml-recordings-'))
  const turns = createFakeTurns({ '/hooks/voice': document, [action]: '<Hangup/>' })
  const expires = Date.now() + 3_600_000
  const edge = createSipEdge({
    log,
    passwordOf: () => 'secret',
    claimsOf: (user) => ({ user, target: '+12025550100', revision: null, expires }),
    allowOrigin: () => true,
  })
  const engine = createVoiceEngine({
    turns,
    report: () => {},
    synthesizer: createFakeSynthesizer(createFakeClock()),
    recognizer: createFakeRecognizer(createFakeClock()),
    createDetector: createSpeechDetector,
    clock: systemClock,
    log,
    fetch: async () => new Response(null, { status: 404 }),
    recorder: createRecordings({ folder, publicUrl: null, log }),
    dialer: createDialerChain([createDialer(edge), ...outside]),
  })
  edge.onCall((call) => engine.take(call))
  const server = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end(html),
  )
  server.on('upgrade', (request, socket, head) => edge.handleUpgrade(request, socket, head))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return {
    ...{ folder, turns, engine, server, url: `http://127.0.0.1:${port}` },
    close: async () => {
      await engine.close()
      await edge.close()
      server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const openEdge = (): Promise<TrunkEdge> =>
  createTrunkEdge({
    ...{ log, host: '127.0.0.1', port: 0, tls: null, publicAddress: null, mediaPorts: null },
    trunks: [],
  })

async function openPhone(browser: Browser, studio: Studio, user: string): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(studio.url)
  const server = `${studio.url.replace('http', 'ws')}/sip`
  await page.evaluate(([url, name]) => window.phone.connect(url, name, 'secret'), [
    server,
    user,
  ] as const)
  return page
}

const call = (page: Page) => page.evaluate(() => window.phone.call('out', '+12025550100'))
const take = (page: Page, how: 'answer' | 'refuse' | 'ring') =>
  page.evaluate((wanted) => window.phone.take('in', wanted), how)
const hears = (page: Page, id: string) =>
  page.evaluate((name) => window.phone.hears(name, 'hfgd'), id)
const ended = (page: Page, id: string) => page.evaluate((name) => window.phone.ended(name), id)
const formOf = ({ turns }: Studio) => turns.posts.find((post) => post.path === action)?.form

describe.skipIf(!hasChromium)('a call between two browsers (needs: chromium)', () => {
  let browser: Browser
  let studio: Studio
  let html: string

  beforeAll(async () => {
    html = pageOf(await bundleScript(bundle))
    browser = await launchChromium({
      microphone: await microphoneFile([{ pcm: melody('hfgd'.repeat(4), 16_000) }]),
      repeats: true,
    })
  })
  afterEach(() => studio.close())
  afterAll(() => browser?.close())

  const setUp = async (attributes = '') => {
    const document = `<Dial action="${action}" callerId="+12025550177" ${attributes}><Sip>sip:ann@x</Sip></Dial>`
    studio = await startStudio(document, html)
    const [caller, callee] = [
      await openPhone(browser, studio, 'u1'),
      await openPhone(browser, studio, 'ann'),
    ]
    return { caller, callee }
  }

  it('is heard both ways, and ends when the callee hangs up', async () => {
    const { caller, callee } = await setUp('record="true"')
    const taken = take(callee, 'answer')
    expect(await call(caller)).toBe(200)
    expect(await taken).toBe('+12025550177')
    await Promise.all([hears(callee, 'in'), hears(caller, 'out')])
    await callee.evaluate(() => window.phone.hangUp('in'))
    await ended(caller, 'out')
    expect(formOf(studio)).toMatchObject({
      Reason: 'dial',
      DialCallStatus: 'completed',
      DialedTo: 'sip:ann@x',
      RecordingUrl: expect.stringMatching(/^\/api\/recordings\/[\w-]{24}$/),
    })
  })

  it('ends for the callee when the caller hangs up', async () => {
    const { caller, callee } = await setUp()
    const taken = take(callee, 'answer')
    await call(caller)
    await taken
    await hears(callee, 'in')
    await caller.evaluate(() => window.phone.hangUp('out'))
    await ended(callee, 'in')
    await expect.poll(() => studio.engine.liveCalls()).toBe(0)
    expect(formOf(studio)).toMatchObject({ DialCallStatus: 'completed' })
  })

  it('is heard both ways by a telephone behind a trunk, in G.711', async () => {
    const trunks = await Promise.all([openEdge(), openEdge()])
    const [ours, theirs] = trunks
    const address = (edge: TrunkEdge) => `sip:127.0.0.1:${edge.portOf('UDP')}`
    ours.setTrunks([{ ...trunkDefaults, id: 'far', server: address(theirs) }])
    theirs.setTrunks([{ ...trunkDefaults, id: 'near', addresses: ['127.0.0.1'] }])
    const ear = new MelodyListener()
    const over = Promise.withResolvers<string>()
    const digits: string[] = []
    theirs.onCall(async (ringing) => {
      const line = await ringing.answer()
      line.listen({
        audio: (pcm) => ear.hear(pcm, 16_000),
        digit: (digit) => digits.push(digit),
        text() {},
        hangup: over.resolve,
      })
      line.play(melody('hfgd'.repeat(60), 16_000))
    })
    const route = () => ({ trunkId: 'far', rules: e164Rules })
    const dialer = createTrunkDialer({ dial: (...call) => ours.dial(...call), trunkFor: route })
    studio = await startStudio(
      `<Dial action="${action}"><Number>+12025550123</Number></Dial>`,
      html,
      [dialer],
    )
    const caller = await openPhone(browser, studio, 'u1')
    expect(await call(caller)).toBe(200)
    await hears(caller, 'out')
    await caller.evaluate(() => window.phone.press('out', '5#'))
    await expect.poll(() => ear.notes, { timeout: 20_000 }).toContain('hfgdhfgd')
    await expect.poll(() => digits.join('')).toBe('5#')
    await caller.evaluate(() => window.phone.hangUp('out'))
    expect(await over.promise).toBe('BYE')
    await Promise.all(trunks.map((edge) => edge.close()))
  })

  it('tells the flow of a callee who declines', async () => {
    const { caller, callee } = await setUp()
    const taken = take(callee, 'refuse')
    await call(caller)
    await taken
    await ended(caller, 'out')
    expect(formOf(studio)).toMatchObject({ DialCallStatus: 'busy', DialCallDuration: '0' })
  })

  it('stops ringing after its time', async () => {
    const { caller, callee } = await setUp('timeout="2"')
    const taken = take(callee, 'ring')
    await call(caller)
    await taken
    await Promise.all([ended(callee, 'in'), ended(caller, 'out')])
    expect(formOf(studio)).toMatchObject({ DialCallStatus: 'no-answer' })
  })
})

describe.skipIf(!hasChromium || !canRecognise() || !hasTestVoice())(
  `a recording (needs: chromium; ${recogniseRemedy}; ${testVoiceRemedy})`,
  () => {
    it('holds the words of the caller, for nobody else on this machine', async () => {
      const words = await speakWithTestVoice('appointment please')
      if (!words) throw new Error('no voice')
      const browser = await launchChromium({
        microphone: await microphoneFile([
          { silenceMs: 2_500 },
          { pcm: words },
          // A call that comes late hears the second.
          { silenceMs: 1_500 },
          { pcm: words },
          { silenceMs: 60_000 },
        ]),
      })
      const studio = await startStudio(
        `<Record timeout="3" action="${action}"/>`,
        pageOf(await bundleScript(bundle)),
      )
      try {
        const page = await openPhone(browser, studio, 'u1')
        await call(page)
        await ended(page, 'out')
        const [file = ''] = await readdir(studio.folder)
        expect(formOf(studio)?.['RecordingUrl']).toBe(`/api/recordings/${file.replace('.wav', '')}`)
        const path = join(studio.folder, file)
        expect((await stat(path)).mode & 0o777).toBe(0o600)
        const { pcm, rateHz } = await readWav(path)
        expect(rateHz).toBe(16_000)
        expect(await recogniseClip(pcm)).toMatch(/appointment/)
      } finally {
        await browser.close()
        await studio.close()
      }
    })
  },
)
