import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasChromium, launchChromium } from '../support/chromium.ts'
import { makeFlow } from '../support/makeFlow.ts'
import { type RunningServer, startServer } from '../support/server.ts'

const place = (x: number, y: number) => ({ x, y })
const places: Readonly<Record<string, { x: number; y: number }>> = {
  start: place(0, 0),
  Hello: place(260, 0),
  Choice: place(520, 0),
  Orders: place(800, -160),
  Person: place(800, 160),
  Told: place(1080, -160),
  Sorry: place(1080, 160),
}
const drawn = makeFlow(
  'shop',
  [
    ['Hello', 'say', { text: 'Hello {{ vars.who }}.' }],
    [
      'Choice',
      'menu',
      {
        prompt: 'Press 1 for orders or 2 for a person.',
        retryPrompt: 'Once more: 1 or 2.',
        options: [
          { id: 'orders', key: '1', phrases: ['orders'] },
          { id: 'person', key: '2', phrases: ['person'] },
        ],
        retries: 1,
      },
    ],
    ['Orders', 'webhook', { url: 'https://shop.example/orders' }],
    ['Person', 'transfer', { targets: [{ id: 't1', type: 'sip', address: 'sip:desk' }] }],
    ['Told', 'end', { text: 'Your order is {{ nodes.orders.body.state }}.', outcome: 'told' }],
    ['Sorry', 'end', { text: 'Sorry, goodbye.', outcome: 'sorry' }],
  ],
  [
    'start.next>Hello',
    'Hello.next>Choice',
    'Choice.orders>Orders',
    'Choice.person>Person',
    'Choice.noInput>Sorry',
    'Choice.noMatch>Sorry',
    'Orders.ok>Told',
    'Orders.failed>Sorry',
    'Orders.timeout>Sorry',
    'Person.completed>Told',
    'Person.noAnswer>Sorry',
    'Person.busy>Sorry',
    'Person.failed>Sorry',
  ],
  {
    variables: [
      { name: 'who', type: 'text', default: 'you', sensitive: false },
      { name: 'pin', type: 'text', default: '4711', sensitive: true },
    ],
  },
)
const shop = {
  ...drawn,
  nodes: drawn.nodes.map((node) => ({ ...node, position: places[node.id] ?? place(0, 400) })),
}

