import type { FlowNode } from '../flow/flow.ts'
import { agent } from './agent/agent.ts'
import { branch } from './branch/branch.ts'
import type { NodeDefinition } from './defineNode.ts'
import { end } from './end/end.ts'
import { menu } from './menu/menu.ts'
import { say } from './say/say.ts'
import { set } from './set/set.ts'
import { start } from './start/start.ts'
import { webhook } from './webhook/webhook.ts'

/** Every node type, in the palette's order. A new type is its folder and one line here. */
const registered = [start, say, menu, agent, branch, set, webhook, end] as const

/** A definition with its data type erased: give it only data that its own schema has parsed. */
export type AnyDefinition = NodeDefinition<FlowNode['data']>

export const definitions: readonly AnyDefinition[] = registered

const byType = new Map(definitions.map((definition) => [definition.type, definition]))

/** The definition of a type, or undefined for a type this build does not know. */
export const definitionOf = (type: string): AnyDefinition | undefined => byType.get(type)
