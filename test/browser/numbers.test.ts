import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasChromium, launchChromium } from '../support/chromium.ts'
import { type Registrar, startRegistrar } from '../support/registrar.ts'
import { freePort, type RunningServer, startServer } from '../support/server.ts'

describe.skipIf(!hasChromium)('the Numbers page (needs: chromium)', () => {
  let server: RunningServer
  let provider: Registrar
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    provider = await startRegistrar('me', 'right')
    server = await startServer({ SIP_PORT: String(await freePort()) })
    browser = await launchChromium()
    page = await browser.newPage()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    provider?.close()
  })

  const step = (title: string) => page.getByRole('listitem').filter({ hasText: title })

  it('sets up a trunk: the test says what is wrong, then that all is well, and its number is there', async () => {
    await page.goto(`${server.url}/numbers`)
    await page.getByRole('button', { name: 'Add a SIP trunk' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Provider', { exact: true }).fill('Sip Telecom')
    await dialog.getByLabel('Server', { exact: true }).fill(`sip:${provider.server}`)
    await dialog.getByLabel('User', { exact: true }).fill('me')
    await dialog.getByLabel('Password', { exact: true }).fill('wrong')
    await dialog.getByLabel('Numbers', { exact: true }).fill('+49 30 123456')
    await dialog.getByRole('button', { name: 'Test it' }).click()
    await step('does not accept me with this password').waitFor()
    await step('It answers').getByLabel('Works').waitFor()
    await step('Sound can come back').getByLabel('Left out').waitFor()

    await dialog.getByLabel('Password', { exact: true }).fill('right')
    await dialog.getByRole('button', { name: 'Test it' }).click()
    await step('knows me.').waitFor()
    await step('Sound stays on this computer.').getByLabel('Works').waitFor()

    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    const row = page.getByRole('row').filter({ hasText: 'Sip Telecom' })
    await row.getByText('Free').waitFor()
    await expect.poll(() => row.textContent()).toContain('+49 30123456')
    await page.getByText(`SIP trunk at ${provider.server}.`).waitFor()
  })

  it('turns a number off, and names it', async () => {
    await page.getByRole('button', { name: 'Settings of +1 202 555 0104' }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByLabel('Name', { exact: true }).fill('Old campaign')
    await drawer.getByRole('switch').click()
    await drawer.getByRole('button', { name: 'Save' }).click()
    await drawer.waitFor({ state: 'detached' })
    const row = page.getByRole('row').filter({ hasText: 'Old campaign' })
    await row.getByText('Turned off').waitFor()
    // The keyboard goes on where it was.
    const opener = page.getByRole('button', { name: 'Settings of +1 202 555 0104' })
    await expect.poll(() => opener.evaluate((it) => it === document.activeElement)).toBe(true)
  })
})
