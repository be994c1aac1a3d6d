import type { Trace } from '#shared/session/trace.ts'
import { formatCount } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'

type Untimed<Entry> = Entry extends unknown ? Omit<Entry, 'at'> : never
/** What an agent did beside talking. */
export type AgentEntry = Untimed<
  Extract<Trace, { type: 'tool.called' | 'model.noted' | 'model.used' | 'guard.held' }>
>

/** One line of a call about what an agent did beside talking. */
export function agentNote(entry: AgentEntry): string {
  switch (entry.type) {
    case 'tool.called':
      return entry.ok
        ? t('{tool} gave: {answer}', { tool: entry.tool, answer: entry.summary })
        : t('{tool} failed: {why}', { tool: entry.tool, why: entry.summary })
    case 'model.noted':
      return translate(entry.message)
    case 'guard.held':
      return entry.by === 'caller'
        ? t('A guard held back what the caller said: {what}', { what: entry.what })
        : t('A guard held back what the agent would have said: {what}', { what: entry.what })
    case 'model.used':
      return usedNote(entry)
  }
}

/** Tokens and cost in one line. */
export function usedNote({
  input,
  output,
  estimated,
  cost,
}: Pick<
  Extract<AgentEntry, { type: 'model.used' }>,
  'input' | 'output' | 'estimated' | 'cost'
>): string {
  const tokens = estimated
    ? t('About {input, number} + {output, number} tokens', { input, output })
    : t('{input, number} + {output, number} tokens', { input, output })
  return cost === null
    ? tokens
    : t('{tokens}, cost {cost}', {
        tokens,
        cost: formatCount(cost, { maximumSignificantDigits: 2 }),
      })
}
