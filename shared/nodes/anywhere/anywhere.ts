import { z } from 'zod'
import type { Diagnostic } from '../../diagnostic.ts'
import { defineNode } from '../defineNode.ts'

export const anywhereData = z.strictObject({
  /** One key, or empty. */
  key: z.string().max(1),
  /** What a caller may say, wherever the call is. */
  phrases: z.array(z.string().max(200)).max(30),
  /** When the caller means it, judged by the model for every sentence; empty: not asked. */
  condition: z.string().max(1_000),
})
export type AnywhereData = z.infer<typeof anywhereData>

/** A way that is open from every step that listens, and leads back. */
export const anywhere = defineNode<AnywhereData>({
  type: 'anywhere',
  title: 'From anywhere',
  summary: 'Let a caller get here from every step that listens, and back.',
  group: 'listen',
  data: anywhereData,
  defaults: () => ({ key: '0', phrases: [], condition: '' }),
  ports: () => [{ id: 'next', title: 'Next', unwired: 'error' }],
  describe: (data) =>
    [
      data.key === '' ? '' : `Key ${data.key}`,
      ...phrasesOf(data).map((phrase) => `“${phrase}”`),
      data.condition.trim(),
    ]
      .filter(Boolean)
      .join(', ') || 'Nothing leads here yet.',
  check: (data) => [...checkKey(data.key), ...checkSome(data)],
  listensEverywhere: (data) => ({
    key: data.key,
    phrases: phrasesOf(data),
    condition: data.condition.trim(),
  }),
  compile: (node, { target }) => ({
    [node.id]: { op: 'goto', node: node.id, to: target('next') },
  }),
})

/** What is really said of them: empty ones are left out. */
export const phrasesOf = (data: AnywhereData): readonly string[] =>
  data.phrases.map((phrase) => phrase.trim()).filter(Boolean)

const checkKey = (key: string): readonly Diagnostic[] =>
  key === '' || /^[0-9*]$/.test(key)
    ? []
    : [
        {
          code: 'anywhere.badKey',
          severity: 'error',
          message: `“${key}” cannot be heard everywhere.`,
          hint: 'Use 0 to 9 or *; # ends what is typed.',
          path: 'key',
        },
      ]

const checkSome = (data: AnywhereData): readonly Diagnostic[] =>
  data.key === '' && phrasesOf(data).length === 0 && data.condition.trim() === ''
    ? [
        {
          code: 'anywhere.nothing',
          severity: 'error',
          message: 'No caller can get here.',
          hint: 'Give it a key, a phrase or a condition.',
          path: 'phrases',
        },
      ]
    : []
