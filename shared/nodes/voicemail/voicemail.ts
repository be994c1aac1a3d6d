import { z } from 'zod'
import { defineNode } from '../defineNode.ts'
import { checkText, checkVoicing, spokenText, voicing } from '../fields.ts'

export const voicemailData = z.strictObject({
  prompt: spokenText,
  /** Seconds a message may last. */
  maxLength: z.number().int().min(1).max(3_600),
  /** Seconds of silence that end the message. */
  silence: z.number().min(1).max(60),
  /** Key that ends the message; empty: none does. */
  finishOnKey: z.string().regex(/^[0-9*#]?$/, 'is one key of a telephone, or empty'),
  /** Whether a tone marks the start. */
  beep: z.boolean(),
  ...voicing,
})
export type VoicemailData = z.infer<typeof voicemailData>

/** Records a message. */
export const voicemail = defineNode<VoicemailData>({
  type: 'voicemail',
  title: 'Voicemail',
  summary: 'Record a message from the caller.',
  group: 'listen',
  data: voicemailData,
  defaults: () => ({
    prompt: 'Please leave a message after the tone.',
    maxLength: 120,
    silence: 5,
    finishOnKey: '#',
    beep: true,
  }),
  ports: () => [
    { id: 'recorded', title: 'Recorded', unwired: 'warning' },
    { id: 'silent', title: 'Silent', unwired: 'error' },
  ],
  describe: (data) => data.prompt || 'Nothing to say yet.',
  templates: (data) => [{ path: 'prompt', source: data.prompt, kind: 'template' }],
  collects: () => ['recordingUrl', 'duration'],
  voicing: (data) => data,
  check: (data) => [
    ...checkText(data.prompt, 'prompt', 'Ask the caller to leave a message.'),
    ...checkVoicing(data),
  ],
  compile: (node, { target }) => ({
    [node.id]: { op: 'say', node: node.id, text: node.data.prompt, next: `${node.id}.record` },
    [`${node.id}.record`]: {
      op: 'record',
      node: node.id,
      maxLength: node.data.maxLength * 1_000,
      timeout: node.data.silence * 1_000,
      finishOnKey: node.data.finishOnKey,
      beep: node.data.beep,
      ports: { recorded: target('recorded'), silent: target('silent') },
    },
  }),
})
