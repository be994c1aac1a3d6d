import { linkFlows } from '../compile/linkFlow.ts'
import { createFlow } from '../flow/createFlow.ts'
import type { Flow, FlowNode } from '../flow/flow.ts'
import type { Verb } from '../fml/fml.ts'
import type { Effect } from '../session/effect.ts'
import type { EffectResult } from '../session/event.ts'
import { respondOffline } from '../session/offline.ts'
import {
  type Move,
  type SimulatedTurn,
  type SimulateOptions,
  simulate,
} from '../session/simulate.ts'
import { definitionOf } from './index.ts'

export type Draft = readonly [id: string, type: string, data?: FlowNode['data']]

/**
 * A flow of a few nodes for a test: wires are `from.port>to`, nodes are named by their ids, and a target that is not
 * drawn becomes an end step with its name as outcome.
 */
export function drawFlow(
  nodes: readonly Draft[],
  wires: readonly string[],
  more: Partial<Flow> = {},
): Flow {
  const empty = createFlow('f', 'F')
  const parsed = wires.map((wire) => /^(\w+)\.(\w+)>(\w+)$/.exec(wire)?.slice(1) ?? [])
  const drawn = new Set(['start', ...nodes.map(([id]) => id)])
  const ends = [...new Set(parsed.map(([, , target = '']) => target))]
    .filter((id) => !drawn.has(id))
    .map((id): Draft => [id, 'end', { text: '', outcome: id }])
  return {
    ...empty,
    ...more,
    nodes: [
      ...empty.nodes,
      ...[...nodes, ...ends].map(([id, type, data]) => ({
        id,
        type,
        name: id,
        data: { ...definitionOf(type)?.defaults(() => `${id}_x`), ...data },
        position: { x: 0, y: 0 },
      })),
    ],
    edges: parsed.map(([source = '', sourceHandle = '', target = ''], index) => ({
      id: `e${index}`,
      source,
      sourceHandle,
      target,
    })),
  }
}

export interface TryOptions extends Partial<SimulateOptions> {
  readonly flows?: readonly Flow[]
}

/** Runs a call on a drawn flow; models answer as the offline responder does. */
export function tryFlow(
  flow: Flow,
  moves: readonly Move[],
  { flows = [], ...options }: TryOptions = {},
): readonly SimulatedTurn[] {
  const program = linkFlows(flow, { flows: new Map(flows.map((one) => [one.id, one])) })
  return simulate(program, moves, { answer: answerOffline, ...options })
}

export const outcomeOf = (turns: readonly SimulatedTurn[]): string | null =>
  turns.at(-1)?.session.outcome ?? null

/** What the caller heard at the last turn. */
export const heardAt = (turns: readonly SimulatedTurn[]): readonly string[] =>
  (turns.at(-1)?.documents ?? [])
    .flatMap((document) => document.verbs)
    .flatMap((verb): readonly Verb[] => (verb.type === 'gather' ? verb.prompt : [verb]))
    .flatMap((verb) => (verb.type === 'say' ? [verb.text] : []))

function answerOffline(effect: Effect): EffectResult {
  return effect.type === 'model'
    ? { type: 'model', answer: respondOffline(effect.request), provider: 'offline' }
    : { type: 'failed', why: 'there is no network here', timedOut: false }
}
