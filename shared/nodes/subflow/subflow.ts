import { z } from 'zod'
import type { Diagnostic } from '../../diagnostic.ts'
import { defineNode } from '../defineNode.ts'
import { checkUnique, optionId, valueName, valueNamePattern } from '../fields.ts'

export const subflowData = z.strictObject({
  /** Id of the flow to run. */
  flow: z.string().max(100),
  inputs: z
    .array(
      z.strictObject({
        id: optionId,
        /** Variable of the subflow, without `vars.`. */
        variable: z.string().max(60),
        value: z.string().max(4_000),
      }),
    )
    .max(50),
  outputs: z
    .array(
      z.strictObject({
        id: optionId,
        /** Kept as `nodes.<name of this node>.<name>`. */
        name: valueName,
        /** Variable of the subflow, without `vars.`. */
        variable: z.string().max(60),
        /** Variable of this flow that gets the value as well. */
        into: z.string().max(60).exactOptional(),
      }),
    )
    .max(50),
  /** Outcomes of the subflow's End steps, each with a way out. */
  outcomes: z.array(z.strictObject({ id: optionId, outcome: z.string().max(60) })).max(30),
})
export type SubflowData = z.infer<typeof subflowData>

/** Runs another flow and comes back. */
export const subflow = defineNode<SubflowData>({
  type: 'subflow',
  title: 'Subflow',
  summary: 'Run another flow, then go on by how it ended.',
  group: 'connect',
  data: subflowData,
  defaults: (newId) => ({
    flow: '',
    inputs: [],
    outputs: [],
    outcomes: [{ id: newId(), outcome: 'completed' }],
  }),
  ports: (data) => [
    ...data.outcomes.map((one) => ({
      id: one.id,
      title: one.outcome.trim() || 'New outcome',
      unwired: 'error' as const,
    })),
    { id: 'failed', title: 'Failed', unwired: 'error' },
  ],
  describe: (data) => (data.flow === '' ? 'No flow chosen yet.' : data.flow),
  templates: (data) =>
    data.inputs.map((input, index) => ({
      path: `inputs.${index}.value`,
      source: input.value,
      kind: 'template',
    })),
  collects: (data) => [...data.outputs.map((output) => output.name), 'outcome'],
  assigns: (data) => data.outputs.flatMap((output) => output.into || []),
  reassign: (data, rename) => ({
    ...data,
    outputs: data.outputs.map((output) =>
      output.into ? { ...output, into: rename(output.into) } : output,
    ),
  }),
  check: (data) => [...checkFlowChosen(data), ...checkOutputs(data), ...checkOutcomes(data)],
  subflowOf: (data) =>
    data.flow === ''
      ? null
      : {
          flow: data.flow,
          inputs: data.inputs.map((input) => input.variable).filter(Boolean),
          outputs: data.outputs.map((output) => output.variable).filter(Boolean),
          outcomes: data.outcomes.map((one) => one.outcome.trim()).filter(Boolean),
        },
  compile: (node, { target, subflow: linked }) => ({
    [node.id]: {
      op: 'call',
      node: node.id,
      to: linked?.entry ?? target('failed'),
      variables: linked?.variables ?? [],
      inputs: node.data.inputs
        .filter((input) => input.variable !== '')
        .map(({ variable, value }) => ({ variable, value })),
      outputs: node.data.outputs
        .filter((output) => output.variable !== '')
        .map(({ name, variable, into }) => ({ name, variable, ...(into ? { into } : {}) })),
      outcomes: node.data.outcomes.map((one) => ({
        outcome: one.outcome.trim(),
        port: one.id,
        to: target(one.id),
      })),
      failed: target('failed'),
    },
  }),
})

const checkFlowChosen = (data: SubflowData): readonly Diagnostic[] =>
  data.flow === ''
    ? [
        {
          code: 'subflow.noFlow',
          severity: 'error',
          message: 'No flow is chosen here.',
          hint: 'Choose the flow to run.',
          path: 'flow',
        },
      ]
    : []

const checkOutputs = (data: SubflowData): readonly Diagnostic[] =>
  data.outputs.flatMap((output, index): Diagnostic[] =>
    valueNamePattern.test(output.name)
      ? []
      : [
          {
            code: 'subflow.badOutput',
            severity: 'error',
            message:
              output.name === '' ? 'This value has no name.' : `“${output.name}” cannot be a name.`,
            hint: 'Use small letters, digits and _, for example booking_id.',
            path: `outputs.${index}.name`,
          },
        ],
  )

const checkOutcomes = (data: SubflowData): readonly Diagnostic[] =>
  checkUnique(
    data.outcomes.map((one) => one.outcome.trim()),
    (index) => `outcomes.${index}.outcome`,
    (outcome) => ({
      code: 'subflow.repeatedOutcome',
      message: `The outcome “${outcome}” has two ways out.`,
      hint: 'Keep one of them.',
    }),
  )
