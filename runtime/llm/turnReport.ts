import type { Passage, ToolReport, TurnReport, Usage } from '#shared/session/event.ts'
import type { ModelPrice } from './modelProviders.ts'
import { addUsage, type CountedTokens } from './usage.ts'

/** What a turn used and did, while it goes on. */
export interface ReportInMaking {
  note(message: string): void
  tool(report: ToolReport): void
  found(passages: readonly Passage[]): void
  use(
    counted: CountedTokens | null,
    letters: { readonly sent: number; readonly received: number },
    price: ModelPrice | null,
  ): void
  /** As it stands; empty parts are left out. */
  done(): { readonly report?: TurnReport }
}

/** Most lines of each kind that a turn writes down. */
const mostLines = 20

export function createReport(): ReportInMaking {
  const notes: string[] = []
  const tools: ToolReport[] = []
  let passages: readonly Passage[] = []
  let usage: Usage | undefined
  return {
    note: (message) => {
      if (notes.length < mostLines && notes.at(-1) !== message) notes.push(message.slice(0, 500))
    },
    tool: ({ tool, ok, summary }) => {
      if (tools.length < mostLines) tools.push({ tool, ok, summary })
    },
    found: (found) => {
      passages = found
    },
    use: (counted, letters, price) => {
      usage = addUsage(usage, counted, letters, price)
    },
    done: () => {
      const report: TurnReport = {
        ...(usage ? { usage } : {}),
        ...(notes.length > 0 ? { notes } : {}),
        ...(tools.length > 0 ? { tools } : {}),
        ...(passages.length > 0 ? { passages } : {}),
      }
      return Object.keys(report).length > 0 ? { report } : {}
    },
  }
}
