import type { Program } from '#shared/compile/program.ts'
import { printFml } from '#shared/fml/printFml.ts'

/** Answers that are not of a flow. */
export const hangupDocument = printFml({ verbs: [{ type: 'hangup' }] })
export const rejectDocument = printFml({ verbs: [{ type: 'reject', reason: 'rejected' }] })

export const busyDocument = printFml({ verbs: [{ type: 'reject', reason: 'busy' }] })

/** Says one thing and ends the call. */
export const apologyDocument = (text: string): string =>
  printFml({ verbs: [{ type: 'say', text }, { type: 'hangup' }] })

export const defaultApology =
  'Sorry, something went wrong on our side. Please call again later. Goodbye.'

/** The sentence of the flow's settings for unexpected errors; its templates are left out. */
export function errorTextOf(program: Program | null): string {
  const op = program?.ops[program.error]
  const text = op && 'text' in op ? op.text.replace(/\{\{.*?\}\}|\{%.*?%\}/gs, '').trim() : ''
  return text || defaultApology
}
