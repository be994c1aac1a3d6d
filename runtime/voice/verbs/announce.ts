import type { Verb } from '#shared/fml/fml.ts'
import type { CallContext } from '../engine/callContext.ts'

/** Tells the screen that a verb runs, while it runs. */
export async function announce<Value>(
  verb: Verb,
  { report }: Pick<CallContext, 'report'>,
  run: () => Promise<Value>,
): Promise<Value> {
  const about = { verb: verb.type, node: verb.id ?? null }
  report({ type: 'verb.started', ...about, ...(verb.type === 'say' ? { text: verb.text } : {}) })
  const value = await run()
  report({ type: 'verb.ended', ...about })
  return value
}