describe.skipIf(!hasChromium)('the simulator (needs: chromium)', () => {
  let server: RunningServer
  let browser: Browser
  let page: Page

  const sim = () => page.getByRole('region', { name: 'Simulator' })
  const log = () => sim().getByRole('log', { name: 'Transcript' })
  const button = (name: string) => sim().getByRole('button', { name, exact: true })
  const say = async (words: string) => {
    await sim().getByLabel('What the caller says').fill(words)
    await sim().getByLabel('What the caller says').press('Enter')
  }
  const ended = (outcome: string) => sim().getByText(`Ended: ${outcome}`).waitFor()
  const step = (name: string) => page.locator(`.react-flow__node[data-id="${name}"]`)

  beforeAll(async () => {
    server = await startServer()
    browser = await launchChromium()
    // axe wants a context of its own.
    const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } })
    page = await context.newPage()
    const created = await page.request.post(`${server.url}/api/flows`, { data: { flow: shop } })
    const { flow } = await created.json()
    await page.goto(`${server.url}/flows/${flow.id}`)
    await page.getByRole('tab', { name: 'Simulator' }).click()
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  it('talks, lights the way and shows the FML', async () => {
    await button('Start the simulation').click()
    await log().getByText('Hello you.').waitFor()
    await log().getByText('Press 1 for orders').waitFor()
    await step('Choice').locator('[data-speaking=true]').waitFor()
    await expect.poll(() => page.locator('.wire-taken').count()).toBe(2)
    await log().getByText('FML, 1 round trip').click()
    await log().getByText('<Say id="Hello">Hello you.</Say>').waitFor()
    await log().getByText('FML, 1 round trip').click()
  })

  it('asks what a webhook replies, and shows the values', async () => {
    await button('Key 1').click()
    const form = sim().getByRole('form', { name: 'Answer of the webhook' })
    await expect.poll(() => form.getByLabel('Body, as JSON').inputValue()).toContain('"state"')
    await form.getByLabel('Body, as JSON').fill('{"state": "on its way"}')
    await form.getByLabel('Answer like this from now on').check()
    await form.getByRole('button', { name: 'Reply' }).click()
    await log().getByText('Your order is on its way.').waitFor()
    await ended('told')
    await button('Values').click()
    const values = sim().getByRole('table', { name: 'Values' })
    await values.getByRole('row', { name: /nodes\.orders\.status 200\s*changed/ }).waitFor()
    await expect.poll(() => values.innerText()).not.toContain('4711')
    await button('Show what is sensitive').click()
    await expect.poll(() => values.innerText()).toContain('4711')
    await button('Talk').click()
  })

  it('does something else at an earlier turn, and replays what fits', async () => {
    await log().getByText('1', { exact: true }).hover()
    await log().getByRole('button', { name: 'Change “1”' }).click()
    await sim().getByText('What you do now replaces “1”').waitFor()
    await say('a person please')
    await sim().getByText('rings. How does it end?').waitFor()
    await button('Busy').click()
    await log().getByText('Sorry, goodbye.').waitFor()
    await log().getByRole('button', { name: 'Back to here, before “Busy”' }).click()
    await button('They talk').click()
    await ended('told')
  })

  it('stays silent until the step gives up', async () => {
    await button('Start again').click()
    await button('Stay silent').click()
    await log().getByText('Once more: 1 or 2.').waitFor()
    await button('Stay silent').click()
    await ended('sorry')
  })

  it('cuts in: the rest of the sentence is not heard', async () => {
    await button('Start again').click()
    await button('Cut in').click()
    const heard = sim().getByRole('slider', { name: 'Words heard before the caller cuts in' })
    await heard.press('Home')
    await heard.press('ArrowRight')
    await heard.press('ArrowRight')
    await say('orders')
    // The reply of the webhook was kept, so nobody is asked.
    await ended('told')
    await expect.poll(() => log().locator('s').innerText()).toBe('for orders or 2 for a person.')
    await expect.poll(() => log().innerText()).toMatch(/Press 1\s+for orders or 2 for a person\./)
  })

  it('presses keys of the keyboard, and hangs up', async () => {
    await button('Start again').click()
    await button('Stay silent').focus()
    await page.keyboard.press('2')
    await sim().getByText('rings. How does it end?').waitFor()
    await button('Caller hangs up').press('Enter')
    await ended('hung up')
  })

  it('starts at a step with a value', async () => {
    await button('Setup').click()
    await sim().getByLabel('vars.who').fill('Ann')
    await sim().getByLabel('vars.who').press('Enter')
    await button('Start again').click()
    await log().getByText('Hello Ann.').waitFor()
    await button('Setup').click()
    await sim().getByLabel('Start at').selectOption({ label: 'Person' })
    await button('Start again').click()
    await button('No answer').click()
    await ended('sorry')
    await expect.poll(() => log().innerText()).not.toContain('Hello')
  })

  it('says that the drawing has changed, and replays the same moves on it', async () => {
    await step('Sorry').click()
    await page.getByLabel('Last words').fill('Until next time.')
    await button('Replay on the new drawing').click()
    await log().getByText('Until next time.').waitFor()
    await ended('sorry')
  })

  it('keeps a conversation and checks it against the drawing', async () => {
    await button('Kept').click()
    await sim().getByLabel('Name of the conversation').fill('Nobody at the desk')
    await button('Keep').click()
    await button('Check all against the drawing').click()
    await sim().getByText('Same way').waitFor()
    await step('Person').click()
    await page
      .getByRole('region', { name: 'Inspector' })
      .getByLabel('No answer', { exact: true })
      .selectOption({ label: 'Told' })
    await button('Check all against the drawing').click()
    await sim()
      .getByText(/Different/)
      .waitFor()
  })

  it.each([
    ['light', ['Talk', 'Setup']],
    ['dark', ['Values', 'Kept']],
  ] as const)('has no serious finding of axe in %s', async (colorScheme, views) => {
    await page.emulateMedia({ colorScheme })
    for (const view of views) {
      await button(view).click()
      const found = async () => {
        const { violations } = await new AxeBuilder({ page }).include('.phone').analyze()
        return violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => `${view} ${id}: ${nodes.map((node) => node.html).join(' ')}`)
      }
      // Colours glide to those of another theme.
      await expect.poll(found).toEqual([])
    }
  })

  it('begins at a step from its menu on the canvas', async () => {
    await step('Person').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Simulate from here' }).click()
    await sim().getByText('rings. How does it end?').waitFor()
  })

  it('begins at the selected step from the quick command', async () => {
    await step('Choice').click()
    await page.keyboard.press('Control+k')
    await page.getByLabel('Search steps and actions').fill('Simulate from')
    await page.keyboard.press('Enter')
    await log().getByText('Press 1 for orders').waitFor()
    await expect.poll(() => log().innerText()).not.toContain('Hello')
  })
})
