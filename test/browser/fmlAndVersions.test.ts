import { readFile } from 'node:fs/promises'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hasChromium, launchChromium } from '../support/chromium.ts'
import { hearComplaints } from '../support/complaints.ts'
import { makeFlow } from '../support/makeFlow.ts'
import { type RunningServer, startServer } from '../support/server.ts'

const flow = makeFlow(
  'f',
  [
    [
      'Main_menu',
      'menu',
      {
        ...{ prompt: 'Press 1 for opening hours.', retryPrompt: '', retries: 1 },
        options: [{ id: 'o1', key: '1', phrases: [] }],
      },
    ],
    ['Hours', 'say', { text: 'We open at nine.' }],
    ['Bye', 'end', { text: 'Goodbye.' }],
  ],
  [
    ...['start.next>Main_menu', 'Main_menu.o1>Hours', 'Hours.next>Bye'],
    ...['Main_menu.noInput>Bye', 'Main_menu.noMatch>Bye'],
  ],
)
const placed = {
  ...flow,
  nodes: flow.nodes.map((node, index) => ({ ...node, position: { x: index * 300, y: 0 } })),
}

const twiml = `<Response>
  <Gather numDigits="1" action="/next"><Say>Press one.</Say></Gather>
  <Enqueue>support</Enqueue>
</Response>`

const region = (page: Page, name: string): Locator =>
  page.getByRole('region', { name, exact: true })
const button = (page: Page | Locator, name: string): Locator =>
  page.getByRole('button', { name, exact: true })
const step = (page: Page, name: string): Locator =>
  region(page, 'Canvas')
    .locator('.react-flow__node')
    .filter({ has: page.getByText(name, { exact: true }) })

