import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hasChromium, launchChromium } from '../support/chromium.ts'
import { type RunningServer, startServer } from '../support/server.ts'

const middleOf = async (target: Locator) => {
  await target.first().waitFor()
  const box = await target.first().boundingBox()
  if (!box) throw new Error('That is not in view.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** The job: a greeting, a menu with three options, an agent, a webhook, a transfer; published and called. */
describe.skipIf(!hasChromium)('the same job by one kind of hand (needs: chromium)', () => {
  let server: RunningServer
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    server = await startServer()
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
    expect(await server?.stop()).toBe(0)
  })
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
    await page.goto(server.url)
  })
  afterEach(() => page.context().close())

  const region = (name: string) => page.getByRole('region', { name, exact: true })
  const inspector = () => region('Inspector')

  /** What everybody ends with: a flow without problems that a number answers with, and a call on it. */
  async function expectDone() {
    await region('Problems').getByText('This flow can be published.').waitFor()
    await page.getByText(/^Live: version 1 on \+1 202/).waitFor()
    const transcript = region('Softphone').getByRole('log', { name: 'Transcript' })
    await transcript.getByText('Garden hotel, good day.').waitFor()
    await transcript.getByText('Rooms one, table two, reception three.').waitFor()
  }

  it('is done by the keyboard alone', { timeout: 180_000 }, async () => {
    const { keyboard } = page
    const tabTo = async (target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab') => {
      await target.first().waitFor()
      for (let pressed = 0; pressed < 120; pressed++) {
        if (await target.first().evaluate((element) => element === document.activeElement)) return
        await keyboard.press(key)
      }
      throw new Error('Nobody would press Tab that often.')
    }
    const field = (label: string) => inspector().getByLabel(label, { exact: true })
    const write = async (label: string, text: string) => {
      await tabTo(field(label))
      await keyboard.press('Control+a')
      await keyboard.type(text)
    }
    /** A list takes the letters of what is chosen. */
    const choose = async (label: string, option: string) => {
      await tabTo(field(label))
      await keyboard.type(option)
    }
    const command = async (words: string) => {
      await keyboard.press('Control+k')
      await page.getByLabel('Search steps and actions').waitFor()
      await keyboard.type(words)
      // The one that Enter takes.
      await page.locator('[data-action][data-selected=true]').filter({ hasText: words }).waitFor()
      await keyboard.press('Enter')
      await page.getByLabel('Search steps and actions').waitFor({ state: 'hidden' })
    }
    const add = async (title: string, name: string) => {
      await command(`Add ${title}`)
      await inspector().getByRole('tab', { name: title, exact: true }).waitFor()
      await keyboard.press('e')
      await tabTo(inspector().getByLabel('Name', { exact: true }).first(), 'Shift+Tab')
      await keyboard.press('Control+a')
      await keyboard.type(name)
    }
    const leaveForm = () => keyboard.press('Escape')

    await tabTo(page.getByRole('button', { name: 'New flow' }))
    await keyboard.press('Enter')
    await region('Canvas').waitFor()
    await page.getByRole('button', { name: 'Publish', exact: true }).waitFor()

    await add('Say', 'Greeting')
    await write('What to say', 'Garden hotel, good day.')
    await leaveForm()
    await add('Menu', 'What for')
    await write('What to say', 'Rooms one, table two, reception three.')
    await tabTo(inspector().getByRole('button', { name: 'Add an option' }))
    await keyboard.press('Enter')
    await write('Phrases of option 3', 'reception')
    await write('Ask again', '2')
    await leaveForm()
    await add('Agent', 'Book a room')
    await write('Task', 'Find out on which day the guest wants to come.')
    await leaveForm()
    await add('Webhook', 'Tell the hotel')
    await write('Address', 'https://hotel.example/rooms')
    await leaveForm()
    await add('End', 'Goodbye')
    await leaveForm()
    await command('What for')
    await add('Transfer', 'Reception')
    await write('Number', '+12025550188')
    const wire = async (step: string, ways: Readonly<Record<string, string>>) => {
      await leaveForm()
      await command(step)
      await expect.poll(() => field('Name').first().inputValue()).toBe(step)
      await keyboard.press('e')
      for (const [way, to] of Object.entries(ways)) await choose(way, to)
    }
    await wire('Reception', {
      Completed: 'Goodbye',
      'No answer': 'Goodbye',
      Busy: 'Goodbye',
      Failed: 'Goodbye',
    })
    await wire('What for', {
      '1': 'Book a room',
      '2': 'Book a room',
      '3 · reception': 'Reception',
      'No input': 'Goodbye',
      'No match': 'Goodbye',
    })
    await wire('Book a room', {
      'No input': 'Goodbye',
      'Too many turns': 'Goodbye',
      Failed: 'Goodbye',
    })
    await wire('Tell the hotel', { Failed: 'Goodbye', Timeout: 'Goodbye' })
    await leaveForm()
    await command('Publish')
    await page.getByText(/^Live: version 1/).waitFor()
    await command('Call the draft')
    await expectDone()
  })

  it('is done by the mouse alone, but for the words', { timeout: 180_000 }, async () => {
    const { mouse, keyboard } = page
    const click = async (target: Locator) => {
      await target.scrollIntoViewIfNeeded()
      const { x, y } = await middleOf(target)
      await mouse.click(x, y)
    }
    const button = (name: string) => page.getByRole('button', { name, exact: true })
    const field = (label: string) => inspector().getByLabel(label, { exact: true }).first()
    const write = async (label: string, text: string) => {
      await click(field(label))
      // As dictated, or pasted by a menu: no key is pressed.
      await keyboard.insertText(text)
    }
    const step = (name: string) =>
      page.locator('.react-flow__node').filter({ has: page.getByText(name, { exact: true }) })
    const add = async (title: string) => {
      await click(region('Palette').getByRole('button', { name: title, exact: true }))
      await inspector().getByRole('tab', { name: title, exact: true }).waitFor()
    }
    const wire = async (port: string, to: string) => {
      const from = await middleOf(page.getByLabel(port, { exact: true }))
      const into = await middleOf(page.getByLabel(`${to}: way in`, { exact: true }))
      await mouse.move(from.x, from.y)
      await mouse.down()
      await mouse.move(into.x, into.y, { steps: 6 })
      await mouse.up()
      await page.getByLabel(`Wire from ${port} to ${to}`).waitFor({ state: 'attached' })
    }

    await click(button('New flow'))
    await button('Publish').waitFor()
    await add('Say')
    await write('What to say', 'Garden hotel, good day.')
    await add('Menu')
    await write('What to say', 'Rooms one, table two, reception three.')
    await click(inspector().getByRole('button', { name: 'Add an option' }))
    await add('Agent')
    await write('Task', 'Find out on which day the guest wants to come.')
    await add('Webhook')
    await write('Address', 'https://hotel.example/rooms')
    await add('End')
    await click(button('Fit'))
    await click(step('Menu').getByText('Menu', { exact: true }).first())
    await inspector().getByRole('tab', { name: 'Menu', exact: true }).waitFor()
    await add('Transfer')
    await write('Number', '+12025550188')
    await click(button('Tidy'))
    await click(button('Fit'))
    for (const port of ['Completed', 'No answer', 'Busy', 'Failed']) {
      await wire(`Transfer: ${port}`, 'End')
    }
    await wire('Menu: 3', 'Agent')
    for (const port of ['No input', 'No match']) await wire(`Menu: ${port}`, 'End')
    for (const port of ['No input', 'Too many turns', 'Failed']) await wire(`Agent: ${port}`, 'End')
    for (const port of ['Failed', 'Timeout']) await wire(`Webhook: ${port}`, 'End')
    await click(button('Publish'))
    await page.getByText(/^Live: version 1/).waitFor()
    await click(button('Call'))
    await expectDone()
  })
})
