import { z } from 'zod'
import type { CallRow } from '#shared/api/api.ts'
import { t } from '../i18n/t.ts'
import { usedNote } from './agentNote.ts'

const usedSchema = z.object({
  input: z.number(),
  output: z.number(),
  estimated: z.boolean(),
  cost: z.number().nullable(),
})

interface ModelUseProps {
  readonly rows: readonly CallRow[]
}

/** What the models of a call used up in all. */
export function ModelUse({ rows }: ModelUseProps) {
  const used = rows.flatMap(({ type, data }) => {
    const parsed = type === 'model.used' ? usedSchema.safeParse(data).data : undefined
    return parsed ? [parsed] : []
  })
  if (used.length === 0) return null
  const priced = used.filter(({ cost }) => cost !== null)
  const total = {
    input: used.reduce((sum, { input }) => sum + input, 0),
    output: used.reduce((sum, { output }) => sum + output, 0),
    estimated: used.some(({ estimated }) => estimated),
    cost: priced.length === 0 ? null : priced.reduce((sum, { cost }) => sum + (cost ?? 0), 0),
  }
  return <p className="faint">{t('Models: {used}', { used: usedNote(total) })}</p>
}
