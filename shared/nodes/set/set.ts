import { z } from 'zod'
import type { Diagnostic } from '../../diagnostic.ts'
import { defineNode } from '../defineNode.ts'
import { optionId } from '../fields.ts'

export const setData = z.strictObject({
  assign: z
    .array(
      z.strictObject({
        id: optionId,
        /** Name of a flow variable, without `vars.`. */
        variable: z.string().max(60),
        value: z.string().max(4_000),
      }),
    )
    .max(50),
})
export type SetData = z.infer<typeof setData>

/** Remembers values in the flow's variables. */
export const set = defineNode<SetData>({
  type: 'set',
  title: 'Set',
  summary: 'Remember values for later in the call.',
  group: 'decide',
  data: setData,
  defaults: (newId) => ({ assign: [{ id: newId(), variable: '', value: '' }] }),
  ports: () => [{ id: 'next', title: 'Next', unwired: 'warning' }],
  describe: (data) =>
    data.assign
      .filter((one) => one.variable !== '')
      .map((one) => `${one.variable} = ${one.value}`)
      .join(', ') || 'Nothing set yet.',
  templates: (data) =>
    data.assign.map((one, index) => ({
      path: `assign.${index}.value`,
      source: one.value,
      kind: 'template',
    })),
  assigns: (data) => data.assign.map((one) => one.variable).filter((name) => name !== ''),
  reassign: (data, rename) => ({
    assign: data.assign.map((one) => ({ ...one, variable: rename(one.variable) })),
  }),
  check: (data) =>
    data.assign.flatMap((one, index): Diagnostic[] =>
      one.variable === ''
        ? [
            {
              code: 'set.noVariable',
              severity: 'error',
              message: 'No variable is chosen here.',
              hint: 'Choose a variable of the flow, or add one.',
              path: `assign.${index}.variable`,
            },
          ]
        : [],
    ),
  compile: (node, { target }) => ({
    [node.id]: {
      op: 'set',
      node: node.id,
      assign: node.data.assign.map(({ variable, value }) => ({ variable, value })),
      next: target('next'),
    },
  }),
})
