import type { Program } from '#shared/compile/program.ts'
import type { Json } from '#shared/session/event.ts'
import type { Session } from '#shared/session/session.ts'

/** One variable, or one value that a step has collected. */
export interface TalkValue {
  /** As templates name it: `vars.name`, `nodes.ask.value`. */
  readonly name: string
  readonly text: string
  readonly isChanged: boolean
  readonly isSensitive: boolean
}

/** Longer texts are cut: the list is for reading along. */
const longest = 400

/** All values of a call as they are now, those that the last turn has changed marked. */
export function talkValues(
  program: Program,
  now: Session,
  before: Session | null,
): readonly TalkValue[] {
  const sensitive = sensitiveNames(program, now)
  const old = new Map(before ? entriesOf(before) : [])
  const secrets = new Set(
    entriesOf(now).flatMap(([name, text]) =>
      sensitive.has(name) && text.length > 1 ? [text] : [],
    ),
  )
  return entriesOf(now).map(([name, text]) => ({
    name,
    text: text.length > longest ? `${text.slice(0, longest)}…` : text,
    isChanged: before !== null && old.get(name) !== text,
    // The same words elsewhere are no less secret.
    isSensitive: sensitive.has(name) || secrets.has(text),
  }))
}

function entriesOf({ vars, nodes }: Session): readonly (readonly [string, string])[] {
  const own = Object.entries(vars).map(([name, value]) => [`vars.${name}`, show(value)] as const)
  const collected = Object.entries(nodes).flatMap(([scope, values]) =>
    isRecord(values)
      ? Object.entries(values).map(
          ([name, value]) => [`nodes.${scope}.${name}`, show(value)] as const,
        )
      : [[`nodes.${scope}`, show(values)] as const],
  )
  return [...own, ...collected]
}

/** Variables of the flow that the call is in: a subflow has its own. */
function sensitiveNames(program: Program, { frames = [] }: Session): ReadonlySet<string> {
  const frame = frames.findLast((one) => one.type === 'call')
  const op = frame ? program.ops[frame.op] : undefined
  const variables = op?.op === 'call' ? op.variables : program.variables
  return new Set(variables.filter((one) => one.sensitive).map(({ name }) => `vars.${name}`))
}

const isRecord = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const show = (value: Json): string =>
  typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value)
