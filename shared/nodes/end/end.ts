import { z } from 'zod'
import { defineNode } from '../defineNode.ts'
import { spokenText } from '../fields.ts'

/** Says goodbye and hangs up. */
export const end = defineNode({
  type: 'end',
  title: 'End',
  summary: 'Say goodbye and hang up.',
  group: 'end',
  data: z.strictObject({
    text: spokenText,
    /** What the call came to, as the call list shows it. */
    outcome: z.string().max(60),
  }),
  defaults: () => ({ text: 'Goodbye.', outcome: 'completed' }),
  ports: () => [],
  describe: (data) => data.text || 'Hang up.',
  templates: (data) => [{ path: 'text', source: data.text, kind: 'template' }],
  endsAs: (data) => ({ text: data.text, outcome: data.outcome.trim() || 'completed' }),
  compile: (node) => ({
    [node.id]: {
      op: 'end',
      node: node.id,
      text: node.data.text,
      outcome: node.data.outcome.trim() || 'completed',
    },
  }),
})
