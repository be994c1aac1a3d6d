import { z } from 'zod'
import type { Diagnostic } from '../../diagnostic.ts'
import { defineNode } from '../defineNode.ts'

export const sendDigitsData = z.strictObject({
  /** Keys 0 to 9, *, #, A to D; `w` waits half a second. */
  digits: z.string().max(200),
})
export type SendDigitsData = z.infer<typeof sendDigitsData>

/** Presses keys towards the other side, for example to get through somebody else's menu. */
export const sendDigits = defineNode<SendDigitsData>({
  type: 'sendDigits',
  title: 'Send keys',
  summary: 'Press keys for the other side, as on a keypad.',
  group: 'connect',
  data: sendDigitsData,
  defaults: () => ({ digits: '' }),
  ports: () => [{ id: 'next', title: 'Next', unwired: 'warning' }],
  describe: (data) => data.digits || 'No keys yet.',
  templates: (data) => [{ path: 'digits', source: data.digits, kind: 'template' }],
  check: (data) => checkDigits(data.digits.trim()),
  compile: (node, { target }) => ({
    [node.id]: {
      op: 'digits',
      node: node.id,
      digits: node.data.digits.trim(),
      next: target('next'),
    },
  }),
})

function checkDigits(digits: string): readonly Diagnostic[] {
  const isTemplate = digits.includes('{')
  if (digits !== '' && (isTemplate || /^[0-9*#A-DWw ]+$/.test(digits))) return []
  return [
    {
      code: digits === '' ? 'sendDigits.none' : 'sendDigits.badKeys',
      severity: 'error',
      message:
        digits === '' ? 'There are no keys to press here.' : `“${digits}” holds more than keys.`,
      hint: 'Use 0 to 9, * and #; w waits half a second.',
      path: 'digits',
    },
  ]
}
