import { z } from 'zod'
import type { Diagnostic } from '../../diagnostic.ts'
import { defineNode } from '../defineNode.ts'
import { optionId } from '../fields.ts'

export const splitData = z.strictObject({
  shares: z
    .array(
      z.strictObject({
        id: optionId,
        label: z.string().max(60),
        /** Percent of the callers. */
        percent: z.number().min(0).max(100),
      }),
    )
    .max(20),
})
export type SplitData = z.infer<typeof splitData>

/** Shares callers out; the same caller takes the same way every time. */
export const split = defineNode<SplitData>({
  type: 'split',
  title: 'Split callers',
  summary: 'Send a share of the callers each way.',
  group: 'decide',
  data: splitData,
  defaults: (newId) => ({
    shares: [
      { id: newId(), label: 'A', percent: 50 },
      { id: newId(), label: 'B', percent: 50 },
    ],
  }),
  ports: (data) =>
    data.shares.map((share) => ({
      id: share.id,
      title: titleOf(share),
      unwired: share.percent === 0 ? ('never' as const) : ('error' as const),
    })),
  describe: (data) => data.shares.map(titleOf).join(', ') || 'No shares yet.',
  collects: () => ['share'],
  check: checkShares,
  compile: (node, { target }) => ({
    [node.id]: {
      op: 'split',
      node: node.id,
      shares: node.data.shares.map((share) => ({
        share: share.percent,
        label: share.label,
        port: share.id,
        to: target(share.id),
      })),
      else: target(node.data.shares.at(-1)?.id ?? ''),
    },
  }),
})

const titleOf = (share: SplitData['shares'][number]): string =>
  `${share.label} ${share.percent} %`.trim()

function checkShares(data: SplitData): readonly Diagnostic[] {
  const sum = data.shares.reduce((total, share) => total + share.percent, 0)
  return Math.abs(sum - 100) < 0.01
    ? []
    : [
        {
          code: 'split.notAll',
          severity: 'error',
          message: `The shares make ${Math.round(sum * 100) / 100} %.`,
          hint: 'Let them make 100 % together.',
          path: 'shares',
        },
      ]
}
