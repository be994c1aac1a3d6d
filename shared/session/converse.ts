import type { Program } from '../compile/program.ts'
import type { Document, Verb } from '../fml/fml.ts'
import { type Awaited, inputFor, timeOf } from './awaited.ts'
import { createSession } from './createSession.ts'
import type { Effect } from './effect.ts'
import type { CallEvent, EffectResult, Input, Json } from './event.ts'
import type { Session } from './session.ts'
import type { Move } from './simulate.ts'
import { spokenTime } from './spokenTime.ts'
import { step } from './step.ts'
import type { Trace } from './trace.ts'
import { toVariable } from './values.ts'

/** What somebody does in a tried-out call: the caller, or who answers for an outside system. */
export type TalkMove =
  | Move
  /** The answer to what a step has asked for. */
  | { readonly answer: EffectResult; readonly node: string }

/** How a tried-out call begins. */
export interface TalkSetup {
  /** Step it starts at; absent: where calls come in. */
  readonly entry?: string | undefined
  /** Values of variables as people write them; those left out have their defaults. */
  readonly vars: Readonly<Record<string, string>>
  /** What earlier steps have collected, by scope name. */
  readonly nodes?: Readonly<Record<string, Readonly<Record<string, Json>>>> | undefined
  readonly from: string
  readonly to: string
  /** Unix ms. */
  readonly at: number
}

/** What the world does by itself. */
export interface TalkWorld {
  /** The answer to an effect, or null: somebody will give it as a move. */
  readonly answer: (effect: Effect) => EffectResult | null
  /** Whether the sound of a step cannot be played. */
  readonly cannotPlay: (node: string) => boolean
}

/** What happened, in order. */
export type TalkItem =
  | { readonly type: 'trace'; readonly entry: Trace }
  | { readonly type: 'document'; readonly document: Document; readonly turn: number }
  | { readonly type: 'asked'; readonly effect: Effect }

/** A move and everything that followed until somebody had to do something again. */
export interface Turn {
  /** Null for the call's start. */
  readonly move: TalkMove | null
  readonly items: readonly TalkItem[]
  readonly session: Session
  /** Unix ms when it was over. */
  readonly at: number
  /** What the call waited for then. */
  readonly awaits: Awaited
}

export interface Talk {
  readonly turns: readonly Turn[]
  readonly awaits: Awaited
  /** Moves that no longer fit: the first is the one that the call did not take. */
  readonly left: readonly TalkMove[]
}

/** Moves are played again from the start each time: more than a call of 1,000 steps can take are no call. */
const maxMoves = 2_000
/** Documents in one turn; a call has 1,000 steps in all. */
const maxAtOnce = 2_100

/**
 * Plays moves on a program, as the runtime would, without engine, clock or network. Total and bounded: a move that does
 * not fit ends it, with that move and the rest in `left`.
 */
export function converse(
  program: Program,
  setup: TalkSetup,
  moves: readonly TalkMove[],
  world: TalkWorld,
): Talk {
  const call = new TriedCall(startingAt(program, setup.entry), setup, world)
  call.start()
  for (const [index, move] of moves.entries()) {
    // An answer that nobody waits for any more was given to a step that now answers by itself, or is not reached.
    if ('answer' in move && call.awaits.for !== 'effect') continue
    if (index >= maxMoves || !call.take(move)) {
      return { turns: call.turns, awaits: call.awaits, left: moves.slice(index) }
    }
  }
  return { turns: call.turns, awaits: call.awaits, left: [] }
}

const startingAt = (program: Program, entry: string | undefined): Program =>
  entry !== undefined && Object.hasOwn(program.ops, entry) ? { ...program, entry } : program

class TriedCall {
  readonly turns: Turn[] = []
  awaits: Awaited = { for: 'nothing' }
  private readonly program: Program
  private readonly world: TalkWorld
  private session: Session
  private at: number
  private items: TalkItem[] = []
  /** What the engine is doing. */
  private document: Document | null = null
  private asked: Effect | null = null

  constructor(program: Program, setup: TalkSetup, world: TalkWorld) {
    this.program = program
    this.world = world
    this.at = setup.at
    const { from, to } = setup
    const fresh = createSession(program, { id: 'C1', from, to, direction: 'inbound' })
    const given = program.variables.filter(({ name }) => Object.hasOwn(setup.vars, name))
    const vars = given.map(({ name, type }) => [name, toVariable(type, setup.vars[name] ?? '')])
    this.session = {
      ...fresh,
      vars: { ...fresh.vars, ...Object.fromEntries(vars) },
      nodes: { ...fresh.nodes, ...setup.nodes },
    }
  }

