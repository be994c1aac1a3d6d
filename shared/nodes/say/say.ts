import { z } from 'zod'
import { defineNode } from '../defineNode.ts'
import { checkText, checkVoicing, spokenText, voicing } from '../fields.ts'

export const sayData = z.strictObject({ text: spokenText, ...voicing })
export type SayData = z.infer<typeof sayData>

/** Speaks a sentence to the caller. */
export const say = defineNode<SayData>({
  type: 'say',
  title: 'Say',
  summary: 'Speak a sentence to the caller.',
  group: 'speak',
  data: sayData,
  defaults: () => ({ text: '' }),
  voicing: (data) => data,
  ports: () => [{ id: 'next', title: 'Next', unwired: 'warning' }],
  describe: (data) => data.text || 'Nothing to say yet.',
  templates: (data) => [{ path: 'text', source: data.text, kind: 'template' }],
  check: (data) => [
    ...checkText(data.text, 'text', 'Write what the caller should hear.'),
    ...checkVoicing(data),
  ],
  compile: (node, { target }) => ({
    [node.id]: { op: 'say', node: node.id, text: node.data.text, next: target('next') },
  }),
})
