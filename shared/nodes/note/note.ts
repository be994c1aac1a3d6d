import { z } from 'zod'
import { defineNode } from '../defineNode.ts'

export const noteData = z.strictObject({ text: z.string().max(4_000) })
export type NoteData = z.infer<typeof noteData>

/** A remark on the canvas. No call ever sees it. */
export const note = defineNode<NoteData>({
  type: 'note',
  title: 'Note',
  summary: 'Leave a remark for whoever reads this drawing.',
  group: 'end',
  data: noteData,
  defaults: () => ({ text: '' }),
  executes: false,
  ports: () => [],
  describe: (data) => data.text || 'Nothing written yet.',
  compile: () => ({}),
})
