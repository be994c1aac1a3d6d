import type { FlowNode } from '../flow/flow.ts'
import { agent } from './agent/agent.ts'
import { anywhere } from './anywhere/anywhere.ts'
import { ask } from './ask/ask.ts'
import { branch } from './branch/branch.ts'
import { decide } from './decide/decide.ts'
import type { NodeDefinition } from './defineNode.ts'
import { end } from './end/end.ts'
import { hours } from './hours/hours.ts'
import { menu } from './menu/menu.ts'
import { note } from './note/note.ts'
import { pause } from './pause/pause.ts'
import { play } from './play/play.ts'
import { say } from './say/say.ts'
import { sendDigits } from './sendDigits/sendDigits.ts'
import { set } from './set/set.ts'
import { split } from './split/split.ts'
import { start } from './start/start.ts'
import { subflow } from './subflow/subflow.ts'
import { transfer } from './transfer/transfer.ts'
import { voicemail } from './voicemail/voicemail.ts'
import { webhook } from './webhook/webhook.ts'

/** Every node type, in the palette's order. A new type is its folder and one line here. */
const registered = [
  start,
  say,
  play,
  menu,
  ask,
  agent,
  decide,
  branch,
  set,
  webhook,
  hours,
  transfer,
  voicemail,
  pause,
  sendDigits,
  split,
  subflow,
  anywhere,
  end,
  note,
] as const

/** A definition with its data type erased: give it only data that its own schema has parsed. */
export type AnyDefinition = NodeDefinition<FlowNode['data']>

export const definitions: readonly AnyDefinition[] = registered

const byType = new Map(definitions.map((definition) => [definition.type, definition]))

/** The definition of a type, or undefined for a type this build does not know. */
export const definitionOf = (type: string): AnyDefinition | undefined => byType.get(type)
