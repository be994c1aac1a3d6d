import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasChromium, launchChromium } from '../support/chromium.ts'
import { type RunningServer, startServer } from '../support/server.ts'

describe.skipIf(!hasChromium)('in the browser, when something is missing (needs: chromium)', () => {
  let server: RunningServer
  let browser: Browser
  let page: Page

  const phone = () => page.getByRole('region', { name: 'Softphone' })
  const transcript = () => phone().getByRole('log', { name: 'Transcript' })

  beforeAll(async () => {
    server = await startServer()
    browser = await launchChromium({ hasMicrophone: false })
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  it('says what to do without a microphone, and calls by typing', async () => {
    await page.goto(`${server.url}/flows/clinic-front-desk`)
    await page.getByRole('button', { name: 'Call', exact: true }).click()
    await phone()
      .getByText(/microphone/i)
      .first()
      .waitFor()
    await phone().getByRole('button', { name: 'Type instead' }).click()
    await transcript().getByText('For appointments press 1').waitFor()
    await phone().getByLabel('Say in writing').fill('an appointment please')
    await phone().getByLabel('Say in writing').press('Enter')
    await transcript().getByText('What is your name?').waitFor()
    await phone().getByLabel('Say in writing').fill('Ann Miller')
    await phone().getByLabel('Say in writing').press('Enter')
    await transcript().getByText('day of the visit').waitFor()
    await page.getByRole('button', { name: 'Hang up', exact: true }).click()
    await phone().getByText(/Ended/).waitFor()
  })

  it('presses keys and stays silent in a typed call', async () => {
    await page.goto(`${server.url}/flows/clinic-front-desk`)
    await phone().getByRole('button', { name: 'Type instead' }).click()
    await transcript().getByText('For appointments press 1').waitFor()
    await phone().getByRole('button', { name: 'Key 3' }).click()
    await transcript().getByText('We are open Monday to Friday').waitFor()
    await phone().getByRole('button', { name: 'Stay silent' }).click()
    await phone().getByText('Ended: informed').waitFor()
  })

  it.each(['light', 'dark'] as const)(
    'has no serious finding of axe in %s',
    async (colorScheme) => {
      const context = await browser.newContext({
        colorScheme,
        viewport: { width: 1440, height: 900 },
      })
      const tab = await context.newPage()
      for (const path of ['/', '/flows/clinic-front-desk', '/calls', '/numbers']) {
        await tab.goto(server.url + path)
        await tab.getByRole('main').waitFor()
        await tab.waitForLoadState('networkidle')
        const { violations } = await new AxeBuilder({ page: tab }).analyze()
        const serious = violations.filter(
          ({ impact }) => impact === 'serious' || impact === 'critical',
        )
        const found = serious.map(
          ({ id, nodes }) => `${path} ${id}: ${nodes.map((node) => node.html).join(' ')}`,
        )
        expect(found).toEqual([])
      }
      await context.close()
    },
  )

  it('keeps what was drawn while the server is away, and says so', async () => {
    await page.goto(`${server.url}/flows/restaurant-bookings`)
    await page.getByRole('region', { name: 'Canvas' }).getByText('Goodbye', { exact: true }).click()
    await server.stop()
    await page.getByLabel('Last words').fill('Until next time. Goodbye.')
    await page
      .getByText(/Offline|not saved/i)
      .first()
      .waitFor()
    // It is kept in the browser until the server is back.
    await expect
      .poll(() => page.evaluate(() => JSON.stringify(localStorage)))
      .toContain('Until next time. Goodbye.')
  })
})

it.skipIf(!hasChromium)(
  'says that the connection was lost in the middle of a call (needs: chromium)',
  async () => {
    const server = await startServer()
    const browser = await launchChromium()
    const page = await browser.newPage()
    await page.goto(`${server.url}/flows/clinic-front-desk`)
    await page.getByRole('button', { name: 'Call', exact: true }).click()
    const phone = page.getByRole('region', { name: 'Softphone' })
    await phone.getByText('Thank you for calling Northside Clinic.').waitFor()
    server.process.kill('SIGKILL')
    await phone
      .getByText('The connection to the server was lost. Press Call to try again.')
      .waitFor()
    await page.getByRole('button', { name: 'Call', exact: true }).waitFor()
    await browser.close()
    await server.stop()
  },
)
