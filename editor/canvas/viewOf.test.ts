import { expect, it } from 'vitest'
import { createFlow } from '#shared/flow/createFlow.ts'
import type { FlowNode } from '#shared/flow/flow.ts'
import { boundsOf } from '../state/geometry.ts'
import { firstViewOf, maybeSeen, viewOf } from './viewOf.ts'

const size = { width: 800, height: 600 }
const { nodes } = createFlow('f1', 'Front desk')
const [entry] = nodes
const say = (id: string, x: number, y: number): FlowNode => ({
  id,
  type: 'say',
  name: id,
  data: { text: 'Hello.' },
  position: { x, y },
})

it('shows a small flow whole, in the middle and no larger than life', () => {
  const flow = [...nodes, say('a', 300, 0)]
  const bounds = boundsOf(flow)
  const view = firstViewOf(flow, size)
  expect(view?.zoom).toBe(1)
  expect(view?.x).toBe(400 - ((bounds?.x ?? 0) + (bounds?.width ?? 0) / 2))
})

it('shows where a call comes in when the whole cannot be read', () => {
  const view = firstViewOf([...nodes, say('far', 9_000, 9_000)], size)
  const { x = 0 } = entry?.position ?? {}
  expect(view).toMatchObject({ zoom: 0.6, x: 40 - x * 0.6 })
})

it('shows the whole of any flow when it may be small', () => {
  const view = viewOf([...nodes, say('far', 4_000, 0)], size, 0.1)
  expect(view?.zoom).toBeLessThan(0.2)
})

it('has nothing to look at in nothing', () => expect(firstViewOf([], size)).toBe(null))

it.for([
  ['in the middle', 400, 300, true],
  ['reaching in from the left', -200, 300, true],
  ['left of the view', -240, 300, false],
  ['below it', 400, 601, false],
  ['right of it', 801, 300, false],
] as const)('knows a step %s', ([, x, y, isSeen]) => {
  expect(maybeSeen(say('a', x, y), { x: 0, y: 0, zoom: 1 }, size)).toBe(isSeen)
})

it('sees the large frame that reaches into the view', () => {
  const frame = { ...say('a', -2_000, -2_000), type: 'note', size: { width: 3_000, height: 3_000 } }
  expect(maybeSeen(frame, { x: 0, y: 0, zoom: 1 }, size)).toBe(true)
})
