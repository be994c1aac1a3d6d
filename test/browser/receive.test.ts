import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasChromium, launchChromium } from '../support/chromium.ts'
import { makeFlow } from '../support/makeFlow.ts'
import { type RunningServer, startServer } from '../support/server.ts'

const desk = makeFlow(
  'desk-flow',
  [
    [
      'desk',
      'transfer',
      { targets: [{ id: 't1', type: 'sip', address: 'sip:reception' }], ringTime: 20 },
    ],
    ['talked', 'end', { text: 'Goodbye.', outcome: 'talked' }],
    ['busy', 'end', { text: 'They are busy.', outcome: 'busy' }],
    ['nobody', 'end', { text: 'Nobody is there.', outcome: 'nobody' }],
  ],
  [
    'start.next>desk',
    'desk.completed>talked',
    'desk.noAnswer>nobody',
    'desk.busy>busy',
    'desk.failed>nobody',
  ],
)

describe.skipIf(!hasChromium)('a telephone that transfers ring (needs: chromium)', () => {
  let server: RunningServer
  let browser: Browser
  let caller: Page
  let callee: Page
  let flowId: string

  const phone = (page: Page) => page.getByRole('region', { name: 'Softphone' })
  const incoming = (page: Page) => page.getByRole('region', { name: 'Incoming call' })

  beforeAll(async () => {
    server = await startServer()
    browser = await launchChromium()
    caller = await browser.newPage()
    callee = await browser.newPage()
    const created = await caller.request.post(`${server.url}/api/flows`, { data: { flow: desk } })
    flowId = (await created.json()).flow.id
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  const call = async () => {
    await caller.goto(`${server.url}/flows/${flowId}`)
    await caller.getByRole('button', { name: 'Call', exact: true }).click()
    await incoming(callee).getByRole('button', { name: 'Answer' }).waitFor()
  }

  it('is switched on by name, rings on every screen, and both talk', async () => {
    await callee.goto(`${server.url}/flows/clinic-front-desk`)
    await phone(callee).getByLabel('Name of this telephone').fill('reception')
    await phone(callee).getByRole('switch', { name: 'Receive calls as' }).check()
    await phone(callee).getByText('Ready').waitFor()
    await phone(callee).getByText('sip:reception').waitFor()
    // It goes on while the person looks at something else.
    await callee.getByRole('link', { name: 'Calls' }).first().click()
    await call()
    await incoming(callee).getByRole('button', { name: 'Answer' }).press('Enter')
    await incoming(callee).getByRole('button', { name: 'End call' }).waitFor()
    // The fake microphone beeps: the other side is heard.
    const hears = (page: Page, name: string) =>
      expect.poll(() => loudness(page, name), { timeout: 20_000 }).toBeGreaterThan(0.01)
    await hears(callee, 'Received call')
    await hears(caller, 'Call audio')
    await incoming(callee).getByRole('button', { name: 'End call' }).click()
    await phone(caller).getByText('Ended: talked').waitFor()
    await incoming(callee).waitFor({ state: 'detached' })
  })

  it('declines: the caller goes on as when it is busy', async () => {
    await call()
    await incoming(callee).getByRole('button', { name: 'Decline' }).click()
    await phone(caller).getByText('Ended: busy').waitFor()
  })

  it('stops ringing when the caller hangs up', async () => {
    await call()
    await caller.getByRole('button', { name: 'Hang up', exact: true }).click()
    await incoming(callee).waitFor({ state: 'detached' })
  })

  it('speaks with another microphone in the middle of a call', async () => {
    await caller.addInitScript(() => {
      const Own = window.RTCPeerConnection
      window.RTCPeerConnection = class extends Own {
        constructor(configuration?: RTCConfiguration) {
          super(configuration)
          Reflect.set(window, 'lastConnection', this)
        }
      }
    })
    await call()
    await incoming(callee).getByRole('button', { name: 'Answer' }).click()
    await incoming(callee).getByRole('button', { name: 'End call' }).waitFor()
    const microphone = phone(caller).getByLabel('Microphone', { exact: true })
    await expect.poll(() => microphone.locator('option').count()).toBeGreaterThan(2)
    const [first, second] = await Promise.all(
      [1, 2].map((at) => microphone.locator('option').nth(at).innerText()),
    )
    const speaking = () =>
      caller.evaluate(() => {
        const connection: unknown = Reflect.get(window, 'lastConnection')
        if (!(connection instanceof RTCPeerConnection)) return []
        return connection.getSenders().map(({ track }) => [track?.label, track?.readyState])
      })
    for (const label of [second ?? '', first ?? '']) {
      await microphone.selectOption({ label })
      await expect.poll(speaking).toEqual([[label, 'live']])
      await expect
        .poll(() => loudness(callee, 'Received call'), { timeout: 20_000 })
        .toBeGreaterThan(0.01)
    }
    await caller.getByRole('button', { name: 'Hang up', exact: true }).click()
    await incoming(callee).waitFor({ state: 'detached' })
  })

  it('rings nobody once it is switched off', async () => {
    await callee.goBack()
    await phone(callee).getByRole('switch', { name: 'Receive calls as' }).uncheck()
    await phone(callee).getByText('Off', { exact: true }).waitFor()
    await caller.goto(`${server.url}/flows/${flowId}`)
    await caller.getByRole('button', { name: 'Call', exact: true }).click()
    await phone(caller).getByText('Ended: nobody').waitFor()
  })
})

/** How loud a call's audio is right now, 0 to 1. */
const loudness = (page: Page, name: string): Promise<number> =>
  page.evaluate(async (label) => {
    const audio = document.querySelector<HTMLAudioElement>(`audio[aria-label="${label}"]`)
    const stream = audio?.srcObject
    if (!(stream instanceof MediaStream) || stream.getAudioTracks().length === 0) return 0
    const context = new AudioContext()
    const analyser = context.createAnalyser()
    context.createMediaStreamSource(stream).connect(analyser)
    let most = 0
    for (let look = 0; look < 30; look++) {
      await new Promise(requestAnimationFrame)
      const samples = new Float32Array(analyser.fftSize)
      analyser.getFloatTimeDomainData(samples)
      most = Math.max(most, ...samples)
    }
    await context.close()
    return most
  }, name)
