import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasChromium, launchChromium } from '../support/chromium.ts'
import { type RunningServer, startServer } from '../support/server.ts'

const password = 'correct horse battery'

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
    await page.locator('input[name=password]').fill(password)
    await page.getByRole('button', { name: 'Create the account' }).click()
    await page.getByRole('link', { name: 'Restaurant bookings' }).click()
    await page.getByText('Saved', { exact: true }).waitFor()
    expect(page.url()).not.toContain('#')
    await page.getByRole('button', { name: 'Olga Admin' }).waitFor()

    await context.clearCookies()
    await fill('Name of the flow', 'Drawn while signed out')
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
    await dialog.getByLabel('Password').fill(password)
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

  it('who may only look see a drawing that nothing they do changes, and why', async () => {
    const post = async (context: BrowserContext, path: string, data: object) => {
      const headers = { origin: server.url }
      return (await context.request.post(path, { data, headers })).json()
    }
    const admin = await browser.newContext({ baseURL: server.url })
    await post(admin, '/api/session', { email: 'olga@example.org', password })
    const { url } = await post(admin, '/api/invites', { role: 'viewer', note: '', days: 1 })
    const context = await browser.newContext({ baseURL: server.url })
    const token = new URL(url).hash.slice(1)
    const person = { name: 'Vic Viewer', email: 'vic@example.org', password }
    await post(context, '/api/links/redeem', { token, ...person })
    const [{ id }] = await (await context.request.get('/api/flows')).json()
    const flow = async () => (await context.request.get(`/api/flows/${id}`)).text()
    const before = await flow()

    const page = await context.newPage()
    await page.goto(`/flows/${id}`)
    const why = 'You may look, but not change. Ask an admin for the role Editor.'
    await page.locator('.canvas-looking', { hasText: why }).waitFor()
    const step = page.locator('.react-flow__node').nth(1)
    const place = () => step.evaluate((node) => node.style.transform)
    const stood = await place()
    await step.hover()
    await page.mouse.down()
    await page.mouse.move(600, 500, { steps: 4 })
    await page.mouse.up()
    await step.click()
    expect(await place()).toBe(stood)
    const fields = page.locator('.inspector-lock :is(input, textarea, select, button)')
    await fields.first().waitFor()
    const open = fields.and(page.locator(':enabled'))
    expect(await open.or(page.locator('.palette-item:enabled')).count()).toBe(0)
    const count = await page.locator('.react-flow__node').count()
    for (const key of ['Delete', 'ArrowRight', 'a', 't', 'Control+d']) {
      await page.keyboard.press(key)
    }
    await page.locator('.mantine-Notification-root', { hasText: why }).waitFor()
    expect(await page.locator('.mantine-Notification-root').count()).toBe(1)
    expect(await page.locator('.react-flow__node').count()).toBe(count)
    expect([await place(), await page.locator('.step-menu').count()]).toEqual([stood, 0])
    expect(await flow()).toBe(before)
  })
})