describe.skipIf(!hasChromium)('the language and the versions in a real browser', () => {
  let server: RunningServer
  let browser: Browser
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    server = await startServer()
    browser = await launchChromium()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })
  beforeEach(async () => {
    const context = await browser.newContext({
      baseURL: server.url,
      viewport: { width: 1440, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    page = await context.newPage()
    hearComplaints(page, complaints)
  })
  afterEach(async () => {
    await page.context().close()
    expect(complaints.splice(0)).toEqual([])
  })

  /** Opens the flow above as a new one and gives its id. */
  async function openNew(): Promise<string> {
    const made = await page.request.post('/api/flows', { data: { flow: placed } })
    const { flow: stored } = await made.json()
    await page.goto(`/flows/${stored.id}`)
    await step(page, 'Hours').waitFor()
    return stored.id
  }
  /** Publishes a flow as it is on the server. */
  async function publish(id: string, note: string): Promise<void> {
    const { revision } = await (await page.request.get(`/api/flows/${id}`)).json()
    const body = { number: '+12025550103', revision, note, replace: true }
    const answer = await page.request.post(`/api/flows/${id}/publish`, { data: body })
    expect(answer.status()).toBe(200)
  }
  const setHours = async (text: string) => {
    await step(page, 'Hours').click()
    await page.getByLabel('What to say').fill(text)
    await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor()
  }

  it('shows the FML of a step, finds words in it, and copies it', async () => {
    await openNew()
    const fml = region(page, 'FML')
    await fml.getByText('We open at nine.').waitFor()
    await step(page, 'Hours').click()
    await fml.locator('.fml-lit', { hasText: 'We open at nine.' }).waitFor()
    await button(fml, 'Selected step').click()
    await fml.getByText('Press 1 for opening hours.').waitFor({ state: 'detached' })
    await button(fml, 'Copy the FML').click()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toContain('We open at nine.')
    expect(copied).not.toContain('Press 1')
    await button(fml, 'Whole flow').click()
    await button(fml, 'Find in the FML').click()
    const search = fml.getByRole('textbox', { name: 'Find in the FML' })
    await search.fill('goodbye')
    await fml.getByText('1 of 3').or(fml.getByText('1 of 2')).waitFor()
    await search.press('Enter')
    await fml.getByText(/^2 of/).waitFor()
    await search.press('Escape')
    await search.waitFor({ state: 'detached' })
  })

  it('selects the step of the line with the caret by the keyboard', async () => {
    await openNew()
    const text = region(page, 'FML').getByRole('textbox', { name: 'FML of the flow' })
    await text.focus()
    for (let line = 0; line < 2; line += 1) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByLabel('Name', { exact: true }).inputValue()).toBe('Main_menu')
  })

  it('says what changed before publishing, and keeps each version with its note', async () => {
    const id = await openNew()
    await publish(id, 'First')
    await page.reload()
    await setHours('We open at ten.')
    await button(page, 'Publish').click()
    await page.getByText('1 change since version 1').waitFor()
    await page.getByRole('textbox', { name: 'Note', exact: true }).fill('Later in winter')
    await page.keyboard.press('Enter')
    await page.getByText('Live: version 2 on +1 202 555 0103').waitFor()

    await button(page, 'Versions').click()
    const list = region(page, 'Versions')
    await list.getByText('No changes since version 2').waitFor()
    const second = list.getByRole('listitem', { name: 'Version 2', exact: true })
    await second.getByText('+1 202 555 0103').waitFor()
    await second.getByText('Later in winter').waitFor()
    await second.getByText('This installation').waitFor()
    await second.getByText('No calls yet').waitFor()
    await button(list, 'Note of Version 1: First').click()
    await list.getByRole('textbox', { name: 'Note of Version 1' }).fill('The very first')
    await page.keyboard.press('Enter')
    await button(list, 'Note of Version 1: The very first').waitFor()
  })

  it('looks inside an old version without touching the draft, and restores it in one step', async () => {
    const id = await openNew()
    await publish(id, '')
    await setHours('We open at ten.')
    await button(page, 'Versions').click()
    await button(page, 'Look inside Version 1').click()
    const canvas = region(page, 'Canvas of Version 1')
    await canvas.getByText('nothing here can be changed').waitFor()
    await region(page, 'FML').getByText('We open at nine.').waitFor()
    await canvas.getByRole('group', { name: 'Hours', exact: true }).click()
    await expect.poll(() => page.getByLabel('What to say').isDisabled()).toBe(true)
    await page.keyboard.press('Delete')
    await page.keyboard.press('Escape')
    await canvas.waitFor({ state: 'detached' })
    await region(page, 'FML').getByText('We open at ten.').waitFor()

    await button(page, 'Restore Version 1').click()
    await region(page, 'FML').getByText('We open at nine.').waitFor()
    await page.getByText('No changes since version 1').waitFor()
    await button(page, 'Undo').hover()
    await page.getByText('Undo: restore version 1').waitFor()
    await button(page, 'Undo').click()
    await region(page, 'FML').getByText('We open at ten.').waitFor()
  })

  it('compares on the canvas, in words, and by what callers hear', async () => {
    const id = await openNew()
    await publish(id, '')
    await setHours('We open at ten.')
    await step(page, 'Main_menu').click()
    await region(page, 'Inspector').getByLabel('No input').selectOption({ label: 'Hours' })
    await button(page, 'Versions').click()
    await button(page, 'Compare with version 1').click()
    const canvas = region(page, 'Canvas of Version 1 → Draft')
    const panel = region(page, 'Versions')
    await panel.getByText('2 changes', { exact: true }).waitFor()
    await panel
      .getByRole('button', { name: /Hours: now says “We open at ten.” instead of/ })
      .click()
    await canvas
      .locator('.react-flow__node', { hasText: 'Changed' })
      .locator('[data-selected=true]', { hasText: 'Hours' })
      .waitFor()
    await panel
      .getByText('the way “No input” now leads to Hours instead of Bye', { exact: false })
      .waitFor()
    await canvas.getByText('Removed', { exact: true }).waitFor()
    await canvas.getByText('Added', { exact: true }).waitFor()
    await panel.getByText('2 places where a caller notices.', { exact: false }).waitFor()
    const heard = panel.getByRole('listitem').filter({ hasText: 'presses 1' })
    await heard.getByText('“We open at nine. Goodbye.”').waitFor()
    await heard.getByText('“We open at ten. Goodbye.”').waitFor()
    await button(page, 'Back to the draft').click()
    await canvas.waitFor({ state: 'detached' })
  })

  it('exports what runs and what does not yet, and says what each is for', async () => {
    await openNew()
    await button(page, 'Import and export').click()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      button(page, 'Download the flow').click(),
    ])
    const saved = JSON.parse(await readFile(await file.path(), 'utf8'))
    expect(file.suggestedFilename()).toBe('flow-f.flow.json')
    expect(saved.nodes).toHaveLength(placed.nodes.length)
    for (const name of ['Download the FML pages', 'Download the server']) {
      const [zip] = await Promise.all([page.waitForEvent('download'), button(page, name).click()])
      expect((await readFile(await zip.path())).subarray(0, 2).toString()).toBe('PK')
    }
    await page.keyboard.press('Escape')
    await step(page, 'Hours').click()
    await page.getByLabel('What to say').fill('')
    await region(page, 'Problems')
      .getByText(/nothing to say/)
      .waitFor()
    await button(page, 'Import and export').click()
    await page.getByText('This flow has an error').waitFor()
    await expect.poll(() => button(page, 'Download the server').isDisabled()).toBe(true)
    await expect.poll(() => button(page, 'Download the flow').isDisabled()).toBe(false)
  })

  it('imports a file with a report that leads to its steps, or says where it is wrong', async () => {
    await openNew()
    await button(page, 'Import and export').click()
    await page.getByRole('tab', { name: 'Import' }).click()
    const file = page.getByLabel('Flow file')
    const xml = (text: string) => ({
      ...{ name: 'call.xml', mimeType: 'text/xml' },
      buffer: Buffer.from(text),
    })
    await file.setInputFiles(xml('<Response>\n  <Say>Hi</Sayy>\n</Response>'))
    const refused = page.getByRole('alert').filter({ hasText: 'cannot be imported' })
    await refused.getByText('Line 2, column', { exact: false }).waitFor()
    await file.setInputFiles(xml(twiml))
    await page.getByText('Not converted (1)').waitFor()
    await button(page, 'Add to this flow').click()
    const report = region(page, 'Import report')
    await report.getByRole('button', { name: 'Enqueue', exact: true }).click()
    await region(page, 'Canvas').locator('[data-selected=true]').first().waitFor()
    await button(page, 'Undo').hover()
    await page.getByText('Undo: paste').waitFor()
  })

  it('mends a problem in one step that has a name', async () => {
    await openNew()
    await step(page, 'Main_menu').click()
    await region(page, 'Inspector').getByLabel('No match').selectOption('')
    const problems = region(page, 'Problems')
    const first = problems.getByRole('listitem').first()
    const mend = first.getByRole('button').nth(1)
    const title = (await mend.textContent()) ?? ''
    await mend.click()
    await problems.getByText('This flow can be published.').waitFor()
    await button(page, 'Undo').hover()
    await page.getByText(`Undo: ${title.charAt(0).toLowerCase()}${title.slice(1)}`).waitFor()
  })
})
