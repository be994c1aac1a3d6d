import { rm } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasChromium, launchChromium } from '../support/chromium.ts'
import { startListening, wordsHeard } from '../support/ear.ts'
import { waitForOtherHeavyCalls } from '../support/heavyCall.ts'
import { canRecognise } from '../support/recognise.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { hasTestVoice, microphoneFile, speakWithTestVoice } from '../support/voices.ts'
import { startWebhookReceiver } from '../support/webhookReceiver.ts'

waitForOtherHeavyCalls()

const secret = `whsec_${Buffer.from('a secret for outgoing webhooks').toString('base64')}`

/** Drags a step from the palette to a place of the canvas, in its coordinates. */
async function drag(page: Page, title: string, x: number, y: number): Promise<void> {
  const canvas = page.getByRole('region', { name: 'Canvas' })
  const entry = page
    .getByRole('region', { name: 'Palette' })
    .getByRole('button', { name: title, exact: true })
  await entry.dragTo(canvas, { targetPosition: { x, y } })
}

/** Drags a wire from a port to a step. */
async function wire(page: Page, port: string, step: string): Promise<void> {
  const from = page.getByLabel(port, { exact: true })
  const to = page.getByLabel(`${step}: way in`, { exact: true })
  await from.hover()
  await page.mouse.down()
  const box = await to.boundingBox()
  if (!box) throw new Error(`${step} is not in view`)
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 8 })
  await page.mouse.up()
}

async function select(page: Page, step: string): Promise<void> {
  await page
    .getByRole('region', { name: 'Canvas' })
    .getByText(step, { exact: true })
    .first()
    .click()
  await page.getByRole('region', { name: 'Inspector' }).getByText('What comes next').waitFor()
}

const inspector = (page: Page) => page.getByRole('region', { name: 'Inspector' })

async function rename(page: Page, name: string): Promise<void> {
  const field = inspector(page).getByLabel('Name', { exact: true }).first()
  await field.fill(name)
  await field.press('Enter')
}

