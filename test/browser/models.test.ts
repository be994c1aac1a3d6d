import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { providerRoutes, providersSchema } from '#shared/api/providers.ts'
import { hasChromium, launchChromium } from '../support/chromium.ts'
import { callsTools, type ScriptedModel, startScriptedModel } from '../support/scriptedModel.ts'
import { type RunningServer, startServer } from '../support/server.ts'

describe.skipIf(!hasChromium)('the settings of models (needs: chromium)', () => {
  let server: RunningServer
  let model: ScriptedModel
  let browser: Browser
  beforeAll(async () => {
    model = await startScriptedModel([callsTools([['note', { word: 'ready' }]], 'Good day.')])
    server = await startServer()
    browser = await launchChromium({ hasMicrophone: false })
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await model?.close()
  })

  it('takes a server, tries it, uses it at once, and never shows its key', async () => {
    const page = await browser.newPage({ baseURL: server.url })
    await page.goto('/settings/models')
    await page.getByText('None yet.').waitFor()
    await page.getByRole('button', { name: 'Add a provider' }).click()
    await page.getByLabel('Service or program').selectOption('other')
    await page.getByLabel('Name', { exact: true }).fill('At home')
    await page.getByLabel('Address').fill(model.baseURL)
    await page.getByLabel('API key').fill('sk-of-the-screen-1234567890')
    await page.getByRole('button', { name: 'List its models' }).click()
    await page.getByText('It lists 2 models').waitFor()
    await page.getByLabel('Model for conversations').fill('fake')
    await page.getByRole('button', { name: 'Try it' }).click()
    await page.getByText('Good day.').waitFor()
    await page.getByText(/^First words after .* Tools work\.$/).waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('key ending in 7890').waitFor()
    const chosen = page.getByLabel('Conversations').locator('option:checked')
    await expect.poll(() => chosen.textContent()).toBe('Automatic: fake · At home')
    expect(await page.content()).not.toContain('sk-of-the-screen')
    const answer = await page.request.get(providerRoutes.providers)
    expect(await answer.text()).not.toContain('sk-of-the-screen')
    const { inUse } = providersSchema.parse(await answer.json())
    expect(inUse.model).toBe('at-home/fake')
    await page.getByRole('button', { name: 'Remove At home' }).click()
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await page.getByText('None yet.').waitFor()
    await page.close()
  })
})
