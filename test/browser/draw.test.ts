import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hasChromium, launchChromium } from '../support/chromium.ts'
import { hearComplaints } from '../support/complaints.ts'
import { type RunningServer, startServer } from '../support/server.ts'

const region = (page: Page, name: string): Locator =>
  page.getByRole('region', { name, exact: true })

const step = (page: Page, name: string): Locator =>
  page.locator('.react-flow__node').filter({ has: page.getByText(name, { exact: true }) })

const add = (page: Page, title: string): Promise<void> =>
  region(page, 'Palette').getByRole('button', { name: title, exact: true }).click()

/** Drags from a port to a place; React Flow wants to see the mouse move. */
async function dragWire(page: Page, port: string, to: Locator): Promise<void> {
  await page.getByLabel(port, { exact: true }).hover()
  await page.mouse.down()
  const box = await to.boundingBox()
  if (!box) throw new Error('The end of the wire is not in view.')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 10 })
  await page.mouse.up()
}

/** The flow as the server holds it, in the words of a person. */
async function saved(page: Page) {
  await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor()
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const { flow } = await (await page.request.get(`/api/flows/${id}`)).json()
  const nameOf = (wanted: string) =>
    flow.nodes.find((node: { id: string }) => node.id === wanted)?.name
  return {
    steps: flow.nodes.map((node: { name: string }) => node.name),
    wires: flow.edges.map((edge: { source: string; target: string }) =>
      [nameOf(edge.source), nameOf(edge.target)].join(' > '),
    ),
    texts: flow.nodes.flatMap((node: { data: { text?: string } }) => node.data.text ?? []),
  }
}

