import { createServer, type Server } from 'node:http'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { printWav } from '#runtime/speech/wav.ts'
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

describe.skipIf(!hasChromium)('editing in a real browser', () => {
  let server: RunningServer
  let browser: Browser
  let page: Page
  let inspector: Locator
  let elsewhere: Server
  let address = ''
  const complaints: string[] = []

  beforeAll(async () => {
    server = await startServer({ ALLOW_PRIVATE_WEBHOOKS: '1' })
    browser = await launchChromium()
    elsewhere = createServer((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'x-kind': 'test' })
      response.end(JSON.stringify({ path: request.url, orders: [{ id: 7, itemName: 'Tea' }] }))
    })
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
    const bound = elsewhere.address()
    address = typeof bound === 'object' && bound ? `http://127.0.0.1:${bound.port}` : ''
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    elsewhere?.close()
  })
  beforeEach(async () => {
    const context = await browser.newContext({
      baseURL: server.url,
      viewport: { width: 1440, height: 1000 },
    })
    page = await context.newPage()
    inspector = region(page, 'Inspector')
    hearComplaints(page, complaints)
  })
  afterEach(async () => {
    await page.context().close()
    expect(complaints.splice(0)).toEqual([])
  })

  /** Opens a flow with one of its steps selected. */
  const open = async (flow: Flow, step: string): Promise<string> => {
    const nodes = flow.nodes.map((node, at) => ({
      ...node,
      position: { x: (at % 2) * 280, y: Math.floor(at / 2) * 240 },
    }))
    const response = await page.request.post('/api/flows', { data: { flow: { ...flow, nodes } } })
    const { id } = (await response.json()).flow
    await page.goto(`/flows/${id}`)
    await page
      .locator('.react-flow__node')
      .filter({ has: page.getByText(step, { exact: true }) })
      .click()
    await inspector.getByLabel('Name', { exact: true }).waitFor()
    return id
  }
  const saved = async (id: string): Promise<Flow> => {
    await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor()
    return (await (await page.request.get(`/api/flows/${id}`)).json()).flow
  }
  const dataOf = async (id: string, node: string) =>
    (await saved(id)).nodes.find((one) => one.id === node)?.data

  it('offers the values that exist at this point of the flow, and marks names that nothing sets', async () => {
    const id = await open(
      makeFlow(
        'values',
        [
          ['age', 'ask', { prompt: 'How old?', value: 'number' }],
          ['greet', 'say', { text: '' }],
          ['later', 'ask', { prompt: 'And?', value: 'date' }],
        ],
        ['start.next>age', 'age.answered>greet', 'greet.next>later'],
      ),
      'greet',
    )
    const field = inspector.getByLabel('What to say', { exact: true })
    await field.pressSequentially('You are {{')
    const options = inspector
      .getByRole('listbox', { name: 'Values of the call' })
      .getByRole('option')
    await eventually(() => options.first().textContent()).toBe('nodes.age.valueNumber · age')
    expect((await options.allTextContents()).join()).not.toContain('later')
    await field.pressSequentially('from')
    await field.press('Enter')
    await eventually(() => field.inputValue()).toBe('You are {{ call.from }}')
    await expect
      .poll(() => field.evaluate((element) => element === document.activeElement))
      .toBe(true)
    await field.pressSequentially(' {{ nodes.later.value }} {{ vars.nobody }}')
    const marks = inspector.locator('.template-paint mark')
    await eventually(() =>
      marks.evaluateAll((all) => all.map((one) => one.getAttribute('data-state'))),
    ).toEqual(['known', 'late', 'unknown'])
    await inspector.getByText(/nothing sets vars.nobody/).waitFor()
    await expect
      .poll(() => dataOf(id, 'greet'))
      .toEqual({
        text: 'You are {{ call.from }} {{ nodes.later.value }} {{ vars.nobody }}',
      })
  })

  it('says how long a sentence takes, before and after listening', async () => {
    await open(
      makeFlow('listen', [['hello', 'say', { text: 'Good morning to all of you.' }]], []),
      'hello',
    )
    await inspector.getByText('about 2 s').waitFor()
    await inspector.getByRole('button', { name: 'Listen' }).click()
    await inspector.getByText(/^\d(\.\d)? s$/).waitFor()
  })

  it('moves an option by the keyboard and by the mouse; its wire stays with it', async () => {
    const option = (id: string, key: string) => ({ id, key, phrases: [] })
    const flow = makeFlow(
      'options',
      [
        [
          'menu',
          'menu',
          { prompt: 'Choose.', options: [option('a', '1'), option('b', '2'), option('c', '3')] },
        ],
        ['bye', 'end', {}],
      ],
      ['start.next>menu', 'menu.a>bye'],
    )
    const id = await open(flow, 'menu')
    const order = async () => {
      const { options } = (await dataOf(id, 'menu')) as { options: { id: string }[] }
      return options.map((one) => one.id).join('')
    }
    const grip = (number: number) =>
      inspector.getByRole('button', { name: `Move option ${number}`, exact: true })
    await grip(1).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => order()).toBe('bca')
    await expect
      .poll(() => grip(3).evaluate((element) => element === document.activeElement))
      .toBe(true)
    await grip(3).dragTo(grip(1))
    await expect.poll(() => order()).toBe('abc')
    await eventually(async () => (await saved(id)).edges.map((edge) => edge.sourceHandle)).toEqual([
      'next',
      'a',
    ])
  })

  it('says a condition in words, in Liquid, and in words again', async () => {
    const id = await open(
      makeFlow('rules', [['choose', 'branch']], ['start.next>choose'], {
        variables: [
          { name: 'age', type: 'number', default: '', sensitive: false },
          { name: 'member', type: 'boolean', default: '', sensitive: false },
        ],
      }),
      'choose',
    )
    await inspector.getByLabel('What to look at in rule 1', { exact: true }).fill('vars.age')
    await page.keyboard.press('Escape')
    await inspector.getByLabel('Comparison of rule 1', { exact: true }).selectOption('is at least')
    await inspector.getByLabel('Value of rule 1', { exact: true }).fill('18')
    await inspector.getByRole('button', { name: 'And', exact: true }).click()
    await inspector.getByLabel('What to look at in rule 1, line 2').fill('vars.member')
    await page.keyboard.press('Escape')
    await inspector.getByLabel('Value of rule 1, line 2').selectOption('yes')
    const when = async () =>
      ((await dataOf(id, 'choose')) as { rules: { test: object }[] }).rules[0]?.test
    await expect
      .poll(() => when())
      .toEqual({
        type: 'liquid',
        when: "vars.age >= 18 and vars.member == 'true'",
      })
    await inspector.getByRole('button', { name: 'Write Liquid' }).click()
    const liquid = inspector.getByLabel('Condition of rule 1')
    await liquid.fill('vars.age < 3 or vars.age > 99')
    await inspector.getByRole('button', { name: 'Use the form' }).click()
    await expect.poll(() => inspector.getByLabel('Value of rule 1, line 2').inputValue()).toBe('99')
    await inspector.getByRole('button', { name: 'Write Liquid' }).click()
    await liquid.fill('vars.age | plus: 1')
    await expect
      .poll(() => inspector.getByRole('button', { name: 'Use the form' }).isDisabled())
      .toBe(true)
  })

  it('paints opening hours with the mouse and the keys', async () => {
    const id = await open(makeFlow('hours', [['open', 'hours']], ['start.next>open']), 'open')
    const week = async () => ((await dataOf(id, 'open')) as { week: Record<string, unknown> }).week
    const grid = inspector.getByRole('application', { name: 'Opening hours of the week' })
    const saturday = await grid.locator('.week-strip').nth(5).boundingBox()
    if (!saturday) throw new Error('no grid')
    const at = (hour: number) => saturday.x + (saturday.width * hour) / 24
    await page.mouse.move(at(10.1), saturday.y + 8)
    await page.mouse.down()
    await page.mouse.move(at(13.9), saturday.y + 8, { steps: 5 })
    await page.mouse.up()
    await eventually(async () => (await week())['sat']).toEqual([{ from: '10:00', to: '14:00' }])
    await grid.focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await eventually(async () => (await week())['sun']).toEqual([{ from: '00:00', to: '00:30' }])
    await inspector.getByLabel('Sunday to').fill('00:00')
    await inspector.getByRole('button', { name: 'Copy to every day' }).click()
    await eventually(async () => (await week())['mon']).toEqual([{ from: '00:00', to: '00:00' }])
    await inspector.getByText(/The time zone of the flow, UTC/).waitFor()
    await inspector.getByRole('button', { name: 'Add a holiday' }).click()
    await inspector.getByLabel('Date', { exact: true }).fill('2026-12-25')
    await expect
      .poll(() => dataOf(id, 'open'))
      .toMatchObject({
        holidays: [{ date: '2026-12-25', yearly: true }],
      })
  })

  it('tries a webhook out and hands a value of the answer on', async () => {
    const id = await open(
      makeFlow(
        'hook',
        [
          ['look', 'webhook', { method: 'GET', url: `${address}/orders?of={{ vars.name }}` }],
          ['tell', 'say', { text: 'Hi.' }],
        ],
        ['start.next>look', 'look.ok>tell'],
        { variables: [{ name: 'name', type: 'text', default: '', sensitive: false }] },
      ),
      'look',
    )
    await inspector.getByText('Try it', { exact: true }).click()
    await inspector.getByLabel('Sample of vars.name').fill('Ann')
    await inspector.getByRole('button', { name: 'Send a test request' }).click()
    await inspector.getByText('200', { exact: true }).waitFor()
    await inspector.getByText('"/orders?of=Ann"').waitFor()
    await inspector.getByText('Headers of the answer').click()
    await inspector.getByText('x-kind: test').waitFor()
    await inspector.getByRole('button', { name: 'Hand on orders[0].itemName' }).click()
    await inspector
      .getByRole('button', { name: 'orders[0].itemName is handed on as item_name' })
      .waitFor()
    await expect
      .poll(() => dataOf(id, 'look'))
      .toMatchObject({
        keep: [{ name: 'item_name', path: 'orders[0].itemName' }],
      })
    await page.locator('.react-flow__node').filter({ hasText: 'Hi.' }).click()
    await inspector.getByLabel('What to say', { exact: true }).fill('{{ item')
    await inspector.getByRole('option', { name: /nodes\.look\.item_name/ }).waitFor()
  })

  it('uploads a recording, refuses what is none, and deletes it when nothing plays it', async () => {
    const id = await open(makeFlow('music', [['song', 'play']], ['start.next>song']), 'song')
    const wav = Buffer.from(printWav({ pcm: new Int16Array(8_000).fill(500), rateHz: 8_000 }))
    const choose = inspector.getByLabel('Recording file')
    await choose.setInputFiles({
      name: 'notes.wav',
      mimeType: 'audio/wav',
      buffer: Buffer.from('no sound'),
    })
    await inspector.getByText(/This is not a sound file/).waitFor()
    complaints.splice(0)
    await choose.setInputFiles({ name: 'hold music.wav', mimeType: 'audio/wav', buffer: wav })
    await inspector.getByRole('button', { name: 'Listen to hold music.wav' }).first().waitFor()
    const urlOf = async () => ((await dataOf(id, 'song')) as { url: string }).url
    await eventually(urlOf).toContain('/')
    const url = await urlOf()
    expect((await (await page.request.get(url)).body()).equals(wav)).toBe(true)
    await inspector.getByText('Uploaded recordings (1)').click()
    const remove = inspector.getByRole('button', { name: 'Delete hold music.wav' })
    await inspector.getByLabel('Recording', { exact: true }).fill('')
    await saved(id)
    await page.reload()
    await page
      .locator('.react-flow__node')
      .filter({ has: page.getByText('song', { exact: true }) })
      .click()
    await inspector.getByText('Uploaded recordings (1)').click()
    await remove.click()
    await inspector.getByText('Uploaded recordings').waitFor({ state: 'detached' })
    await eventually(async () => (await page.request.get(url)).status()).toBe(404)
  })

  it('keeps reading a step under its new name', async () => {
    const id = await open(
      makeFlow(
        'names',
        [
          ['age', 'ask', { prompt: 'How old?' }],
          ['tell', 'say', { text: 'You are {{ nodes.age.value }}.' }],
        ],
        ['start.next>age', 'age.answered>tell'],
      ),
      'age',
    )
    await inspector.getByLabel('Name', { exact: true }).fill('Years')
    await inspector.getByLabel('What to say', { exact: true }).focus()
    await eventually(() => dataOf(id, 'tell')).toEqual({ text: 'You are {{ nodes.years.value }}.' })
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await eventually(() => dataOf(id, 'tell')).toEqual({ text: 'You are {{ nodes.age.value }}.' })
    await eventually(async () => (await saved(id)).nodes[1]?.name).toBe('age')
  })

  it('goes with Tab through the steps as a caller does, then through the wires, and back', async () => {
    await open(
      makeFlow(
        'tabs',
        [
          ['last', 'end', { text: 'Goodbye.', outcome: 'done' }],
          ['first', 'say', { text: 'Hello.' }],
        ],
        ['first.next>last', 'start.next>first'],
      ),
      'first',
    )
    await page.keyboard.press('Escape')
    const label = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    await page.getByRole('separator', { name: 'Width of the palette' }).focus()
    const stops = ['start', 'first', 'last', 'Wire from start', 'Wire from first', 'Zoom out']
    for (const stop of stops) {
      await page.keyboard.press('Tab')
      await eventually(async () => (await label())?.toLowerCase()).toContain(stop.toLowerCase())
    }
    await page.keyboard.press('Shift+Tab')
    await eventually(label).toContain('Wire from first')
  })
})