  start(): void {
    this.feed({ type: 'call.started', at: this.at })
    this.close(null)
  }

  /** False when the call does not wait for this. */
  take(move: TalkMove): boolean {
    if (this.awaits.for === 'nothing') return false
    if ('answer' in move) {
      if (this.asked?.node !== move.node) return false
      const { id } = this.asked
      this.asked = null
      this.feed({ type: 'effect.finished', at: this.at, id, result: move.answer })
    } else if ('hangup' in move) {
      this.asked = null
      this.feed({ type: 'call.ended', at: this.at, reason: 'the caller hung up' })
    } else {
      const input = inputFor(this.awaits, move)
      if (!input) return false
      this.at += timeOf(this.document, this.awaits, move, input)
      this.post(input)
    }
    this.close(move)
    return true
  }

  private post(input: Input): boolean {
    const turn = this.session.turn + 1
    return this.feed({ type: 'turn.posted', at: this.at, turn, input })
  }

  /** One event; false when it changed nothing. */
  private feed(event: CallEvent): boolean {
    const taken = step(this.program, this.session, event)
    if (taken.session === this.session) return false
    this.session = taken.session
    this.items.push(...taken.trace.map((entry) => ({ type: 'trace' as const, entry })))
    if (taken.document) {
      this.document = taken.document
      const { document } = taken
      this.items.push({ type: 'document', document, turn: this.session.turn })
    }
    for (const effect of taken.effects) this.perform(effect)
    return true
  }

  private perform(effect: Effect): void {
    this.items.push({ type: 'asked', effect })
    const result = this.world.answer(effect)
    if (!result) this.asked = effect
    else this.feed({ type: 'effect.finished', at: this.at, id: effect.id, result })
  }

  /** Lets the engine go on by itself as far as it can, and keeps what happened as a turn. */
  private close(move: TalkMove | null): void {
    for (let count = 0; count < maxAtOnce && this.session.status === 'active'; count++) {
      const input = this.session.open ? null : this.byItself()
      if (!input) break
      this.at += spokenTime(this.document)
      if (!this.post(input)) break
    }
    this.awaits = this.waiting()
    this.turns.push({
      move,
      items: this.items,
      session: this.session,
      at: this.at,
      awaits: this.awaits,
    })
    this.items = []
  }

  /** What the engine reports without anybody's doing: it comes back from a redirect, or a stream has nobody. */
  private byItself(): Input | null {
    const last = this.document?.verbs.at(-1)
    if (last?.type === 'stream') return { reason: 'stream' }
    if (last?.type !== 'redirect') return null
    const failed = this.document?.verbs.find(
      (verb) => verb.type === 'play' && this.world.cannotPlay(verb.id ?? ''),
    )
    return {
      reason: 'redirect',
      ...(failed ? { failedVerb: failed.id ?? '', failedWhy: 'not found' } : {}),
    }
  }

  private waiting(): Awaited {
    if (this.session.status !== 'active') return { for: 'nothing' }
    if (this.asked) return { for: 'effect', effect: this.asked, node: this.asked.node }
    const verb = this.document?.verbs.at(-1)
    const node = verb?.id ?? ''
    if (verb?.type === 'gather') return { for: 'gather', gather: verb, node }
    if (verb?.type === 'record') return { for: 'record', record: verb, node }
    if (verb?.type === 'dial') return { for: 'dial', dial: verb, node }
    return { for: 'nothing' }
  }
}

/** The ways taken so far: `node` and `port`, in order. */
export const pathOf = (talk: Talk): readonly { readonly node: string; readonly port: string }[] =>
  talk.turns
    .flatMap((turn) => turn.items)
    .flatMap((item) =>
      item.type === 'trace' && item.entry.type === 'port.taken'
        ? [{ node: item.entry.node, port: item.entry.port }]
        : [],
    )

/** Verbs of a document in the order in which they are heard, nested prompts included. */
export const heardVerbs = (document: Document): readonly Verb[] =>
  document.verbs.flatMap((verb) =>
    verb.type === 'gather'
      ? verb.prompt.map((prompt) => ({ ...prompt, ...(verb.id ? { id: verb.id } : {}) }))
      : [verb],
  )