describe.skipIf(!hasChromium)('drawing in a real browser', () => {
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
    await page.goto('/')
    await page.getByRole('button', { name: 'New flow', exact: true }).click()
    await step(page, 'Start').waitFor()
  })
  afterEach(async () => {
    await page.context().close()
    expect(complaints.splice(0)).toEqual([])
  })

  it('adds by click, wired to the step before, and by drag, where it is dropped', async () => {
    await add(page, 'Say')
    await page.getByLabel('What to say').fill('Welcome.')
    const canvas = region(page, 'Canvas')
    await region(page, 'Palette')
      .getByRole('button', { name: 'End', exact: true })
      .dragTo(canvas, { targetPosition: { x: 480, y: 430 } })
    await dragWire(page, 'Say: Next', step(page, 'End'))
    await expect
      .poll(() => saved(page))
      .toEqual({
        steps: ['Start', 'Say', 'End'],
        wires: ['Start > Say', 'Say > End'],
        texts: ['Welcome.', 'Goodbye.'],
      })
    await region(page, 'Problems').getByText('This flow can be published.').waitFor()
  })

  it('asks what comes next when a wire is dropped on nothing', async () => {
    const canvas = await region(page, 'Canvas').boundingBox()
    if (!canvas) throw new Error('no canvas')
    await page.getByLabel('Start: Next', { exact: true }).hover()
    await page.mouse.down()
    await page.mouse.move(canvas.x + canvas.width - 320, canvas.y + 120, { steps: 8 })
    await page.mouse.up()
    await page.getByRole('textbox', { name: 'Search steps' }).fill('menu')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await saved(page)).wires).toEqual(['Start > Menu'])
  })

  it('takes back and does again, with settings and wires', async () => {
    await add(page, 'Say')
    await page.getByLabel('What to say').pressSequentially('Hello you')
    await add(page, 'End')
    await step(page, 'Say').click()
    await page.keyboard.press('Delete')
    await expect.poll(async () => (await saved(page)).steps).toEqual(['Start', 'End'])
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    const whole = {
      steps: ['Start', 'Say', 'End'],
      wires: ['Start > Say', 'Say > End'],
      texts: ['Hello you', 'Goodbye.'],
    }
    await expect.poll(() => saved(page)).toEqual(whole)
    // The end, then the whole sentence, then the step.
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await saved(page)).texts).toEqual([''])
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await saved(page)).steps).toEqual(['Start'])
    for (let redo = 0; redo < 3; redo += 1) await page.keyboard.press('Control+Shift+z')
    await expect.poll(() => saved(page)).toEqual(whole)
  })

  it('drags a step in one step of undo, and Tidy too', async () => {
    await add(page, 'Say')
    const say = step(page, 'Say')
    const place = () => say.evaluate((element) => element.style.transform)
    const before = await place()
    // The canvas may still be bringing the new step into view: then the hand misses it, and tries again.
    const drag = async () => {
      await say.hover({ position: { x: 90, y: 60 } })
      await page.mouse.down()
      await page.mouse.move(700, 560, { steps: 12 })
      await page.mouse.up()
      await page.evaluate(
        () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
      )
      return place()
    }
    await expect.poll(drag, { timeout: 15_000, interval: 500 }).not.toBe(before)
    const undo = page.getByRole('button', { name: 'Undo', exact: true })
    await undo.click()
    await expect.poll(place).toBe(before)
    await page.getByRole('button', { name: 'Redo', exact: true }).click()
    await page.getByRole('button', { name: 'Tidy', exact: true }).click()
    await undo.hover()
    await page.getByText('Undo: tidy the steps').waitFor()
  })

  it('lights the language of the selected step, and selects the step of a line', async () => {
    await add(page, 'Say')
    await page.getByLabel('What to say').fill('The first sentence.')
    await add(page, 'End')
    await step(page, 'Say').click()
    const fml = region(page, 'FML')
    await fml.locator('.fml-lit', { hasText: 'The first sentence.' }).waitFor()
    await fml.getByText('Goodbye.').click()
    await expect.poll(() => page.getByLabel('Name', { exact: true }).inputValue()).toBe('End')
  })

  it('shows a problem at the field, on the step and in the list, which leads there', async () => {
    await add(page, 'Menu')
    await page.keyboard.press('Escape')
    const problems = region(page, 'Problems')
    await problems.getByRole('button', { name: /nothing to say here/ }).click()
    await region(page, 'Inspector')
      .getByText(/There is nothing to say here/)
      .waitFor()
    await page.getByLabel('What to say').fill('Press 1 or 2.')
    await problems.getByText(/nothing to say here/).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    await page.getByText(/things to mend first/).waitFor()
  })

  it('wires by the keyboard alone', async () => {
    await add(page, 'Menu')
    await add(page, 'End')
    await step(page, 'Menu').click()
    await region(page, 'Inspector').getByLabel('No input').selectOption({ label: 'End' })
    await expect
      .poll(async () => (await saved(page)).wires)
      .toEqual(['Start > Menu', 'Menu > End', 'Menu > End'])
    await region(page, 'Inspector').getByLabel('No input').selectOption('')
    await expect.poll(async () => (await saved(page)).wires).toEqual(['Start > Menu', 'Menu > End'])
  })

  it('loses nothing on a reload, even right after the last key', async () => {
    await add(page, 'Say')
    await page.getByLabel('What to say').pressSequentially('Typed and gone')
    await page.reload()
    await step(page, 'Say').click()
    await expect.poll(() => page.getByLabel('What to say').inputValue()).toBe('Typed and gone')
    await expect.poll(async () => (await saved(page)).texts).toEqual(['Typed and gone'])
  })

  it('keeps working while the server is away, and says so', async () => {
    await add(page, 'Say')
    await saved(page)
    await page.context().setOffline(true)
    await page.getByLabel('What to say').fill('Written offline')
    await page.getByText('Offline, will retry').waitFor()
    await page.context().setOffline(false)
    await expect.poll(async () => (await saved(page)).texts).toEqual(['Written offline'])
    // The browser's own words about the lost network.
    complaints.splice(0)
  })
})
