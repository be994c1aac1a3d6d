import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasChromium, launchChromium } from '../support/chromium.ts'
import { type RunningServer, startServer } from '../support/server.ts'

describe.skipIf(!hasChromium)('webhooks in the settings (needs: chromium)', () => {
  let server: RunningServer
  let browser: Browser
  beforeAll(async () => {
    server = await startServer()
    browser = await launchChromium()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  it('show secrets once, and send again what was given up', async () => {
    giveUpOne(join(server.dataDir, 'studio.sqlite'))
    const page = await browser.newPage({ baseURL: server.url })
    await page.goto('/settings/webhooks')
    const shown = page.getByRole('textbox', { name: 'The secret that signs' })
    await page.getByRole('button', { name: 'Show it, once' }).click()
    expect(await shown.inputValue()).toMatch(/^whsec_/)
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('button', { name: 'Show it, once' }).waitFor({ state: 'detached' })

    await page.getByRole('button', { name: 'Add a receiver' }).click()
    await page.getByLabel('Address').fill('http://127.0.0.1:9/calls')
    await page.getByRole('button', { name: 'Save' }).click()
    const first = await shown.inputValue()
    await page.getByRole('button', { name: 'Another secret for http' }).click()
    await page.getByRole('button', { name: 'Make another secret' }).click()
    await page.getByText('and with the one before until').waitFor()
    await expect.poll(() => shown.inputValue()).not.toBe(first)

    const given = page.getByRole('listitem').filter({ hasText: 'Given up' })
    await given.getByRole('button', { name: 'Send again now' }).click()
    // A private address is refused at once: it waits for its next attempt.
    await page.getByRole('listitem').filter({ hasText: 'Waits' }).waitFor()
    await given.waitFor({ state: 'detached' })

    await page.goto('/settings/audit')
    await page.getByText('Sent a webhook again').waitFor()
    await page.goto('/settings/people')
    await page
      .getByText('There are no accounts, and no other computer reaches this server.')
      .waitFor()
  })
})

/** A webhook whose ten attempts are over. */
function giveUpOne(path: string): void {
  const request = {
    ...{ type: 'request', id: 'e1', node: 'n', method: 'POST', url: 'http://127.0.0.1:9/lost' },
    ...{ headers: {}, body: '{}', timeout: 1_000, detached: true },
  }
  const columns =
    'id, call_id, node, host, request, status, attempts, timeout, created_at, due_at, error'
  const db = new DatabaseSync(path, { timeout: 5_000 })
  db.prepare(`insert into outbox (${columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`).run(
    ...['m1', 'c1', 'n', '127.0.0.1:9', JSON.stringify(request), 'dead', 10, 1_000, 1, 1, 'Gone.'],
  )
  db.close()
}
