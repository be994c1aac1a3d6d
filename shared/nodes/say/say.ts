import { z } from 'zod'
import { defineNode } from '../defineNode.ts'
import { checkText, spokenText } from '../fields.ts'

/** Speaks a sentence to the caller. */
export const say = defineNode({
  type: 'say',
  title: 'Say',
  summary: 'Speak a sentence to the caller.',
  group: 'speak',
  data: z.strictObject({ text: spokenText }),
  defaults: () => ({ text: '' }),
  ports: () => [{ id: 'next', title: 'Next', unwired: 'warning' }],
  describe: (data) => data.text || 'Nothing to say yet.',
  templates: (data) => [{ path: 'text', source: data.text, kind: 'template' }],
  check: (data) => checkText(data.text, 'text', 'Write what the caller should hear.'),
  compile: (node, { target }) => ({
    [node.id]: { op: 'say', node: node.id, text: node.data.text, next: target('next') },
  }),
})
