import { z } from 'zod'
import type { CountedTokens } from './usage.ts'

/** One tool call as the model wrote it: nothing is checked yet. */
export interface RawToolCall {
  readonly id: string
  readonly name: string
  readonly arguments: string
}

export interface RawTurn {
  readonly text: string
  readonly calls: readonly RawToolCall[]
  /** Null when the stream ended before the model did. */
  readonly finish: string | null
  /** Tokens as the server counted them; null: it did not say. */
  readonly usage: CountedTokens | null
}

/** Compatible servers leave out and add what they like: only what is read here must fit. */
const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            tool_calls: z
              .array(
                z.object({
                  index: z.number().int().min(0).max(100).optional(),
                  id: z.string().nullish(),
                  function: z
                    .object({ name: z.string().nullish(), arguments: z.string().nullish() })
                    .nullish(),
                }),
              )
              .nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z
    .object({
      prompt_tokens: z.number().int().min(0).nullish(),
      completion_tokens: z.number().int().min(0).nullish(),
    })
    .nullish(),
})
type Choice = NonNullable<z.infer<typeof chunkSchema>['choices']>[number]
type ToolDelta = NonNullable<NonNullable<Choice['delta']>['tool_calls']>[number]

/** A model that runs on is cut off here: far more than anybody would listen to. */
const mostText = 8_000
const mostArguments = 20_000
const mostCalls = 20

export interface StreamReader {
  /** Takes text as it comes; false when the rest is not wanted. */
  readonly onText?: (text: string) => boolean
  /** Something came. */
  readonly onChunk?: () => void
}

/** Puts the pieces of a streamed turn together, bounded in size. */
export async function readStream(
  chunks: AsyncIterable<unknown>,
  { onText = () => true, onChunk = () => {} }: StreamReader = {},
): Promise<RawTurn> {
  let text = ''
  let finish: string | null = null
  let usage: CountedTokens | null = null
  const calls = createCallList()
  for await (const chunk of chunks) {
    onChunk()
    const read = chunkSchema.safeParse(chunk).data
    usage = countedIn(read?.usage) ?? usage
    const choice = read?.choices?.[0]
    if (!choice) continue
    const more = choice.delta?.content ?? ''
    text += more
    if (more !== '' && !onText(more)) {
      finish = 'cut'
      break
    }
    for (const delta of choice.delta?.tool_calls ?? []) calls.add(delta)
    finish = choice.finish_reason ?? finish
    if (text.length > mostText || calls.size() > mostArguments) {
      finish = 'length'
      break
    }
  }
  return { text: text.slice(0, mostText), calls: calls.list(), finish, usage }
}

/** Servers that count nothing send zeros, or nothing. */
function countedIn(usage: z.infer<typeof chunkSchema>['usage']): CountedTokens | null {
  const [input, output] = [usage?.prompt_tokens ?? 0, usage?.completion_tokens ?? 0]
  return input > 0 && output > 0 ? { input, output } : null
}

function createCallList() {
  const calls: { index: number; id: string; name: string; arguments: string }[] = []
  let size = 0
  const find = ({ index = 0, id }: ToolDelta) => {
    const last = calls.findLast((call) => call.index === index)
    // Some servers number every call 0: a new id is a new call.
    const isNew = !last || (id && last.id && id !== last.id)
    if (!isNew) return last
    const call = { index, id: '', name: '', arguments: '' }
    if (calls.length < mostCalls) calls.push(call)
    return call
  }
  return {
    size: () => size,
    add: (delta: ToolDelta) => {
      const call = find(delta)
      call.id ||= delta.id ?? ''
      call.name += delta.function?.name ?? ''
      call.arguments += delta.function?.arguments ?? ''
      size += delta.function?.arguments?.length ?? 0
    },
    list: (): readonly RawToolCall[] =>
      calls.map(({ id, name, arguments: text }, index) => ({
        id: id || `call_${index + 1}`,
        name,
        arguments: text,
      })),
  }
}
