import { z } from 'zod'
import { defineNode } from '../defineNode.ts'

/** Where a call enters. Every flow holds exactly one. */
export const start = defineNode({
  type: 'start',
  title: 'Start',
  summary: 'Where a call enters the flow.',
  group: 'speak',
  data: z.strictObject({}),
  defaults: () => ({}),
  ports: () => [{ id: 'next', title: 'Next', unwired: 'error' }],
  describe: () => 'A call comes in.',
  compile: (node, { target }) => ({
    [node.id]: { op: 'goto', node: node.id, to: target('next') },
  }),
})
