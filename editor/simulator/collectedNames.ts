import { type Flow, scopeName } from '#shared/flow/flow.ts'
import { parseData } from '#shared/nodes/parseData.ts'
import type { Json } from '#shared/session/event.ts'

/** A value that a step collects, as templates name it. */
export interface CollectedName {
  readonly scope: string
  readonly name: string
}

/** Most of them that are offered. */
const most = 60

/** The values that steps collect and that some step reads: what matters to a call that starts in the middle. */
export function collectedNames(flow: Flow): readonly CollectedName[] {
  const texts = JSON.stringify(flow.nodes.map(({ data }) => data))
  return flow.nodes
    .flatMap((node) => {
      const parsed = parseData(node)
      if (!parsed.ok) return []
      const scope = scopeName(node.name)
      return parsed.value.definition
        .collects(parsed.value.node.data)
        .map((name) => ({ scope, name }))
    })
    .filter(({ scope, name }) => texts.includes(`nodes.${scope}.${name}`))
    .slice(0, most)
}

/** What a person wrote as a value: JSON where it is some (a number, a list), else the words. */
export function readValue(text: string): Json {
  try {
    const value: Json = JSON.parse(text)
    return value
  } catch {
    return text
  }
}

export const textOf = (value: Json | undefined): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)
