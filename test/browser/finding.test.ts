import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createFlow } from '#shared/flow/createFlow.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { hasChromium, launchChromium } from '../support/chromium.ts'
import { hearComplaints } from '../support/complaints.ts'
import { makeFlow } from '../support/makeFlow.ts'
import { type RunningServer, startServer } from '../support/server.ts'

/** Under load a page takes its time; a person would wait too. */
const eventually = <Value>(read: () => Value | Promise<Value>) =>
  expect.poll(read, { timeout: 15_000 })

const region = (page: Page, name: string): Locator =>
  page.getByRole('region', { name, exact: true })

const city = { name: 'city', type: 'text', default: 'Bonn', sensitive: false } as const

const clinic = makeFlow(
  'clinic',
  [
    [
      'menu',
      'menu',
      { prompt: 'For prices press 1.', options: [{ id: 'o1', key: '1', phrases: ['prices'] }] },
    ],
    ['prices', 'say', { text: 'Prices in {{ vars.city }} are fair.' }],
    ['keep', 'set', { assign: [{ id: 'a', variable: 'city', value: 'Köln' }] }],
    ['bye', 'end', {}],
    ['lost', 'say', { text: 'Nobody hears of {{ vars.city }}.' }],
  ],
  ['start.next>menu', 'menu.o1>prices', 'prices.next>keep', 'keep.next>bye', 'menu.noInput>bye'],
  { variables: [city] },
)

