import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hasChromium, launchChromium } from '../support/chromium.ts'
import { type RunningServer, startServer } from '../support/server.ts'

describe.skipIf(!hasChromium)('starting (needs: chromium)', () => {
  let server: RunningServer
  let browser: Browser
  let page: Page
  const folder = mkdtempSync(join(tmpdir(), 'fml-starting-'))
  const complaints: string[] = []

  const list = () => page.getByRole('region', { name: 'Your flows' })
  const row = (name: string) => list().getByRole('listitem').filter({ hasText: name })
  const file = (name: string, content: string | Buffer): string => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  }
  const bringIn = (path: string) => page.getByLabel('Flow files').setInputFiles(path)

  beforeAll(async () => {
    server = await startServer()
    browser = await launchChromium({ hasMicrophone: false })
  }, 120_000)
  beforeEach(async () => {
    const context = await browser.newContext({
      baseURL: server.url,
      viewport: { width: 1280, height: 800 },
    })
    page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto('/')
    await list().waitFor()
  })
  afterEach(async () => {
    await page.context().close()
    expect(complaints.splice(0)).toEqual([])
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('tries a template by typing before it is chosen, and counts the first steps', async () => {
    const steps = page.getByRole('progressbar', { name: 'First steps' })
    await expect.poll(() => steps.getAttribute('aria-valuenow')).toBe('0')
    await page.getByRole('button', { name: /^Order hotline/ }).click()
    const dialog = page.getByRole('dialog', { name: 'Order hotline' })
    await dialog.getByRole('button', { name: 'Type instead' }).click()
    await dialog.getByText('What would you like to order?').waitFor()
    await dialog.getByLabel('Say in writing').fill('croissants')
    await dialog.getByLabel('Say in writing').press('Enter')
    await dialog.getByText('how many', { exact: false }).waitFor()
    await dialog.getByRole('button', { name: 'Hang up' }).click()
    await dialog.getByRole('button', { name: 'Use this template' }).click()
    await page
      .getByRole('heading', { name: 'Order hotline' })
      .or(page.getByLabel('Name of the flow'))
      .first()
      .waitFor()
    await expect.poll(() => page.getByLabel('Name of the flow').inputValue()).toBe('Order hotline')
    await page.goto('/')
    await expect.poll(() => steps.getAttribute('aria-valuenow')).toBe('2')
  })

  it('finds, renames, sorts and walks through flows by keyboard', async () => {
    await page.keyboard.press('/')
    await page.keyboard.type('desk')
    await expect.poll(() => list().getByRole('listitem').count()).toBe(1)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('F2')
    await page.getByLabel('Name of Clinic front desk').fill('A clinic')
    await page.keyboard.press('Enter')
    await page.getByLabel('Search flows').fill('')
    await row('A clinic').waitFor()
    await page.getByLabel('Sort by').selectOption('name')
    await expect.poll(() => list().getByRole('listitem').first().innerText()).toContain('A clinic')
    await page.getByLabel('Search flows').press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByLabel('Name of the flow').waitFor()
  })

  it('puts a flow into the bin and takes it out again, at once and later', async () => {
    await page.getByRole('button', { name: 'Delete Office line, day and night' }).click()
    await row('Office line').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await row('Office line').waitFor()
    await page.getByRole('button', { name: 'Delete Office line, day and night' }).click()
    await page.getByRole('button', { name: '1 flow in the bin' }).click()
    await page.getByText('30 more days').waitFor()
    await page
      .getByRole('button', { name: 'Take Office line, day and night out of the bin' })
      .click()
    await row('Office line').waitFor()
    // A flow that a number answers with stays, with a sentence.
    await page.getByRole('button', { name: 'Delete Restaurant bookings' }).click()
    await page.getByText('answers with this flow').waitFor()
  })

  it.for([
    ['nonsense.json', 'hello', /is no flow that can be imported/],
    ['broken.json', '{"schema": 1, "nodes": [', /is no flow that can be imported/],
    ['newer.json', '{"schema": 99, "nodes": [], "edges": []}', /has schema 99.*Update FML Studio/],
    ['picture.json', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), /is no flow/],
    ['large.json', `{"a":"${'x'.repeat(10_500_000)}"}`, /larger than 10 MB/],
  ] as const)('refuses %s with a sentence', async ([, content, sentence]) => {
    await bringIn(file('file.json', content))
    await page.getByText('“file.json” cannot be imported').waitFor()
    await page.getByText(sentence).waitFor()
  })

  it('opens a flow of ten thousand steps and goes on being used', async () => {
    const nodes = Array.from({ length: 10_000 }, (_, index) =>
      index === 0
        ? { id: 'start', type: 'start', name: 'Start', data: {}, position: { x: 0, y: 0 } }
        : {
            ...{ id: `n${index}`, type: 'say', name: `Step ${index}`, data: { text: 'Hello.' } },
            position: { x: (index % 100) * 320, y: Math.floor(index / 100) * 160 },
          },
    )
    const edges = nodes.slice(1).map(({ id }, index) => ({
      ...{ id: `e${index}`, sourceHandle: 'next', target: id },
      source: nodes[index]?.id,
    }))
    const { flow } = await (await fetch(`${server.url}/api/flows/after-hours`)).json()
    const large = { ...flow, name: 'Large', variables: [], nodes, edges }
    await bringIn(file('large.flow.json', JSON.stringify(large)))
    await page.getByRole('button', { name: 'Import as a new flow' }).click()
    await page.locator('.react-flow__node').first().click()
    await page.getByLabel('Name of the flow').fill('Larger')
    await page.getByText('Saved', { exact: true }).waitFor()
    await expect
      .poll(async () => (await fetch(`${server.url}/api/flows`)).text(), { timeout: 20_000 })
      .toContain('Larger')
  })
})
