import { expect, it } from 'vitest'
import { checkFlow } from '../../compile/checkFlow.ts'
import { linkFlow } from '../../compile/linkFlow.ts'
import { drawFlow } from '../drawFlow.ts'

const flow = drawFlow([['say', 'say', { text: 'Hi.' }]], ['start.next>say', 'say.next>bye'])
const remark = drawFlow([['remark', 'note', { text: 'Ask Ann.' }]], []).nodes.slice(1)

it('leaves program and diagnostics as they are', () => {
  const noted = { ...flow, nodes: [...flow.nodes, ...remark] }
  expect(checkFlow(noted)).toEqual([])
  expect(linkFlow(noted)).toEqual(linkFlow(flow))
})

it('is no way to go', () => {
  const wired = drawFlow(
    [
      ['say', 'say', { text: 'Hi.' }],
      ['remark', 'note', { text: 'Ask Ann.' }],
    ],
    ['start.next>say', 'say.next>remark'],
  )
  expect(checkFlow(wired)).toMatchObject([
    { code: 'port.unwired', nodeId: 'say' },
    { code: 'edge.toRemark', nodeId: 'say', port: 'next' },
  ])
})