describe.skipIf(!hasChromium)('finding in a real browser', () => {
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
    })
    page = await context.newPage()
    hearComplaints(page, complaints)
  })
  afterEach(async () => {
    await page.context().close()
    expect(complaints.splice(0)).toEqual([])
  })

  const create = async (flow: Flow): Promise<string> => {
    const response = await page.request.post('/api/flows', { data: { flow } })
    return (await response.json()).flow.id
  }
  const open = async (flow: Flow): Promise<string> => {
    const id = await create(flow)
    await page.goto(`/flows/${id}`)
    await page.getByRole('tab', { name: 'Steps', exact: true }).waitFor()
    return id
  }
  const saved = async (id: string): Promise<Flow> => {
    await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor()
    return (await (await page.request.get(`/api/flows/${id}`)).json()).flow
  }
  const wiresOf = (flow: Flow) =>
    flow.edges.map(({ source, sourceHandle, target }) => {
      const name = (wanted: string) => flow.nodes.find((node) => node.id === wanted)?.name
      return `${name(source)}.${sourceHandle} > ${name(target)}`
    })
  const item = (name: string | RegExp) => page.getByRole('treeitem', { name, exact: true })

  it('reads and edits a whole flow by the keyboard in the outline', async () => {
    const id = await open(clinic)
    await page.getByRole('tab', { name: 'Outline' }).click()
    const lines = () =>
      page
        .getByRole('treeitem')
        .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))
    await eventually(lines).toEqual([
      'Start, 1 way',
      'Way Next, leads to menu',
      'Menu menu, 3 ways, 1 open, 1 problem',
      'Way 1 · prices, leads to prices',
      'Way No input, leads to bye',
      'Way No match, open',
      'Say prices, 1 way',
      'Way Next, leads to keep',
      'Set keep, 1 way',
      'Way Next, leads to bye',
      'End bye',
      'No call gets here, 1 step',
      'Say lost, 1 way, 1 open, 1 problem',
      'Way Next, open',
    ])
    // Select: the form follows.
    await item(/^Menu menu/).press('Enter')
    await region(page, 'Inspector').getByLabel('Name', { exact: true }).waitFor()
    // Wire to a step that is there.
    for (let line = 0; line < 3; line += 1) await page.keyboard.press('ArrowDown')
    await eventually(() => page.evaluate(() => document.activeElement?.ariaLabel)).toBe(
      'Way No match, open',
    )
    await page.keyboard.press('Enter')
    await page.getByRole('combobox', { name: 'Search steps and new steps' }).fill('bye')
    await page.keyboard.press('Enter')
    await item('Way No match, leads to bye').waitFor()
    // Unwire.
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Delete')
    await item('Way No input, open').waitFor()
    // A new step after a way.
    await page.keyboard.press('Enter')
    await page.getByRole('combobox', { name: 'Search steps and new steps' }).fill('voicemail')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await item(/^Voicemail, 2 ways/).waitFor()
    // Rename.
    await page.keyboard.press('F2')
    await page.keyboard.type('Leave a word')
    await page.keyboard.press('Enter')
    await item(/^Voicemail Leave a word/).waitFor()
    // Delete.
    await item(/^Say lost/).press('Delete')
    await item(/^Say lost/).waitFor({ state: 'detached' })
    const flow = await saved(id)
    expect(flow.nodes.map((node) => node.name)).toEqual([
      'Start',
      'menu',
      'prices',
      'keep',
      'bye',
      'Leave a word',
    ])
    expect(wiresOf(flow)).toContain('menu.noInput > Leave a word')
    expect(wiresOf(flow)).toContain('menu.noMatch > bye')
    await page.keyboard.press('Control+z')
    await item(/^Say lost/).waitFor()
  })

  it('finds what is said, goes there and marks the field', async () => {
    await open(clinic)
    await page.keyboard.press('Control+f')
    const find = region(page, 'Find')
    await find.getByRole('searchbox').fill('PRICES')
    await find.getByText('4 places').waitFor()
    await page.keyboard.press('Enter')
    await find.getByText('1 of 4').waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await eventually(() =>
      region(page, 'Inspector').getByLabel('Name', { exact: true }).inputValue(),
    ).toBe('prices')
    await find.getByRole('button', { name: 'Next result' }).click()
    await find.getByText('4 of 4').waitFor()
    await region(page, 'Inspector').locator('[data-path="text"][data-marked]').waitFor()
    await page.keyboard.press('Control+f')
    await eventually(() => page.evaluate(() => document.activeElement?.ariaLabel)).toBe(
      'Find in this flow',
    )
  })

  it('finds one step among a thousand, and draws no more lines than are seen', async () => {
    const count = 1_000
    const many = Array.from({ length: count }, (_, at) => `s${at}`)
    await open(
      makeFlow(
        'many',
        many.map(
          (id, at) => [id, 'say', { text: at === 700 ? 'A needle.' : `Hay ${at}.` }] as const,
        ),
        ['start.next>s0', ...many.slice(1).map((id, at) => `${many[at]}.next>${id}`)],
      ),
    )
    await page.keyboard.press('Control+f')
    const find = region(page, 'Find')
    await find.getByRole('searchbox').fill('needle')
    await find.getByText('1 place', { exact: true }).waitFor()
    await page.keyboard.press('Enter')
    await page.locator('.react-flow__node').filter({ hasText: 'A needle.' }).waitFor()
    await page.getByRole('tab', { name: 'Outline' }).click()
    await item(/^Say s700/).waitFor()
    await expect.poll(() => page.getByRole('treeitem').count()).toBeLessThan(80)
    await item(/^Say s700/).press('End')
    await item('Way Next, open').waitFor()
  })

  it('lists where a variable is set and used, and renames it everywhere at once', async () => {
    const id = await open(clinic)
    const inspector = region(page, 'Inspector')
    await inspector.getByRole('button', { name: 'Where city is set and used' }).click()
    const find = region(page, 'Find')
    const places = (list: string) => find.getByRole('list', { name: list }).getByRole('button')
    await eventually(() => places('Set here').count()).toBe(2)
    await expect.poll(() => places('Used here').count()).toBe(2)
    await places('Used here').first().click()
    await inspector.locator('[data-marked]').waitFor()
    await find.getByLabel('New name of the variable').fill('town')
    await find.getByRole('button', { name: 'Rename everywhere' }).click()
    const renamed = await saved(id)
    expect(renamed.variables[0]?.name).toBe('town')
    expect(JSON.stringify(renamed)).not.toContain('vars.city')
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await eventually(async () => JSON.stringify(await saved(id))).not.toContain('town')
    // From a field: the name that the caret stands in.
    await page.getByRole('tab', { name: 'Outline' }).click()
    await item(/^Say prices/).click()
    const field = inspector.getByLabel('What to say', { exact: true })
    await field.focus()
    await field.press('Home')
    for (let key = 0; key < 14; key += 1) await field.press('ArrowRight')
    await inspector.getByRole('button', { name: 'Where vars.city is set and used' }).click()
    await eventually(() => places('Used here').count()).toBe(2)
  })

  it('chooses a subflow by its name, with its outcomes and variables, opens it and comes back', async () => {
    const inner = {
      ...makeFlow(
        'inner',
        [['done', 'end', { text: '', outcome: 'booked' }]],
        ['start.next>done'],
        {
          variables: [city],
        },
      ),
      name: 'Book a visit',
    }
    const innerId = await create(inner)
    const outer = { ...createFlow('outer', 'Front desk') }
    const id = await open(outer)
    await region(page, 'Palette').getByRole('button', { name: 'Subflow', exact: true }).click()
    const inspector = region(page, 'Inspector')
    await inspector.getByLabel('Flow to run').selectOption({ label: 'Book a visit' })
    await inspector.getByLabel('city', { exact: true }).first().fill('{{ call.from }}')
    await inspector.getByRole('switch', { name: 'city' }).check({ force: true })
    await inspector.getByLabel('Known here as').waitFor()
    const flow = await saved(id)
    expect(flow.nodes[1]?.data).toMatchObject({
      flow: innerId,
      inputs: [{ variable: 'city', value: '{{ call.from }}' }],
      outputs: [{ name: 'city', variable: 'city' }],
      outcomes: [{ outcome: 'booked' }],
    })
    await inspector.getByRole('button', { name: 'Open', exact: true }).click()
    await eventually(() => page.getByLabel('Name of the flow').inputValue()).toBe('Book a visit')
    await page.getByRole('link', { name: 'Front desk', exact: true }).click()
    await eventually(() => page.getByLabel('Name of the flow').inputValue()).toBe('Front desk')
  })

  it('zooms to the selection', async () => {
    await open(clinic)
    await page.getByRole('tab', { name: 'Outline' }).click()
    await item(/^Say lost/).click()
    const zoom = page.getByRole('button', { name: 'Zoom to the selection' })
    await zoom.click()
    await page.locator('.react-flow__node.selected').waitFor()
    await page.locator('.canvas-zoom').filter({ hasText: '100' }).waitFor()
  })
})
