import type { Input } from '#shared/session/event.ts'
import { toInput, turnForm } from '#shared/session/turnForm.ts'

const inputForm = turnForm.omit({ Turn: true })

/** What a posted turn reports; a sentence when it cannot be read. */
export function readInput(form: URLSearchParams): Input | string {
  const parsed = inputForm.safeParse(Object.fromEntries(form))
  if (parsed.success) return toInput(parsed.data)
  const [issue] = parsed.error.issues
  return `${issue?.path.join('.') ?? 'form'}: ${issue?.message ?? 'cannot be read'}.`
}
