import type { Flow } from '#shared/flow/flow.ts'
import { callOrder } from '../outline/callOrder.ts'

type Stop = HTMLElement | SVGElement

const insideStep = '[tabindex="0"], textarea, input, button:not([tabindex="-1"])'
const tabbable = `.react-flow__node, .react-flow__node :is(${insideStep}), .wire-button`

const allIn = (within: Element, selector: string): readonly Stop[] =>
  Array.from(within.querySelectorAll<Stop>(selector))

/**
 * Where Tab goes on the canvas: the steps in the order a caller meets them, each with its open ports while it is selected,
 * then the wires in the order of their steps. Their order in the page is another one: wires lie below steps.
 */
function stopsIn(canvas: Element, flow: Flow): readonly Stop[] {
  const { steps, anywhere, unreachable, remarks } = callOrder(flow)
  const places = new Map(
    [...steps, ...anywhere, ...unreachable, ...remarks].map((id, at) => [id, at]),
  )
  const sources = new Map(flow.edges.map(({ id, source }) => [id, source]))
  const placeOf = (id: string | undefined) => places.get(id ?? '') ?? places.size
  const drawn = allIn(canvas, '.react-flow__node').toSorted(
    (one, other) => placeOf(one.dataset['id']) - placeOf(other.dataset['id']),
  )
  const wires = allIn(canvas, '.react-flow__edge').toSorted(
    (one, other) =>
      placeOf(sources.get(one.dataset['id'] ?? '')) -
      placeOf(sources.get(other.dataset['id'] ?? '')),
  )
  return [
    ...drawn.flatMap((step) => [step, ...allIn(step, insideStep)]),
    ...wires.flatMap((wire) => [
      wire,
      ...(wire.classList.contains('selected') ? allIn(canvas, '.wire-button') : []),
    ]),
  ]
}

/** Goes to the next stop, or out of the canvas; true when it went by itself. */
export function tabOn(canvas: Element, flow: Flow, from: Element, isBack: boolean): boolean {
  const stops = stopsIn(canvas, flow)
  const at = stops.findIndex((stop) => stop.isSameNode(from))
  if (at === -1) return false
  const next = stops[isBack ? at - 1 : at + 1]
  next?.focus()
  if (next) return true
  // From the edge of the canvas in the page, the browser itself finds what comes next.
  const inPage = allIn(canvas, tabbable)
  inPage.at(isBack ? 0 : -1)?.focus({ preventScroll: true })
  return false
}

/** Comes in by Tab: to the first step, or from behind to what is last. */
export function tabInto(canvas: Element, flow: Flow, isBack: boolean): void {
  stopsIn(canvas, flow)
    .at(isBack ? -1 : 0)
    ?.focus()
}
