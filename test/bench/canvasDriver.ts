import type { CDPSession, Page } from 'playwright-core'

export type Gesture = 'drag' | 'pan' | 'zoom'

interface Point {
  readonly x: number
  readonly y: number
}

/** Frames of one gesture, and milliseconds after which a slow page has shown enough. */
const frames = 40
const longest = 5_000

export type Driver = Awaited<ReturnType<typeof createDriver>>

/** Moves the mouse as a hand does, one event a frame, and reads what a frame costs the page's main thread. */
export async function createDriver(page: Page) {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  await cdp.send('Runtime.enable')
  await cdp.send('Runtime.addBinding', { name: 'benchFrame' })
  return {
    /** Milliseconds of main thread for each frame. */
    measure: (gesture: Gesture) => measure(page, cdp, gesture),
    wheel: (at: Point, deltaX: number, deltaY: number, withControl: boolean) =>
      wheel(cdp, at, { deltaX, deltaY, withControl }),
    heapBytes: async (): Promise<number> => {
      await cdp.send('HeapProfiler.collectGarbage')
      return (await cdp.send('Runtime.getHeapUsage')).usedSize
    },
    nextFrame: () => nextFrame(page),
  }
}

async function measure(page: Page, cdp: CDPSession, gesture: Gesture): Promise<number> {
  const target = await page.evaluate(findTarget, gesture)
  const before = await page.evaluate(placeOf, target.id)
  if (gesture !== 'zoom') await press(cdp, target)
  else await mouse(cdp, 'mouseMoved', target, false)
  await nextFrame(page)
  const taskBefore = await taskSeconds(cdp)
  const startedAt = performance.now()
  await page.evaluate(startFrames)
  let frame = 0
  while (frame < frames && performance.now() - startedAt < longest) {
    await frameOf(cdp)
    frame++
    await act(cdp, gesture, target, frame)
  }
  const spent = (await taskSeconds(cdp)) - taskBefore
  await page.evaluate(stopFrames)
  const after = await page.evaluate(placeOf, target.id)
  if (gesture !== 'zoom') await mouse(cdp, 'mouseReleased', target, true)
  await nextFrame(page)
  // A zoom may end where it began.
  if (gesture !== 'zoom' && before === after) throw new Error(`The ${gesture} moved nothing`)
  return (spent * 1_000) / frame
}

async function press(cdp: CDPSession, at: Point): Promise<void> {
  await mouse(cdp, 'mouseMoved', at, false)
  await mouse(cdp, 'mousePressed', at, true)
  for (let step = 1; step <= 4; step++) {
    await mouse(cdp, 'mouseMoved', { x: at.x + step, y: at.y }, true)
  }
}

/** A zoom goes nearer and back again, so that no more steps come into view than there were. */
const act = (cdp: CDPSession, gesture: Gesture, { x, y }: Point, frame: number): Promise<void> =>
  gesture === 'zoom'
    ? wheel(cdp, { x, y }, { deltaX: 0, deltaY: frame * 2 <= frames ? -18 : 18, withControl: true })
    : mouse(
        cdp,
        'mouseMoved',
        { x: x + 120 * Math.sin(frame / 12), y: y + 80 * (1 - Math.cos(frame / 15)) },
        true,
      )

async function mouse(
  cdp: CDPSession,
  type: 'mouseMoved' | 'mousePressed' | 'mouseReleased',
  { x, y }: Point,
  isDown: boolean,
): Promise<void> {
  await cdp.send('Input.dispatchMouseEvent', {
    type,
    x,
    y,
    button: isDown ? 'left' : 'none',
    buttons: isDown && type !== 'mouseReleased' ? 1 : 0,
    clickCount: type === 'mouseMoved' ? 0 : 1,
  })
}

async function wheel(
  cdp: CDPSession,
  { x, y }: Point,
  how: { readonly deltaX: number; readonly deltaY: number; readonly withControl: boolean },
): Promise<void> {
  const { deltaX, deltaY, withControl } = how
  await cdp.send('Input.dispatchMouseEvent', {
    type: 'mouseWheel',
    x,
    y,
    deltaX,
    deltaY,
    // The modifier bit of Control: what a pinch looks like.
    modifiers: withControl ? 2 : 0,
  })
}

const frameOf = (cdp: CDPSession): Promise<void> =>
  new Promise((resolve) => cdp.once('Runtime.bindingCalled', () => resolve()))

async function taskSeconds(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
}

/** Two frames: what the last event led to has been painted. */
const nextFrame = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => resolve())),
      ),
  )

// What follows runs in the page.

function startFrames(): void {
  const isRunning = { value: true }
  Reflect.set(window, 'benchFrames', isRunning)
  const tell = () => {
    if (!isRunning.value) return
    Reflect.get(window, 'benchFrame')('')
    requestAnimationFrame(tell)
  }
  requestAnimationFrame(tell)
}

function stopFrames(): void {
  Reflect.get(window, 'benchFrames').value = false
}

/** A place near the middle where the gesture begins: on a step to drag it, beside them to pan. */
function findTarget(gesture: Gesture): Point & { readonly id: string } {
  const canvas = document.querySelector('.react-flow')?.getBoundingClientRect()
  if (!canvas) throw new Error('There is no canvas')
  const middle = { x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height / 2 }
  if (gesture === 'zoom') return { ...middle, id: '' }
  for (let radius = 0; radius < 320; radius += 4) {
    for (let angle = 0; angle < 6.28; angle += 0.3) {
      const x = middle.x + radius * Math.cos(angle)
      const y = middle.y + radius * Math.sin(angle)
      const element = document.elementFromPoint(x, y)
      if (gesture === 'pan' && element?.classList.contains('react-flow__pane')) {
        return { x, y, id: '' }
      }
      const node = element?.closest('.react-flow__node')
      const isBody = node && !element?.closest('.react-flow__handle, button, input, .nodrag')
      if (gesture === 'drag' && isBody) return { x, y, id: node.getAttribute('data-id') ?? '' }
    }
  }
  throw new Error(`There is nowhere to ${gesture}`)
}

/** Where a step is, or the canvas when there is no id. */
function placeOf(id: string): string {
  const selector = id === '' ? '.react-flow__viewport' : `.react-flow__node[data-id="${id}"]`
  return document.querySelector<HTMLElement>(selector)?.style.transform ?? ''
}
