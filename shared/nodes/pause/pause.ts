import { z } from 'zod'
import { defineNode } from '../defineNode.ts'

export const pauseData = z.strictObject({ seconds: z.number().min(0.1).max(120) })
export type PauseData = z.infer<typeof pauseData>

/** Waits in silence. */
export const pause = defineNode<PauseData>({
  type: 'pause',
  title: 'Pause',
  summary: 'Wait a moment in silence.',
  group: 'speak',
  data: pauseData,
  defaults: () => ({ seconds: 1 }),
  ports: () => [{ id: 'next', title: 'Next', unwired: 'warning' }],
  describe: (data) => (data.seconds === 1 ? '1 second' : `${data.seconds} seconds`),
  compile: (node, { target }) => ({
    [node.id]: {
      op: 'pause',
      node: node.id,
      length: Math.round(node.data.seconds * 1_000),
      next: target('next'),
    },
  }),
})
