import { expect, it } from 'vitest'
import { drawFlow, tryFlow } from '../drawFlow.ts'

it('waits for so many seconds, then goes on', () => {
  const flow = drawFlow([['wait', 'pause', { seconds: 2.5 }]], ['start.next>wait', 'wait.next>on'])
  expect(tryFlow(flow, [])[0]?.documents[0]?.verbs).toEqual([
    { type: 'pause', id: 'wait', length: 2.5 },
    { type: 'hangup', id: 'on' },
  ])
})