describe.skipIf(!hasChromium || !canRecognise() || !hasTestVoice())('the whole job', () => {
  let server: RunningServer
  let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>
  let browser: Browser
  let microphone: string

  beforeAll(async () => {
    receiver = await startWebhookReceiver(secret)
    server = await startServer({ ALLOW_PRIVATE_WEBHOOKS: '1', OUTGOING_WEBHOOK_SECRET: secret })
    const sentence = await speakWithTestVoice('I would like to come on Friday')
    if (!sentence) throw new Error('no voice')
    // A person who repeats what they want until somebody answers.
    microphone = await microphoneFile([
      { silenceMs: 2_500 },
      { pcm: sentence },
      { silenceMs: 2_500 },
    ])
    browser = await launchChromium({ microphone, repeats: true })
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await receiver?.close()
    await rm(microphone, { force: true })
    expect(await server?.stop()).toBe(0)
  })

  it('draws, publishes, calls, presses, speaks and sees the way taken', {
    timeout: 180_000,
  }, async () => {
    const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } })
    const page = await context.newPage()
    await page.goto(server.url)
    await page.getByRole('button', { name: 'New flow' }).click()
    await page.getByRole('region', { name: 'Canvas' }).waitFor()

    // Draw.
    await drag(page, 'Say', 330, 130)
    await inspector(page).getByLabel('What to say').fill('Welcome to the garden hotel.')
    await rename(page, 'Greeting')
    await drag(page, 'Menu', 600, 130)
    await inspector(page).getByLabel('What to say').fill('To book a room press one.')
    await rename(page, 'What for')
    await drag(page, 'Agent', 330, 420)
    await inspector(page).getByLabel('Task').fill('Find out on which day the guest wants to come.')
    await inspector(page).getByLabel('First sentence').fill('On which day would you like to come?')
    await inspector(page).getByRole('button', { name: 'Add a value' }).click()
    const value = inspector(page).getByRole('group', { name: 'Values to find out' })
    await value.getByLabel('Name').fill('day')
    await value.getByLabel('Kind').selectOption('date')
    await value.getByLabel('What it is').fill('the day you would like to come')
    await rename(page, 'Book a room')
    await drag(page, 'Webhook', 600, 520)
    await inspector(page).getByLabel('Address').fill(receiver.url)
    await inspector(page).getByRole('button', { name: 'Add a field' }).click()
    const field = inspector(page).getByRole('group', { name: 'Fields to send' })
    await field.getByLabel('Name').fill('day')
    await field.getByLabel('Value').fill('{{ nodes.book_a_room.day }}')
    await rename(page, 'Tell the hotel')
    await drag(page, 'End', 330, 640)
    await rename(page, 'Goodbye')

    // Wire: by dragging, and by the list of what comes next.
    await wire(page, 'Start: Next', 'Greeting')
    await wire(page, 'Greeting: Next', 'What for')
    await wire(page, 'What for: 1', 'Book a room')
    await wire(page, 'Book a room: Done', 'Tell the hotel')
    const next = async (step: string, ways: Readonly<Record<string, string>>) => {
      await select(page, step)
      for (const [port, to] of Object.entries(ways)) {
        await inspector(page).getByLabel(port, { exact: true }).selectOption({ label: to })
      }
    }
    const silent = { 'No input': 'Goodbye' }
    await next('What for', { ...silent, '2': 'Goodbye', 'No match': 'Goodbye' })
    await next('Book a room', { ...silent, 'Too many turns': 'Goodbye', Failed: 'Goodbye' })
    await next('Tell the hotel', { OK: 'What for', Failed: 'Goodbye', Timeout: 'Goodbye' })
    const problems = page.getByRole('region', { name: 'Problems' })
    await problems.getByText('This flow can be published.').waitFor()

    // Publish.
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    await page.getByText('Live: version 1 on +1 202 555 0103').waitFor()

    // Call the number and hear it.
    const phone = page.getByRole('region', { name: 'Softphone' })
    await phone.getByLabel('Who to call').selectOption({ value: '+12025550103' })
    await startListening(page)
    await page.getByRole('button', { name: 'Call', exact: true }).click()
    const transcript = phone.getByRole('log', { name: 'Transcript' })
    await transcript.getByText('To book a room press one.').waitFor()
    const ring = page
      .locator('.react-flow__node')
      .filter({ hasText: 'What for' })
      .locator('[data-speaking=true]')
    await ring.waitFor()

    // Press, speak, be answered.
    await phone.getByRole('button', { name: 'Key 1' }).click()
    await transcript.getByText('On which day would you like to come?').waitFor()
    const day = transcript.getByText(/friday/i).first()
    await day.waitFor({ timeout: 60_000 })
    await expect
      .poll(() => receiver.received, { timeout: 20_000 })
      .toEqual([{ body: { day: expect.stringMatching(/friday/i) }, isSigned: true }])
    // Back in the menu after the webhook: the caller has heard enough.
    await expect
      .poll(() => transcript.getByText('To book a room press one.').count(), { timeout: 20_000 })
      .toBeGreaterThanOrEqual(2)
    await page.getByRole('button', { name: 'Hang up', exact: true }).click()
    await phone.getByText(/Ended/).waitFor()
    expect(await wordsHeard(page)).toContain('welcome to the garden hotel')

    // The call list shows exactly the way it took.
    const answer = await page.request.get(`${server.url}/api/calls`)
    const { calls } = await answer.json()
    const steps = calls[0].path.map((step: { name: string; portTitle: string | null }) => [
      step.name,
      step.portTitle,
    ])
    expect(calls).toHaveLength(1)
    expect(steps).toEqual([
      ['Start', 'Next'],
      ['Greeting', 'Next'],
      ['What for', '1'],
      ['Book a room', 'Done'],
      ['Tell the hotel', 'OK'],
      ['What for', null],
    ])
    await page.goto(`${server.url}/calls`)
    await expect
      .poll(() => page.getByRole('main').innerText(), { timeout: 10_000 })
      .toMatch(
        /Start[\s\S]*Greeting[\s\S]*What for[\s\S]*Book a room[\s\S]*Tell the hotel[\s\S]*What for/,
      )
    await context.close()
  })
})
