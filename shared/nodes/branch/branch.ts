import { z } from 'zod'
import type { Diagnostic } from '../../diagnostic.ts'
import { type Comparison, comparisons, needsValue, printRow } from '../../text/conditionRows.ts'
import { defineNode } from '../defineNode.ts'
import { optionId } from '../fields.ts'

const comparisonNames = z.enum(
  Object.keys(comparisons) as [Comparison, ...Comparison[]], // the keys of the table above
)

export const branchData = z.strictObject({
  rules: z
    .array(
      z.strictObject({
        id: optionId,
        label: z.string().max(100),
        test: z.discriminatedUnion('type', [
          z.strictObject({
            type: z.literal('compare'),
            /** `vars.city`, `nodes.look_up.body.status`. */
            variable: z.string().max(200),
            comparison: comparisonNames,
            /** Compared as text or number; not used by the two `empty` tests. */
            value: z.string().max(500),
          }),
          z.strictObject({ type: z.literal('liquid'), when: z.string().max(2_000) }),
        ]),
      }),
    )
    .max(30),
})
export type BranchData = z.infer<typeof branchData>
type BranchRule = BranchData['rules'][number]

/** Takes the first way whose rule holds. */
export const branch = defineNode<BranchData>({
  type: 'branch',
  title: 'Branch',
  summary: 'Go different ways by what is known.',
  group: 'decide',
  data: branchData,
  defaults: (newId) => ({
    rules: [
      {
        id: newId(),
        label: '',
        test: { type: 'compare', variable: '', comparison: 'is', value: '' },
      },
    ],
  }),
  ports: (data) => [
    ...data.rules.map((rule) => ({
      id: rule.id,
      title: titleOf(rule),
      unwired: 'error' as const,
    })),
    { id: 'else', title: 'Else', unwired: 'error' },
  ],
  describe: (data) => data.rules.map(titleOf).join(', else ') || 'No rules yet.',
  templates: (data) =>
    data.rules.flatMap((rule, index) =>
      isComplete(rule)
        ? [
            {
              path:
                rule.test.type === 'liquid'
                  ? `rules.${index}.test.when`
                  : `rules.${index}.test.variable`,
              source: conditionOf(rule),
              kind: 'condition' as const,
            },
          ]
        : [],
    ),
  check: (data) =>
    data.rules.flatMap((rule, index): Diagnostic[] =>
      isComplete(rule)
        ? []
        : [
            {
              code: 'branch.emptyRule',
              severity: 'error',
              message: 'This rule tests nothing.',
              hint: 'Choose what to look at, for example vars.city.',
              path: `rules.${index}.test`,
            },
          ],
    ),
  compile: (node, { target }) => ({
    [node.id]: {
      op: 'branch',
      node: node.id,
      rules: node.data.rules.filter(isComplete).map((rule) => ({
        when: conditionOf(rule),
        port: rule.id,
        to: target(rule.id),
      })),
      else: target('else'),
    },
  }),
})

const isComplete = ({ test }: BranchRule): boolean =>
  (test.type === 'liquid' ? test.when : test.variable).trim() !== ''

const conditionOf = ({ test }: BranchRule): string =>
  test.type === 'liquid' ? test.when.trim() : printRow({ ...test, left: test.variable })

function titleOf(rule: BranchRule): string {
  if (rule.label.trim() !== '') return rule.label
  if (!isComplete(rule)) return 'New rule'
  const { test } = rule
  if (test.type === 'liquid') return test.when
  const subject = test.variable.split('.').at(-1) ?? test.variable
  const value = needsValue(test.comparison) ? ` ${test.value}` : ''
  return `${subject} ${comparisons[test.comparison].title}${value}`
}
