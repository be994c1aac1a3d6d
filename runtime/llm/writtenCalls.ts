import { z } from 'zod'
import type { RawToolCall } from './readStream.ts'

const callSchema = z.object({
  name: z.string().max(100),
  arguments: z.union([z.string().max(20_000), z.record(z.string(), z.unknown())]).optional(),
  parameters: z.record(z.string(), z.unknown()).optional(),
})
const saidSchema = z.record(z.string(), z.unknown())

/** What a text is that is no speech: small models write tool calls as text, or answer in JSON. */
export interface Written {
  readonly text: string
  readonly calls: readonly RawToolCall[]
}

/** Takes JSON for what it means: calls of tools there are, or the one text in it; nothing of it is read out. */
export function readWritten(text: string, names: ReadonlySet<string>): Written {
  const bare = text
    .replace(/<\/?tool_call>/g, '\n')
    .replace(/^\s*```(?:json)?|```\s*$/g, '')
    .trim()
  if (!/^[[{]/.test(bare)) return { text, calls: [] }
  const parsed = parseAll(bare)
  if (parsed.length === 0) return { text: /^[[{]\s*["\]}[{]/.test(bare) ? '' : text, calls: [] }
  const calls = parsed.flatMap((value, index): RawToolCall[] => {
    const call = callSchema.safeParse(value).data
    if (!call || !names.has(call.name)) return []
    const args = call.arguments ?? call.parameters ?? {}
    const json = typeof args === 'string' ? args : JSON.stringify(args)
    return [{ id: `written_${index + 1}`, name: call.name, arguments: json }]
  })
  if (calls.length > 0) return { text: '', calls }
  return { text: parsed.map(textIn).filter(Boolean).join(' '), calls: [] }
}

/** One value, a list, or values on lines of their own. */
function parseAll(text: string): readonly unknown[] {
  const whole = tryParse(text)
  if (Array.isArray(whole)) return whole.slice(0, 20)
  if (whole !== undefined) return [whole]
  return text
    .split('\n')
    .map((line) => tryParse(line.trim()))
    .filter((value) => typeof value === 'object' && value !== null)
    .slice(0, 20)
}

const sayNames = ['say', 'text', 'message', 'response', 'answer', 'content', 'reply', 'speech']

function textIn(value: unknown): string {
  const fields = saidSchema.safeParse(value).data ?? {}
  const said = sayNames.map((name) => fields[name]).find((one) => typeof one === 'string')
  return typeof said === 'string' ? said : ''
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
