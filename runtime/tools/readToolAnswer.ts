import { z } from 'zod'

const answerSchema = z.object({
  content: z
    .array(
      z.looseObject({
        type: z.string(),
        text: z.string().optional(),
        resource: z.looseObject({ text: z.string().optional() }).optional(),
      }),
    )
    .default([]),
  structuredContent: z.unknown().optional(),
  isError: z.boolean().optional(),
})

/** The answer of a tool as text; pictures and sounds are named, not passed on. */
export function readToolAnswer(answer: unknown): {
  readonly text: string
  readonly isError: boolean
} {
  const read = answerSchema.safeParse(answer).data
  if (!read) return { text: 'It answered something that is no result.', isError: true }
  const parts = read.content.map(
    ({ type, text, resource }) => text ?? resource?.text ?? `(${type}, not shown)`,
  )
  const structured = read.structuredContent
  const text =
    parts.length === 0 && structured !== undefined ? JSON.stringify(structured) : parts.join('\n')
  return { text, isError: read.isError === true }
}
