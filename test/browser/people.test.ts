import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasChromium, launchChromium } from '../support/chromium.ts'
import { type RunningServer, startServer } from '../support/server.ts'

describe.skipIf(!hasChromium)('people (needs: chromium)', () => {
  let server: RunningServer
  let browser: Browser
  const folder = mkdtempSync(join(tmpdir(), 'fml-people-'))

  beforeAll(async () => {
    server = await startServer({ AUTH: 'accounts', DATA_DIR: folder })
    browser = await launchChromium()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('come in by the printed link; a session that ends costs no work', async () => {
    const context = await browser.newContext({ baseURL: server.url })
    const page = await context.newPage()
    const broken: string[] = []
    page.on('pageerror', (error) => broken.push(error.message))
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) broken.push(message.text())
    })
    const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text)

    await page.goto('/')
    await page.getByText('The server printed a link when it started').waitFor()
    await page.goto('about:blank')
    await page.goto(/http\S+#\S+/.exec(server.output())?.[0] ?? '')
    await fill('Name', 'Olga Admin')
    await fill('E-mail', 'olga@example.org')
    await page.locator('input[name=password]').fill('correct horse battery')
    await page.getByRole('button', { name: 'Create the account' }).click()
    await page.getByRole('link', { name: 'Restaurant bookings' }).click()
    await page.getByText('Saved', { exact: true }).waitFor()
    expect(page.url()).not.toContain('#')
    await page.getByRole('button', { name: 'Olga Admin' }).waitFor()

    await context.clearCookies()
    await fill('Name of the flow', 'Drawn while signed out')
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
    await dialog.getByLabel('Password').fill('correct horse battery')
    await dialog.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('Saved', { exact: true }).waitFor()
    await expect
      .poll(async () =>
        (await (await page.request.get('/api/flows')).text()).includes('signed out'),
      )
      .toBe(true)

    await page.getByRole('button', { name: 'Olga Admin' }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    expect(broken).toEqual([])
  })
})
