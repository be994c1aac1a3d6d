import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions'
import type { ModelMessage, ModelRequest } from '#shared/session/effect.ts'
import type { Nudge } from './gate.ts'
import type { RawTurn } from './readStream.ts'

/** The conversation so far, as Chat Completions wants it. */
export function messagesOf(
  { history }: ModelRequest,
  system: string,
): ChatCompletionMessageParam[] {
  // Many models' templates want the caller to begin.
  const opening =
    history[0]?.role === 'caller' ? [] : [{ role: 'user' as const, content: '(The call begins.)' }]
  return [{ role: 'system', content: system }, ...opening, ...history.map(toMessage)]
}

function toMessage({ role, text }: ModelMessage): ChatCompletionMessageParam {
  switch (role) {
    case 'caller':
      return { role: 'user', content: text || '(The caller said nothing that was understood.)' }
    case 'agent':
      return { role: 'assistant', content: text }
    case 'event':
      // Data of the flow, and no words of the caller.
      return { role: 'user', content: `(Meanwhile, not said by the caller: ${text})` }
  }
}

/** What the model called, and what it is told back. */
export function exchangeOf(
  turn: RawTurn,
  results: readonly string[],
): ChatCompletionMessageParam[] {
  return [
    {
      role: 'assistant',
      content: turn.text.trim() === '' ? null : turn.text,
      tool_calls: turn.calls.map((call) => ({
        id: call.id,
        type: 'function',
        function: { name: call.name, arguments: call.arguments },
      })),
    },
    ...turn.calls.map((call, index) => ({
      role: 'tool' as const,
      tool_call_id: call.id,
      content: results[index] ?? '',
    })),
  ]
}

/** Tells the model what will not do. */
export function nudgeOf(
  nudge: Nudge,
  said: string,
  language: string,
): ChatCompletionMessageParam[] {
  const told: Readonly<Record<Nudge, string>> = {
    empty: 'You said nothing. Answer the caller in one or two short sentences.',
    repeats: 'You have said exactly this before. Say it in other words, or go on.',
    language: `Speak the language ${language} and no other.`,
    claims:
      'No tool has done that. Call the tool or the exit that does it, or say what you can do instead.',
  }
  return [
    ...(said === '' ? [] : [{ role: 'assistant' as const, content: said }]),
    { role: 'user', content: `(Not said by the caller: ${told[nudge]})` },
  ]
}
