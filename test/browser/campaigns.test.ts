import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasChromium, launchChromium } from '../support/chromium.ts'
import { type RunningServer, startServer } from '../support/server.ts'

/** Two numbers of this server, which its own flow answers; a row that nobody can call; one outside. */
const table = `Name;Phone\nAda;+1 202 555 0100\nBob;call me\n`

describe.skipIf(!hasChromium)('in the browser, a campaign (needs: chromium)', () => {
  let server: RunningServer
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    server = await startServer()
    browser = await launchChromium()
    // axe opens a page of its own beside it.
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
    page = await context.newPage()
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  it('goes from a file to its first call, and is paused', async () => {
    await page.goto(`${server.url}/campaigns`)
    await page.getByText('Call many people with one flow').waitFor()
    await page.getByLabel('File with telephone numbers').setInputFiles({
      ...{ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(table) },
    })
    await page.getByLabel('Flow that speaks').selectOption({ label: 'Clinic front desk' })
    await page.getByLabel('Number that calls').selectOption({ index: 1 })
    await page.getByRole('button', { name: 'Next: Columns' }).click()
    const number = page.getByRole('combobox', { name: 'Telephone number' })
    await expect.poll(() => number.inputValue()).toBe('Phone')
    await page.getByRole('button', { name: 'Next: Rules' }).click()
    for (const day of ['Sat', 'Sun']) await page.getByRole('button', { name: day }).click()
    await page.getByLabel('From').fill('00:00')
    await page.getByLabel('Until').fill('23:59')
    await page.getByRole('button', { name: 'Next: Review' }).click()
    await page.getByText('1 row is left out').waitFor()
    await page.getByText('“call me” is no telephone number.').waitFor()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(
      violations.filter(({ impact }) => impact === 'serious' || impact === 'critical'),
    ).toEqual([])
    await page.getByRole('button', { name: 'Start: call 1 person' }).click()
    await page.getByText('On the line').first().waitFor()
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('Paused: nobody new is called.').waitFor()
  })
})
