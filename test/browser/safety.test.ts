import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { hasChromium, launchChromium } from '../support/chromium.ts'
import { freePort, type RunningServer, startServer } from '../support/server.ts'

const region = (page: Page, name: string): Locator =>
  page.getByRole('region', { name, exact: true })
const step = (page: Page, name: string): Locator =>
  page.locator('.react-flow__node').filter({ has: page.getByText(name, { exact: true }) })
const chip = (page: Page, text: string): Locator =>
  page.getByRole('status').filter({ hasText: new RegExp(`^${text}$`) })
/** Other people's saves take a few seconds to arrive. */
const poll = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 15_000 })
const lastWords = (page: Page): Locator => page.getByLabel('Last words')

describe.skipIf(!hasChromium)('work is safe (needs: chromium)', () => {
  let server: RunningServer
  let browser: Browser
  const folder = mkdtempSync(join(tmpdir(), 'fml-safety-'))
  const env = { DATA_DIR: folder, PORT: '' }
  const contexts: BrowserContext[] = []

  /** A window of its own person, on the flow, with the goodbye selected. */
  const open = async (slug: string, select = 'Goodbye'): Promise<Page> => {
    const context = await browser.newContext({
      baseURL: server.url,
      viewport: { width: 1440, height: 900 },
    })
    contexts.push(context)
    const page = await context.newPage()
    await page.goto(`/flows/${slug}`)
    await region(page, 'Canvas').getByText(select, { exact: true }).first().click()
    await page.getByText('Saved', { exact: true }).waitFor()
    return page
  }
  const stored = async (slug: string) => {
    const { flow } = await (await fetch(`${server.url}/api/flows/${slug}`)).json()
    return JSON.stringify(flow)
  }

  beforeAll(async () => {
    env.PORT = String(await freePort())
    server = await startServer(env)
    browser = await launchChromium()
  }, 120_000)
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('shows who else is here, follows what they save, and undoes only one’s own', async () => {
    const ann = await open('restaurant-bookings')
    const bob = await open('restaurant-bookings')
    await bob.getByRole('button', { name: 'Also here: Window 1' }).click()
    await bob.getByLabel('Your name here').fill('Bob')
    await ann.getByRole('button', { name: 'Also here: Bob' }).waitFor()
    await ann.getByTitle('Bob', { exact: true }).and(ann.locator('.presence-mark')).waitFor()
    await bob.keyboard.press('Escape')

    await lastWords(bob).fill('Bob says goodbye.')
    await chip(ann, 'Bob saved').waitFor()
    // Ann sees it in the form she has open, with her selection as it was.
    await poll(() => lastWords(ann).inputValue()).toBe('Bob says goodbye.')

    await ann.getByLabel('Name of the flow').fill('Tables')
    await poll(() => bob.getByLabel('Name of the flow').inputValue()).toBe('Tables')
    await bob.getByRole('button', { name: 'Undo' }).click()
    await poll(() => lastWords(bob).inputValue()).not.toBe('Bob says goodbye.')
    await expect.poll(() => bob.getByLabel('Name of the flow').inputValue()).toBe('Tables')
    await chip(bob, 'Saved').waitFor()
  })

  it('merges what two people did apart, and asks about the rest, side by side', async () => {
    const ann = await open('restaurant-bookings')
    const bob = await open('restaurant-bookings')
    await bob.context().setOffline(true)
    await lastWords(bob).fill('Bob’s words.')
    await bob.getByLabel('Name of the flow').fill('Bob’s tables')
    await chip(bob, 'Offline, will retry').waitFor()
    await lastWords(ann).fill('Ann’s words.')
    await chip(ann, 'Saved').waitFor()
    await poll(() => stored('restaurant-bookings')).toContain('Ann’s words.')
    await bob.context().setOffline(false)

    const dialog = bob.getByRole('dialog', { name: 'Somebody else changed the same' })
    await dialog.getByRole('group', { name: 'Goodbye: Last words' }).waitFor()
    await dialog.getByText('Ann’s words.').waitFor()
    await dialog.getByRole('radio', { name: 'Theirs' }).check()
    await dialog.getByRole('button', { name: 'Save this' }).click()
    await chip(bob, 'Saved').waitFor()
    await poll(async () => {
      const flow = await stored('restaurant-bookings')
      return [flow.includes('Ann’s words.'), flow.includes('Bob’s tables')]
    }).toEqual([true, true])
  })

  it('says when somebody deletes the step that is selected here, and brings it back', async () => {
    const ann = await open('restaurant-bookings')
    const bob = await open('restaurant-bookings')
    await step(ann, 'Goodbye').click()
    await ann.keyboard.press('Delete')
    await bob.getByText(/“Goodbye” was deleted by/).waitFor()
    await step(bob, 'Goodbye').waitFor({ state: 'detached' })
    await bob.getByRole('button', { name: 'Bring it back' }).click()
    await step(bob, 'Goodbye').waitFor()
    await step(ann, 'Goodbye').waitFor()
  })

  it('goes on drawing while the server is away, also over a reload, and saves when it is back', async () => {
    const page = await open('clinic-front-desk', 'Main menu')
    // What is needed without a server comes behind the first screen.
    await page.waitForLoadState('networkidle')
    await server.stop()
    await page.getByLabel('Name of the flow').fill('Clinic, away')
    await page.getByRole('button', { name: 'Offline, will retry' }).click()
    await page.getByText('Go on drawing.').waitFor()
    // A part of the page that was never loaded cannot be now: a sentence, and everything else goes on.
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.getByText('This part cannot be loaded while the server is away.').waitFor()
    await page.getByLabel('Name of the flow').fill('Clinic, still away')
    server = await startServer(env)
    await chip(page, 'Saved').waitFor()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByLabel('Search steps and actions').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => stored('clinic-front-desk')).toContain('Clinic, still away')

    await server.stop()
    await page.getByLabel('Name of the flow').fill('Clinic, reloaded')
    await page.getByRole('button', { name: 'Offline, will retry' }).waitFor()
    page.on('dialog', (dialog) => void dialog.accept())
    await page.reload().catch(() => undefined)
    server = await startServer(env)
    await page.goto(`${server.url}/flows/clinic-front-desk`)
    await page.getByText('Your last changes are back').waitFor()
    await poll(() => stored('clinic-front-desk')).toContain('Clinic, reloaded')
  })

  it('keeps the work when the session ends or the browser’s storage is full, and says so', async () => {
    const page = await open('delivery-status', 'What can we do')
    await page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError')
      }
    })
    const answer = (status: number) => async () => {
      await page.unroute('**/api/flows/delivery-status')
      await page.route('**/api/flows/delivery-status', (route) =>
        status === 0 ? route.abort() : route.fulfill({ status, body: '' }),
      )
    }
    await answer(0)()
    await page.getByLabel('Name of the flow').fill('Parcels')
    await page.getByRole('button', { name: 'Offline, not kept' }).waitFor()
    await page.getByText('Do not close this window yet').waitFor()
    await answer(401)()
    await page.getByText('Your session has ended').waitFor()
    await page.unroute('**/api/flows/delivery-status')
    await chip(page, 'Saved').waitFor()
    await expect.poll(() => stored('delivery-status')).toContain('Parcels')
  })

  it('says that the flow was deleted meanwhile, and takes it out of the bin', async () => {
    const page = await open('after-hours', 'Opening hours')
    await fetch(`${server.url}/api/flows/after-hours`, { method: 'DELETE' })
    await page.getByText('Somebody has deleted this flow').waitFor()
    await page.getByLabel('Name of the flow').fill('Office, back again')
    await page.getByRole('button', { name: 'Deleted' }).waitFor()
    const bringBack = page.getByRole('button', { name: 'Bring it back' })
    const show = async () => {
      if (!(await bringBack.isVisible()))
        await page.getByRole('button', { name: 'Deleted' }).click()
      return bringBack.isVisible()
    }
    await expect.poll(show, { interval: 1_000 }).toBe(true)
    await bringBack.click()
    await chip(page, 'Saved').waitFor()
    await expect.poll(() => stored('after-hours')).toContain('Office, back again')
  })
})
