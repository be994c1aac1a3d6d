import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { routes, storedFlowSchema } from '#shared/api/api.ts'
import { hasChromium, launchChromium } from '../support/chromium.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { type BaselinePage, serveBaseline } from './baselinePage.ts'
import { createDriver, type Driver, type Gesture } from './canvasDriver.ts'
import { type Gate, type Measured, median, type Report } from './gates.ts'
import { largeFlow } from './largeFlow.ts'

const pairs = 7
/** Milliseconds after which no further pair begins: seven pairs take about three minutes on a quiet machine. */
const longest = 220_000
const nodesInView = 40

const bounds = { drag: 1.5, pan: 1.3, zoom: 1.5, 'first node': 1.5, heap: 1.5 } as const
type Figure = keyof typeof bounds
type Figures = Readonly<Record<Figure, number>>
const names: readonly Figure[] = ['drag', 'pan', 'zoom', 'first node', 'heap']
const gestures: readonly Gesture[] = ['drag', 'pan', 'zoom']

/** The editor with a thousand steps beside React Flow's own page with the same graph. */
export async function measureEditor(): Promise<Measured> {
  if (!hasChromium) {
    return {
      gates: [],
      reports: [],
      skipped: ['the editor: no Chromium; set CHROMIUM to its path'],
    }
  }
  buildForVisitors()
  const server = await startServer({ BUILD_EDITOR: '0' })
  const baseline = await serveBaseline(largeFlow(1_000))
  const browser = await launchChromium()
  try {
    const address = `${server.url}/flows/${await importFlow(server)}`
    const loaded = await measureLoad(browser, address)
    const { rows, inView } = await measurePairs(browser, address, baseline)
    return { gates: gatesOf(rows, inView), reports: [loaded] }
  } finally {
    await browser.close()
    baseline.close()
    await server.stop()
  }
}

/** The editor as `npm run build` makes it: a build made under a test runner's NODE_ENV holds React's development code. */
function buildForVisitors(): void {
  execFileSync('npm', ['run', '--silent', 'build', '--', '--logLevel', 'error'], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 120_000,
  })
}

