import { z } from 'zod'
import { dialTargetTypes } from '../../compile/program.ts'
import type { Diagnostic } from '../../diagnostic.ts'
import { defineNode } from '../defineNode.ts'
import { optionId } from '../fields.ts'

export const orders = ['inTurn', 'atOnce'] as const

export const transferData = z.strictObject({
  targets: z
    .array(
      z.strictObject({
        id: optionId,
        type: z.enum(dialTargetTypes),
        /** `+12025550123`, or `sip:desk@example.com`. */
        address: z.string().max(300),
      }),
    )
    .max(20),
  /** How several targets are called. */
  order: z.enum(orders),
  /** Number shown to whoever is called; empty: the number that the caller called. */
  callerId: z.string().max(100),
  /** Seconds each target rings. */
  ringTime: z.number().int().min(5).max(600),
  /** Seconds the two may talk. */
  timeLimit: z.number().int().min(10).max(43_200),
  /** Said to whoever answers, before the caller is connected; empty: nothing. */
  whisper: z.string().max(1_000),
  /** Key with which whoever answers takes the call; empty or absent: answering is enough. */
  acceptKey: z
    .string()
    .regex(/^[0-9*#]?$/, 'is one key of a telephone, or empty')
    .exactOptional(),
  /** Whether the conversation is recorded. */
  record: z.boolean(),
  /** Said to both before a conversation that is recorded; empty or absent: nothing. */
  consent: z.string().max(1_000).exactOptional(),
})
export type TransferData = z.infer<typeof transferData>
type Target = TransferData['targets'][number]

/** Connects the caller with a person. */
export const transfer = defineNode<TransferData>({
  type: 'transfer',
  title: 'Transfer',
  summary: 'Connect the caller with a number or a SIP address.',
  group: 'connect',
  data: transferData,
  defaults: (newId) => ({
    targets: [{ id: newId(), type: 'number', address: '' }],
    order: 'inTurn',
    callerId: '',
    ringTime: 25,
    timeLimit: 3_600,
    whisper: '',
    record: false,
  }),
  ports: () => [
    { id: 'completed', title: 'Completed', unwired: 'warning' },
    { id: 'noAnswer', title: 'No answer', unwired: 'error' },
    { id: 'busy', title: 'Busy', unwired: 'error' },
    { id: 'failed', title: 'Failed', unwired: 'error' },
  ],
  describe: (data) => {
    const addresses = data.targets.map((target) => target.address.trim()).filter(Boolean)
    const joined = addresses.join(data.order === 'inTurn' ? ', then ' : ' and ')
    return joined === '' ? 'Nobody to call yet.' : joined
  },
  templates: (data) => [
    ...data.targets.map((target, index) => ({
      path: `targets.${index}.address`,
      source: target.address,
      kind: 'template' as const,
    })),
    { path: 'callerId', source: data.callerId, kind: 'template' },
    { path: 'whisper', source: data.whisper, kind: 'template' },
    ...(data.consent ? [consentOf(data.consent)] : []),
  ],
  collects: () => ['status', 'duration', 'answeredBy', 'recordingUrl'],
  check: (data) =>
    data.targets.length === 0
      ? [problem('transfer.noTarget', 'There is nobody to call.', 'targets')]
      : data.targets.flatMap(checkTarget),
  compile: (node, { target }) => ({
    [node.id]: {
      op: 'dial',
      node: node.id,
      targets: node.data.targets
        .map(({ type, address }) => ({ type, address: address.trim() }))
        .filter(({ address }) => address !== ''),
      sequential: node.data.order === 'inTurn',
      callerId: node.data.callerId.trim(),
      timeout: node.data.ringTime * 1_000,
      timeLimit: node.data.timeLimit * 1_000,
      whisper: node.data.whisper,
      ...(node.data.acceptKey ? { acceptKey: node.data.acceptKey } : {}),
      record: node.data.record,
      ...(node.data.record && node.data.consent ? { consent: node.data.consent } : {}),
      ports: {
        completed: target('completed'),
        noAnswer: target('noAnswer'),
        busy: target('busy'),
        failed: target('failed'),
      },
    },
  }),
})

const consentOf = (source: string) => ({ path: 'consent', source, kind: 'template' as const })

/** What an address must look like, once its templates are filled in. */
const shapes = {
  number: /^\+?[0-9][0-9 ().-]{1,30}$/,
  sip: /^sips?:[^\s@<>]+(@[^\s@<>]+)?$/i,
}

function checkTarget(target: Target, index: number): readonly Diagnostic[] {
  const address = target.address.trim()
  if (address.includes('{') || shapes[target.type].test(address)) return []
  const path = `targets.${index}.address`
  return address === ''
    ? [problem('transfer.noAddress', 'This target has no address.', path)]
    : [problem('transfer.badAddress', `“${address}” cannot be called.`, path)]
}

const problem = (code: string, message: string, path: string): Diagnostic => ({
  code,
  severity: 'error',
  message,
  hint: 'Write a number such as +12025550123, or an address such as sip:desk@example.com.',
  path,
})
