import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Flow } from '#shared/flow/flow.ts'
import { hasChromium, launchChromium } from '../support/chromium.ts'
import { makeFlow } from '../support/makeFlow.ts'
import { type RunningServer, startServer } from '../support/server.ts'

const step = (page: Page, name: string): Locator =>
  page.locator('.react-flow__node').filter({ has: page.getByText(name, { exact: true }) })

const middleOf = async (place: Locator) => {
  const box = await place.boundingBox()
  if (!box) throw new Error('That is not in view.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** Saving, drawing and a busy machine take their time. */
const eventually = <Value>(read: () => Promise<Value>) =>
  expect.poll(read, { timeout: 15_000, interval: 100 })

/** Start → Hello → Menu → Bye, in a row, with a variable that Hello reads. */
const drawn = (): Flow => {
  const flow = makeFlow(
    'f',
    [
      ['Hello', 'say', { text: 'Hello {{ vars.caller_name }}.' }],
      ['Ask', 'menu', { prompt: 'One or two?' }],
      ['Bye', 'end', { text: 'Bye.' }],
    ],
    ['start.next>Hello', 'Hello.next>Ask', 'Ask.noInput>Bye', 'Ask.noMatch>Bye', 'Ask.Ask_x>Bye'],
    {
      name: 'Drawn',
      variables: [{ name: 'caller_name', type: 'text', default: 'you', sensitive: false }],
    },
  )
  return {
    ...flow,
    nodes: flow.nodes.map((node, index) => ({ ...node, position: { x: index * 306, y: 0 } })),
  }
}

describe.skipIf(!hasChromium)('making in a real browser', () => {
  let server: RunningServer
  let browser: Browser
  let context: BrowserContext
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
    context = await browser.newContext({
      baseURL: server.url,
      viewport: { width: 1720, height: 900 },
      reducedMotion: 'reduce',
    })
    page = await open(drawn())
  })
  afterEach(async () => {
    await context.close()
    expect(complaints.splice(0)).toEqual([])
  })

  async function open(flow: object): Promise<Page> {
    const opened = await context.newPage()
    opened.on('pageerror', (error) => complaints.push(error.message))
    const made = await opened.request.post(`${server.url}/api/flows`, { data: { flow } })
    const { flow: stored } = await made.json()
    await opened.goto(`/flows/${stored.id}`)
    await step(opened, 'Start').waitFor()
    await opened.getByRole('button', { name: 'Publish', exact: true }).waitFor()
    return opened
  }

  /** The flow as the server holds it, in the words of a person. */
  async function saved(of: Page = page) {
    await of.getByRole('status').filter({ hasText: 'Saved' }).waitFor()
    const id = new URL(of.url()).pathname.split('/').at(-1)
    const { flow }: { flow: Flow } = await (await of.request.get(`/api/flows/${id}`)).json()
    const nameOf = (wanted: string) => flow.nodes.find((node) => node.id === wanted)?.name
    return {
      flow,
      steps: flow.nodes.map((node) => node.name),
      wires: flow.edges.map((edge) => `${nameOf(edge.source)} > ${nameOf(edge.target)}`),
    }
  }

  const undo = () => page.getByRole('button', { name: 'Undo', exact: true })
  const wires = async () => (await saved()).wires

  it('puts a step into a wire: by its plus, by a drop, and by the keyboard', async () => {
    const wire = page.getByLabel('Wire from Hello: Next to Ask')
    const { x, y } = await middleOf(wire)
    await page.mouse.move(x, y)
    await page.getByRole('button', { name: 'Insert a step' }).click()
    await page.getByRole('textbox', { name: 'Search steps' }).fill('set')
    await page.keyboard.press('Enter')
    await eventually(wires).toContain('Set > Ask')
    await expect.poll(() => wires()).toContain('Hello > Set')
    await expect.poll(() => wires()).not.toContain('Hello > Ask')
    await page
      .getByRole('region', { name: 'Palette' })
      .getByRole('button', { name: 'Pause', exact: true })
      .hover()
    await page.mouse.down()
    const start = await middleOf(page.getByLabel('Wire from Start: Next to Hello'))
    await page.mouse.move(start.x, start.y, { steps: 6 })
    await page.mouse.up()
    await eventually(wires).toContain('Pause > Hello')
    await page.getByLabel('Wire from Set: Next to Ask').focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('a')
    await page.getByRole('textbox', { name: 'Search steps' }).fill('play')
    await page.keyboard.press('Enter')
    await eventually(wires).toContain('Play audio > Ask')
    for (let back = 0; back < 3; back += 1) await undo().click()
    await eventually(wires).toContain('Hello > Ask')
    await eventually(async () => (await saved()).steps).toEqual(['Start', 'Hello', 'Ask', 'Bye'])
  })

  it('adds at an open port by a press and by keys, and leads wires elsewhere', async () => {
    await page.getByLabel('Wire from Ask: No input to Bye').focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Delete')
    await page.getByLabel('Ask: No input', { exact: true }).click()
    await page.getByRole('option', { name: 'Wire to Hello' }).click()
    await eventually(wires).toContain('Ask > Hello')
    await undo().click()
    await step(page, 'Ask').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Ask: No input' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('voicemail')
    await page.keyboard.press('Enter')
    await eventually(wires).toContain('Ask > Voicemail')
    // The end of the wire from the start, dragged from Hello to Ask.
    const end = await middleOf(page.getByLabel('Hello: way in', { exact: true }))
    await page.mouse.move(end.x - 11, end.y)
    await page.mouse.down()
    const to = await middleOf(page.getByLabel('Ask: way in', { exact: true }))
    await page.mouse.move(to.x, to.y, { steps: 10 })
    await page.mouse.up()
    await eventually(wires).toContain('Start > Ask')
    await expect.poll(() => wires()).not.toContain('Start > Hello')
  })

  it('copies into another flow with what the steps need, and is calm about what is no step', async () => {
    await step(page, 'Hello').click()
    await step(page, 'Ask').click({ modifiers: ['Shift'] })
    await page.keyboard.press('Control+c')
    // Who pastes before the code for it has come gets it when it has.
    const { promise: isOnTheWay, resolve: letCome } = Promise.withResolvers<void>()
    await context.route('**/assets/clipboard-*.js', async (route) => {
      await isOnTheWay
      await route.continue()
    })
    const other = await open({
      ...drawn(),
      name: 'Other',
      nodes: drawn().nodes.slice(0, 1),
      edges: [],
      variables: [],
    })
    await other.keyboard.press('Control+v')
    letCome()
    await eventually(async () => (await saved(other)).steps).toEqual(['Start', 'Hello', 'Ask'])
    const { flow, wires: pasted } = await saved(other)
    expect(pasted).toEqual(['Hello > Ask'])
    expect(flow.variables.map((one) => one.name)).toEqual(['caller_name'])
    await other.keyboard.press('Control+v')
    await eventually(async () => (await saved(other)).steps).toContain('Hello 2')
    const places = (await saved(other)).flow.nodes.map(({ position }) => JSON.stringify(position))
    expect(new Set(places).size).toBe(5)
    const paste = (text: string) =>
      other.evaluate((data) => {
        const clipboardData = new DataTransfer()
        clipboardData.setData('text/plain', data)
        const event = new ClipboardEvent('paste', {
          clipboardData,
          bubbles: true,
          cancelable: true,
        })
        document.body.dispatchEvent(event)
      }, text)
    for (const rubbish of ['Dear Ann,', '{"fmlStudio":"steps","version":1}', '[['.repeat(9_999)]) {
      await paste(rubbish)
      await other.getByRole('alert').first().waitFor()
      await other.getByRole('alert').getByRole('button').first().click()
      await other.getByRole('alert').waitFor({ state: 'detached' })
    }
    await eventually(async () => (await saved(other)).steps).toHaveLength(5)
    await paste(JSON.stringify(drawn()))
    await other.getByRole('button', { name: 'Paste its 3 steps' }).click()
    await eventually(async () => (await saved(other)).steps).toHaveLength(8)
    // A text field keeps its own paste.
    await other.getByLabel('Name of the flow').fill('')
    await other.keyboard.press('Control+v')
    await eventually(async () => (await saved(other)).steps).toHaveLength(8)
  })

  it('selects with a box, lines up, tidies a part, moves by keys and drags copies', async () => {
    const { x, y } = await middleOf(step(page, 'Hello'))
    const end = await middleOf(step(page, 'Bye'))
    await page.keyboard.down('Shift')
    await page.mouse.move(x - 130, y - 90)
    await page.mouse.down()
    await page.mouse.move(end.x, end.y + 100, { steps: 8 })
    await page.mouse.up()
    await page.keyboard.up('Shift')
    const tools = page.getByRole('toolbar', { name: 'Selection' })
    await tools.getByText('3 steps').waitFor()
    await page.keyboard.press('ArrowDown')
    await tools.getByRole('button', { name: 'Align bottom' }).click()
    await undo().hover()
    await page.getByText('Undo: line 3 steps up').waitFor()
    const bottoms = async () => {
      const { flow } = await saved()
      return flow.nodes.map(({ position }) => position.y)
    }
    await expect.poll(() => bottoms()).not.toEqual([0, 18, 18, 18])
    await undo().click()
    await eventually(bottoms).toEqual([0, 18, 18, 18])
    await tools.getByRole('button', { name: 'Tidy selection' }).click()
    await eventually(bottoms).not.toEqual([0, 18, 18, 18])
    await page.keyboard.press('Control+d')
    await eventually(async () => (await saved()).steps).toHaveLength(7)
    await undo().click()
    await page.keyboard.press('Escape')
    const bye = await middleOf(step(page, 'Bye'))
    await page.mouse.move(bye.x, bye.y)
    await page.keyboard.down('Alt')
    await page.mouse.down()
    await page.mouse.move(bye.x, bye.y + 150, { steps: 8 })
    await page.mouse.up()
    await page.keyboard.up('Alt')
    await eventually(async () => (await saved()).steps).toContain('Bye 2')
  })

  it('lets a step be dragged the moment it is there, wherever the canvas had to go for it', async () => {
    await step(page, 'Bye').click()
    await page
      .getByRole('region', { name: 'Palette' })
      .getByRole('button', { name: 'Pause', exact: true })
      .click()
    const added = step(page, 'Pause')
    const before = await added.boundingBox()
    if (!before) throw new Error('The step is not in view.')
    await page.mouse.move(before.x + 60, before.y + 50)
    await page.mouse.down()
    await page.mouse.move(before.x + 20, before.y + 150, { steps: 6 })
    await page.mouse.up()
    const after = await added.boundingBox()
    // A drag begins with the second move of the mouse.
    expect(before.x - (after?.x ?? 0)).toBeGreaterThan(25)
    expect((after?.y ?? 0) - before.y).toBeGreaterThan(70)
  })

  it('gives colours, and lets a note be written and sized', async () => {
    await step(page, 'Hello').click({ button: 'right' })
    await page.getByRole('menuitemradio', { name: 'Teal' }).click()
    await eventually(async () => (await saved()).flow.nodes[1]?.color).toBe('teal')
    await step(page, 'Hello').click({ button: 'right' })
    await page.getByRole('menuitemradio', { name: 'No colour' }).click()
    await eventually(async () => (await saved()).flow.nodes[1]?.color).toBeUndefined()
    const canvas = page.getByRole('region', { name: 'Canvas', exact: true })
    await canvas.click({ button: 'right', position: { x: 300, y: 60 } })
    await page.getByRole('textbox', { name: 'Search steps' }).fill('note')
    await page.keyboard.press('Enter')
    await page.getByLabel('Remark').fill('Ask Ann first.')
    await canvas.getByText('Ask Ann first.').waitFor()
    const corner = await middleOf(page.locator('.note-corner.bottom.right'))
    await page.mouse.move(corner.x, corner.y)
    await page.mouse.down()
    await page.mouse.move(corner.x + 80, corner.y + 40, { steps: 6 })
    await page.mouse.up()
    const size = async () => (await saved()).flow.nodes.at(-1)?.size
    await eventually(async () => ((await size())?.width ?? 0) > 250).toBe(true)
    await undo().click()
    await eventually(size).toBeUndefined()
  })

  it('collapses steps into a flow of their own and brings them back', async () => {
    await step(page, 'Hello').click()
    await step(page, 'Ask').click({ modifiers: ['Shift'] })
    await page.getByRole('button', { name: 'More for the selection' }).click()
    await page.getByRole('menuitem', { name: 'Collapse into a subflow' }).click()
    await eventually(async () => (await saved()).steps).toContain('Part of Drawn')
    await expect
      .poll(() => wires())
      .toEqual(expect.arrayContaining(['Start > Part of Drawn', 'Part of Drawn > Bye']))
    await step(page, 'Part of Drawn').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Expand this subflow' }).click()
    await eventually(async () => (await saved()).steps.toSorted()).toEqual([
      ...['Ask', 'Bye', 'Hello', 'Start'],
    ])
    await expect
      .poll(() => wires())
      .toEqual(expect.arrayContaining(['Start > Hello', 'Hello > Ask']))
    await undo().click()
    await undo().click()
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Control+k')
    await page.getByLabel('Search steps and actions').fill('collapse')
    await page.keyboard.press('Enter')
    await page.getByText('The start stays in this flow.').waitFor()
  })

  it('loses no letter of a command, however early it is typed and whatever takes the keyboard', async () => {
    const search = page.getByLabel('Search steps and actions')
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-id') ?? '')
    const { promise: typed, resolve: isTyped } = Promise.withResolvers<void>()
    await page.route('**/assets/QuickCommand-*.js', async (route) => {
      await typed
      await route.continue()
    })
    await step(page, 'Ask').focus()
    const before = await focused()
    expect(before).not.toBe('')
    // Each letter alone is a shortcut: it asks for a step, tidies, fits. Nothing of the kind happens.
    await page.keyboard.press('Control+k')
    await page.keyboard.type('Add Patf')
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Backspace')
    await page.keyboard.type('use')
    await page.keyboard.press('Enter')
    isTyped()
    await step(page, 'Pause').waitFor()
    await search.waitFor({ state: 'detached' })
    await eventually(async () => (await saved()).steps).toEqual([
      ...['Start', 'Hello', 'Ask', 'Bye', 'Pause'],
    ])
    await eventually(focused).toBe(before)

    await page.keyboard.press('Control+k')
    await page.keyboard.type('Add E')
    await step(page, 'Hello').focus()
    await page.keyboard.type('nd')
    expect(await search.inputValue()).toBe('Add End')
    await step(page, 'Hello').focus()
    await page.keyboard.press('Enter')
    await eventually(async () => (await saved()).steps).toHaveLength(6)
    await search.waitFor({ state: 'detached' })
    await eventually(focused).toBe(before)
    await page.getByRole('textbox', { name: 'Search steps' }).waitFor({ state: 'detached' })
    await page.keyboard.press('a')
    await page.keyboard.type('menu')
    await page.keyboard.press('Enter')
    await eventually(async () => (await saved()).steps).toContain('Menu')
  })

  it('shows every key on one sheet', async () => {
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await sheet.getByText('Undo and redo').waitFor()
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
  })
})
