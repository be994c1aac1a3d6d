import { compile } from '#shared/compile/compile.ts'
import type { Program } from '#shared/compile/program.ts'
import type { Verb } from '#shared/fml/fml.ts'
import type { Effect } from '#shared/session/effect.ts'
import type { EffectResult, Json } from '#shared/session/event.ts'
import { respondOffline } from '#shared/session/offline.ts'
import { type Move, type SimulatedTurn, simulate } from '#shared/session/simulate.ts'
import type { Caller, Deed } from './callers.ts'
import type { Task } from './task.ts'

/** One conversation, as it went. */
export interface Talked {
  /** What was said and done, in order. */
  readonly lines: readonly string[]
  /** The outcome that the flow names; `hung up` when the caller ended it; null when it went nowhere. */
  readonly end: string | null
  readonly turns: number
  /** What the agent collected. */
  readonly collected: string
}

/** More is going round in circles. */
export const mostTurns = 24

export function programOf(task: Task): Program {
  const compiled = compile(task.flow)
  if (!compiled.ok) throw new Error(`${task.id}: ${JSON.stringify(compiled.error)}`)
  return compiled.value.program
}

/** A conversation with the built-in responder, by `step` alone. */
export function talkOffline(program: Program, caller: Caller): Talked {
  const moves: Move[] = []
  const lines: string[] = []
  for (;;) {
    const turns = simulate(program, moves, { answer })
    const last = turns.at(-1)
    if (!last) throw new Error('A call always has a beginning.')
    const verbs = last.documents.flatMap((document) => document.verbs)
    const said = wordsIn(verbs)
    lines.push(`  > ${said}`)
    const { status, outcome, nodes } = last.session
    const collected = collectedIn(nodes['agent'])
    const talked = { lines, turns: moves.length, collected }
    if (status !== 'active') {
      const hasHungUp = moves.some((move) => 'hangup' in move)
      return { ...talked, end: hasHungUp ? 'hung up' : outcome }
    }
    if (moves.length >= mostTurns || isDead(last, said)) return { ...talked, end: null }
    const deed = caller({ said, awaits: isDialled(verbs) ? 'other side' : 'words' })
    lines.push(`  ${describe(deed)}`)
    moves.push(isDialled(verbs) ? { dial: 'completed' } : toMove(deed))
  }
}

export const wordsIn = (verbs: readonly Verb[]): string =>
  verbs
    .flatMap((verb): readonly Verb[] => (verb.type === 'gather' ? verb.prompt : [verb]))
    .flatMap((verb) => (verb.type === 'say' ? [verb.text] : []))
    .join(' ')

export const isDialled = (verbs: readonly Verb[]): boolean =>
  verbs.some((verb) => verb.type === 'dial')

/** Somebody who hears nothing says nothing. */
const isDead = ({ documents }: SimulatedTurn, said: string): boolean =>
  documents.length === 0 ||
  (said.trim() === '' && !isDialled(documents.flatMap(({ verbs }) => verbs)))

export function describe(deed: Deed): string {
  if ('silence' in deed) return '(silent)'
  return 'hangup' in deed ? '(hangs up)' : deed.says
}

function toMove(deed: Deed): Move {
  if ('says' in deed) return { speech: deed.says, heard: deed.heard }
  return deed
}

function answer(effect: Effect): EffectResult {
  if (effect.type === 'model') {
    return { type: 'model', answer: respondOffline(effect.request), provider: 'offline' }
  }
  const body = { status: 'delivered', day: 'yesterday' }
  return { type: 'response', status: 200, body }
}

const collectedIn = (values: Json | undefined): string =>
  Object.entries(typeof values === 'object' && values !== null ? values : {})
    .filter(([name]) => name !== 'exit' && name !== 'reason')
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ')
