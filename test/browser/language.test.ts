import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pseudo } from '#editor/i18n/pseudo.ts'
import { routes } from '#shared/api/api.ts'
import { definitions } from '#shared/nodes/index.ts'
import { hasChromium, launchChromium } from '../support/chromium.ts'
import { exampleFlow, makeFlow } from '../support/makeFlow.ts'
import { clipped, overflowing, screenWords } from '../support/screenWords.ts'
import { type RunningServer, startServer } from '../support/server.ts'

/** One step of every type, named by its type; nothing is wired, so that every check complains. */
const everyStep = makeFlow(
  'every-step',
  definitions.filter(({ type }) => type !== 'start').map(({ type }) => [type, type] as const),
  [],
  { name: 'Every step' },
)
const flow = {
  ...everyStep,
  nodes: everyStep.nodes.map((node, index) => ({
    ...node,
    position: { x: (index % 5) * 300, y: Math.floor(index / 5) * 260 },
  })),
}

/** What people have written, and what is not a word: it stays as it is in every language. */
const theirs = '.cm-content, .rows-table, .step-text, .transcript, .environment b, [lang]:not(html)'
const isWritten = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(isWritten) : []
}
const example =
  /\{\{|^[+\d]|^https?:|^sip:|^(?:vars|nodes)\.|^(?:GET|POST|PUT|PATCH|DELETE)$|_|^[a-z]{2}-[A-Z]{2}$|^Europe\/|^Ctrl\+|^(?:Bonn|clinic|book-a-visit|X-Clinic|north|caller)$/

describe.skipIf(!hasChromium)('the editor in other languages (needs: chromium)', () => {
  let server: RunningServer
  let browser: Browser
  let page: Page
  let call = ''
  let everyStepId = ''
  let written: ReadonlySet<string>

  beforeAll(async () => {
    server = await startServer()
    browser = await launchChromium({ hasMicrophone: false })
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, baseURL: server.url })
    const made = await page.request.post(routes.flows, { data: { flow } })
    everyStepId = (await made.json()).flow.id
    const target = { type: 'number', number: '+12025550100' }
    const started = await page.request.post(routes.textCalls, { data: { target } })
    call = (await started.json()).callId
    await page.request.post(routes.textCallInput(call), { data: { type: 'digits', digits: '3' } })
    await page.request.post(routes.textCallInput(call), { data: { type: 'hangup' } })
    const flows = await (await page.request.get(routes.flows)).json()
    const environment = await (await page.request.get(routes.environment)).json()
    written = new Set(
      [
        ...isWritten([flow, flows, environment, await exampleFlow('clinic-front-desk')]),
        'FML Studio',
      ].map((text) => text.trim()),
    )
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  /** True for words of a person, alone or joined by us, and for numbers and times. */
  const isTheirs = (text: string): boolean =>
    written.has(text) ||
    /^[A-Z][a-z]{2} \d+, \d{4}, /.test(text) ||
    text
      .split(/ · |: |, | \/ /)
      .every((part) => written.has(part) || !/[A-Za-z]{2}/.test(part) || example.test(part))

  /** Texts that no catalogue has been asked for. */
  const forgotten = async () => {
    const words = await screenWords(page, theirs)
    return words.filter(({ text }) => !/\S·/.test(text) && !isTheirs(text))
  }

  const open = async (path: string, language: string) => {
    await page.goto(`${path}?language=${language}`)
    await page.getByRole('main').waitFor()
    await page.waitForLoadState('networkidle')
  }

  /** Opens the screens one after the other and looks at each. */
  async function walk(language: string, look: (place: string) => Promise<void>): Promise<void> {
    for (const path of ['/', '/numbers', '/settings', '/calls', `/calls/${call}`]) {
      await open(path, language)
      await page
        .locator('.rows-table, .call-row, .numbers, .flow-row, .settings-body h2')
        .first()
        .waitFor({ state: 'attached' })
      await look(path)
    }
    await open('/flows/clinic-front-desk', language)
    await page.locator('.react-flow__node').first().waitFor()
    await page.locator('.cm-content').waitFor()
    await look('the clinic')
    await page.getByRole('button', { name: pseudo('Settings'), exact: true }).click()
    await page.getByRole('dialog').waitFor()
    await look('the settings')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: pseudo('Choose the number') }).click()
    await page.getByRole('button', { name: pseudo('Go live') }).waitFor()
    await look('publishing')
    await page.locator('.popover :focus').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.popover').waitFor({ state: 'hidden' })
    await page.locator('.react-flow__pane').click({ button: 'right', position: { x: 12, y: 12 } })
    await page.getByRole('dialog', { name: pseudo('Add a step here') }).waitFor()
    await look('the menu at the mouse')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder(pseudo('Search steps and actions')).waitFor()
    await look('the quick command')
    await page.keyboard.press('Escape')
  }

  async function walkSteps(
    language: string,
    look: (place: string) => Promise<void>,
  ): Promise<void> {
    await open(`/flows/${everyStepId}`, language)
    await page.getByRole('button', { name: pseudo('Fit'), exact: true }).click()
    await page.locator('.problem').first().waitFor()
    for (const { id } of flow.nodes) {
      await page.locator(`.react-flow__node[data-id="${id}"]`).press('Enter')
      await page.getByLabel(pseudo('Name'), { exact: true }).first().waitFor()
      await page.evaluate(() => {
        for (const more of document.querySelectorAll('details')) more.open = true
      })
      await look(`the step ${id}`)
    }
  }

  it('leaves no word untranslated on any screen', async () => {
    await walk('en-XA', async (place) => expect.soft(await forgotten(), place).toEqual([]))
  })

  it('leaves no word untranslated in the form of any step', async () => {
    await walkSteps('en-XA', async (place) => expect.soft(await forgotten(), place).toEqual([]))
  })

  it('stands the other way round where writing runs from the right', async () => {
    await walk('ar-XB', async (place) => {
      expect.soft(await page.locator('html').getAttribute('dir'), place).toBe('rtl')
      expect.soft(await overflowing(page), place).toEqual([])
    })
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    const palette = await page.locator('.palette').boundingBox()
    const canvas = await page.locator('.canvas').boundingBox()
    expect(palette?.x).toBeGreaterThan(canvas?.x ?? Number.POSITIVE_INFINITY)
    // Calls still flow from left to right.
    await expect.poll(() => page.locator('.react-flow').getAttribute('dir')).toBe('ltr')
  })

  it('fits German words into 1280 pixels', async () => {
    await page.setViewportSize({ width: 1280, height: 800 })
    for (const path of [
      '/',
      '/numbers',
      '/settings',
      '/calls',
      `/calls/${call}`,
      '/flows/clinic-front-desk',
    ]) {
      await open(path, 'de')
      expect.soft(await clipped(page), path).toEqual([])
      expect.soft(await overflowing(page), path).toEqual([])
    }
    await page.locator('.react-flow__node').filter({ hasText: 'Main menu' }).first().click()
    await page.getByText('Weitere Einstellungen').click()
    expect(await clipped(page)).toEqual([])
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  it('changes the language in the middle of a call, and keeps everything', async () => {
    await page.evaluate(() => localStorage.clear())
    await open('/flows/clinic-front-desk', 'en')
    await page.locator('.react-flow__node').filter({ hasText: 'Main menu' }).first().click()
    await page.getByLabel('What to say').fill('Half a sentence')
    await page.getByRole('button', { name: 'Type instead' }).click()
    await page.getByRole('log', { name: 'Transcript' }).getByText('Half a sentence').waitFor()
    await page.getByRole('button', { name: 'Settings', exact: true }).click()
    await page.getByRole('radio', { name: 'Deutsch' }).click()
    await page.getByRole('button', { name: 'Auflegen' }).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('de')
    await expect.poll(() => page.getByLabel('Was gesagt wird').inputValue()).toBe('Half a sentence')
    expect(
      await page.getByRole('button', { name: 'Rückgängig' }).getAttribute('aria-disabled'),
    ).toBe('false')
    await page.getByRole('button', { name: 'Taste 3' }).click()
    await page.getByRole('log', { name: 'Mitschrift' }).getByText('We are open Monday').waitFor()
    await page.getByRole('button', { name: 'Auflegen' }).click()
    await page.getByText(/^Beendet/).waitFor()
    // The choice is kept.
    await page.goto('/numbers')
    await page.getByRole('heading', { name: 'Nummern' }).waitFor()
  })
})
