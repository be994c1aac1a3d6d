import type { ReadCalls } from './readCalls.ts'
import type { OpenToolbox } from './toolbox.ts'
import type { ReportInMaking } from './turnReport.ts'

interface ToolRun {
  /** A tool has done what it was called for. */
  readonly onDone: () => void
  readonly callId: string
  readonly nextId: () => string
  readonly signal: AbortSignal
}

/** Most tools that a model may call at once. */
const mostAtOnce = 8

/** Runs what a model called, all at once, and gives what each call is told back, in order. */
export async function runTools(
  { outside, results }: ReadCalls,
  box: OpenToolbox,
  { callId, nextId, signal, onDone }: ToolRun,
  report: ReportInMaking,
): Promise<readonly string[]> {
  const answers = await Promise.all(
    outside.map(async ({ name, args }, index) => {
      if (index >= mostAtOnce) return 'Ignored: too many tools at once.'
      const result = await box.call(name, args, { callId, id: nextId(), signal })
      report.tool(result)
      if (result.ok) onDone()
      return result.text
    }),
  )
  let next = 0
  return results.map((result) => result ?? answers[next++] ?? '')
}
