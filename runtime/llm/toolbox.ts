import type { ModelRequest } from '#shared/session/effect.ts'
import type { ToolReport } from '#shared/session/event.ts'

/** A tool as the model sees it. */
export interface OfferedTool {
  /** `[A-Za-z0-9_-]{1,64}`. */
  readonly name: string
  readonly description: string
  /** JSON Schema of its arguments. */
  readonly parameters: Readonly<Record<string, unknown>>
  /** Whether the schema is one that servers can enforce: every property required, none added. */
  readonly isStrict: boolean
}

export interface ToolCallContext {
  readonly callId: string
  /** Of this tool call: the same when it is sent again. */
  readonly id: string
  readonly signal: AbortSignal
}

/** What a tool gave: for the model, and in one line for the trace. */
export interface ToolResult extends ToolReport {
  readonly text: string
}

/** The tools of one turn. */
export interface OpenToolbox {
  readonly tools: readonly OfferedTool[]
  /** What could not be opened, in a sentence each. */
  readonly notes: readonly string[]
  /** Never rejects: what goes wrong is told to the model. */
  call(name: string, args: unknown, context: ToolCallContext): Promise<ToolResult>
}

/** Where a turn finds the tools that its request names. */
export interface Toolbox {
  open(request: ModelRequest, signal: AbortSignal): Promise<OpenToolbox>
}

/** Longest result that a model is given, in characters. */
export const longestToolResult = 8_000
/** Longest line of the trace. */
const longestSummary = 200

export const toolFailed = (tool: string, why: string): ToolResult => ({
  tool,
  ok: false,
  summary: why.slice(0, longestSummary),
  text: `It failed: ${why.slice(0, 1_000)}`,
})

/** What came back, cut to what a model can take in. */
export function toolAnswered(tool: string, text: string): ToolResult {
  const isCut = text.length > longestToolResult
  const kept = isCut ? `${text.slice(0, longestToolResult)}\n(The rest was left out.)` : text
  const line = text.replace(/\s+/g, ' ').trim()
  return {
    tool,
    ok: true,
    summary: line.length > longestSummary ? `${line.slice(0, longestSummary - 1)}…` : line,
    text: kept || 'Done, without an answer.',
  }
}

/** Several toolboxes as one; the first that offers a name has it. */
export const joinToolboxes = (boxes: readonly Toolbox[]): Toolbox => ({
  open: async (request, signal) => {
    const opened = await Promise.all(boxes.map((box) => box.open(request, signal)))
    const owners = new Map<string, OpenToolbox>()
    const tools: OfferedTool[] = []
    for (const box of opened) {
      for (const tool of box.tools) {
        if (owners.has(tool.name)) continue
        owners.set(tool.name, box)
        tools.push(tool)
      }
    }
    return {
      tools,
      notes: opened.flatMap(({ notes }) => notes),
      call: async (name, args, context) =>
        (await owners.get(name)?.call(name, args, context)) ??
        toolFailed(name, 'There is no such tool.'),
    }
  },
})
