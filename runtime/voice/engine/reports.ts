import type { Report, Reporter } from '../report.ts'

export interface Reports {
  readonly report: (report: Report) => void
  /** The runtime's id of the call, once its first answer told it. */
  readonly callId: () => string | null
  readonly name: (callId: string) => void
}

/** What happens before the runtime has named the call is told as soon as it has. */
const mostKept = 20

/** Sends the reports of one call under the runtime's id for it. */
export function createReports(reporter: Reporter): Reports {
  let callId: string | null = null
  let kept: readonly Report[] = []
  return {
    callId: () => callId,
    report: (report) => {
      if (callId === null) kept = [...kept, report].slice(0, mostKept)
      else reporter(callId, report)
    },
    name: (id) => {
      if (callId !== null) return
      callId = id
      for (const report of kept) reporter(id, report)
      kept = []
    },
  }
}