async function importFlow(server: RunningServer): Promise<string> {
  const response = await fetch(`${server.url}${routes.flows}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ flow: largeFlow(1_000) }),
  })
  if (!response.ok) throw new Error(`The flow was refused: ${await response.text()}`)
  return storedFlowSchema.parse(await response.json()).flow.id
}

function gatesOf(rows: readonly Readonly<Record<Figure, number>>[], inView: number): Gate[] {
  return names.map((name) => ({
    name: `1,000-node editor, ${inView} nodes in view, of an unmodified React Flow page: ${name}`,
    sign: '≤',
    bound: bounds[name],
    ratio: median(rows.map((row) => row[name])),
  }))
}

async function measurePairs(browser: Browser, address: string, baseline: BaselinePage) {
  const startedAt = performance.now()
  const rows: Figures[] = []
  const view = await visit(browser, address, true)
  baseline.show(view.viewport, view.size)
  for (let pair = 0; pair < pairs && performance.now() - startedAt < longest; pair++) {
    const isOursFirst = pair % 2 === 0
    const early = await visit(browser, isOursFirst ? address : baseline.url, isOursFirst)
    const late = await visit(browser, isOursFirst ? baseline.url : address, !isOursFirst)
    const [ours, theirs] = isOursFirst ? [early, late] : [late, early]
    const ratio = (name: Figure) => ours.figures[name] / theirs.figures[name]
    rows.push({
      drag: ratio('drag'),
      pan: ratio('pan'),
      zoom: ratio('zoom'),
      'first node': ratio('first node'),
      heap: ratio('heap'),
    })
    if (process.env['BENCH_DETAILS']) console.log(JSON.stringify({ ours, theirs }))
  }
  return { rows, inView: view.inView }
}

/** One look at a page that nobody has seen: when it shows its first step, what it holds, what moving costs it. */
async function visit(browser: Browser, address: string, isOurs: boolean) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    const page = await context.newPage()
    await page.addInitScript(watchFirstNode)
    const driver = await createDriver(page)
    await page.goto(address)
    await page.waitForFunction(() => Reflect.has(window, 'firstNodeAt'))
    await page.waitForLoadState('networkidle')
    const firstNode = await page.evaluate(() => Number(Reflect.get(window, 'firstNodeAt')))
    if (isOurs) await lookAtMiddle(page, driver)
    await driver.nextFrame()
    const seen = await page.evaluate(readView)
    const heap = await driver.heapBytes()
    const spent = { drag: 0, pan: 0, zoom: 0 }
    for (const gesture of gestures) spent[gesture] = await driver.measure(gesture)
    const figures: Figures = { ...spent, 'first node': firstNode, heap }
    return { ...seen, figures }
  } finally {
    await context.close()
  }
}

/** Turns the wheel until about forty steps in the middle of the flow are in view. */
async function lookAtMiddle(page: Page, { wheel, nextFrame }: Driver): Promise<void> {
  const { size, middle, viewport } = await page.evaluate(readView)
  // Steps stand 300 by 260 apart.
  const zoom = Math.sqrt((size.width * size.height) / (nodesInView * 300 * 260))
  // d3-zoom: 2 to the power of the wheel's pixels by 0.002.
  await wheel(middle, 0, Math.log2(viewport.zoom / zoom) / 0.002, true)
  for (let turn = 0; turn < 6; turn++) {
    await nextFrame()
    const now = (await page.evaluate(readView)).viewport
    const dx = now.x + 5_850 * now.zoom - size.width / 2
    const dy = now.y + 3_120 * now.zoom - size.height / 2
    if (Math.hypot(dx, dy) < 20) return
    // React Flow pans by half of what the wheel says.
    await wheel(middle, dx * 2, dy * 2, false)
  }
}

/** Counts what a visitor must load before the canvas shows its first step. */
async function measureLoad(browser: Browser, address: string): Promise<Report> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    const page = await context.newPage()
    await page.addInitScript(watchFirstNode)
    const bodies: Promise<{ readonly url: string; readonly bytes: number }>[] = []
    let isUsable = false
    page.on('response', (response) => {
      const type = response.request().resourceType()
      if (isUsable || (type !== 'script' && type !== 'stylesheet')) return
      bodies.push(
        response.body().then((body) => ({ url: response.url(), bytes: gzipSync(body).length })),
      )
    })
    await page.goto(address, { waitUntil: 'commit' })
    await page.waitForFunction(() => Reflect.has(window, 'firstNodeAt'))
    isUsable = true
    const files = await Promise.all(bodies)
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    return {
      name: 'editor: script and style before the canvas is usable',
      target: '300 kB gzip',
      figure: `${(bytes / 1_000).toFixed(0)} kB gzip in ${files.length} files`,
    }
  } finally {
    await context.close()
  }
}

// What follows runs in the page.

/** Notes when the first step is there, in milliseconds since the visit began. */
function watchFirstNode(): void {
  const look = () => {
    if (document.querySelector('.react-flow__node') === null) return requestAnimationFrame(look)
    return Reflect.set(window, 'firstNodeAt', performance.now())
  }
  requestAnimationFrame(look)
}

function readView() {
  const canvas = document.querySelector('.react-flow')?.getBoundingClientRect()
  const moved = document.querySelector<HTMLElement>('.react-flow__viewport')
  if (!canvas || !moved) throw new Error('There is no canvas')
  const { a, e, f } = new DOMMatrix(getComputedStyle(moved).transform)
  const inView = [...document.querySelectorAll('.react-flow__node')].filter((node) => {
    const box = node.getBoundingClientRect()
    const { left, right, top, bottom } = canvas
    return box.right > left && box.left < right && box.bottom > top && box.top < bottom
  })
  return {
    viewport: { x: e, y: f, zoom: a },
    size: { width: canvas.width, height: canvas.height },
    middle: { x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height / 2 },
    inView: inView.length,
  }
}
