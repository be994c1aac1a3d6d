import type { Program } from '../compile/program.ts'
import type { Session } from '../session/session.ts'
import { type Move, type SimulatedTurn, simulate } from '../session/simulate.ts'
import { type Heard, heardOf } from './heard.ts'
import { movesAt } from './movesAt.ts'
import { answerIn, type World, worldsOf } from './worlds.ts'

/** A turn that two programs answer differently, although everything before it was the same to the caller. */
export interface CallDifference {
  readonly world: World
  /** What the caller does until then, in order. */
  readonly moves: readonly Move[]
  readonly before: readonly Heard[]
  readonly after: readonly Heard[]
  /** Step at which the call is then, in the second program; null when it is over. */
  readonly node: string | null
}

export interface CallComparison {
  /** The shortest ways first. */
  readonly differences: readonly CallDifference[]
  /** How many calls were played with both. */
  readonly calls: number
  /** False when there were more ways through the calls than were walked. */
  readonly isComplete: boolean
}

export interface CompareCallsOptions {
  /** Most calls played, with both programs. @defaultValue 1500 */
  readonly calls?: number
  /** Most things a caller does in one of them. @defaultValue 8 */
  readonly moves?: number
  /** @defaultValue 20 */
  readonly differences?: number
}

/**
 * Plays the same calls with two programs and gives the first turns that a caller would notice: every key and phrase that
 * is listened for, silence, each end of a transfer, in and out of opening hours, with outside systems that answer or fail.
 */
export function compareCalls(
  before: Program,
  after: Program,
  options: CompareCallsOptions = {},
): CallComparison {
  if (before.hash === after.hash) return { differences: [], calls: 0, isComplete: true }
  const most = { calls: 1_500, moves: 8, differences: 20, ...options }
  const walk = new Walk(before, after, most)
  for (const world of worldsOf([before, after])) walk.enter(world)
  walk.run()
  const { differences, played, isComplete } = walk
  return { differences, calls: played, isComplete }
}

interface Path {
  readonly world: World
  readonly moves: readonly Move[]
}

/** Breadth first, places that have not been seen before others. */
class Walk {
  readonly differences: CallDifference[] = []
  isComplete = true
  private readonly before: Program
  private readonly after: Program
  private readonly most: Required<CompareCallsOptions>
  private readonly fresh: Path[] = []
  private readonly known: Path[] = []
  private readonly places = new Set<string>()
  private readonly states = new Set<string>()
  private readonly said = new Set<string>()
  played = 0

  constructor(before: Program, after: Program, most: Required<CompareCallsOptions>) {
    this.before = before
    this.after = after
    this.most = most
  }

  enter(world: World): void {
    this.fresh.push({ world, moves: [] })
  }

  run(): void {
    for (;;) {
      const path = this.fresh.shift() ?? this.known.shift()
      if (!path) return
      const isFull =
        this.played >= this.most.calls || this.differences.length >= this.most.differences
      if (isFull) {
        this.isComplete = false
        return
      }
      this.play(path)
    }
  }

  private play({ world, moves }: Path): void {
    this.played += 1
    const was = lastTurn(this.before, world, moves)
    const is = lastTurn(this.after, world, moves)
    if (!was || !is) return
    const [heardBefore, heardAfter] = [heardOf(was.documents), heardOf(is.documents)]
    const words = JSON.stringify([heardBefore, heardAfter])
    const isSame = JSON.stringify(heardBefore) === JSON.stringify(heardAfter)
    if (!isSame && !this.said.has(words)) {
      this.said.add(words)
      const node = placeOf(this.after, is.session)
      this.differences.push({ world, moves, before: heardBefore, after: heardAfter, node })
    }
    const here = placeOf(this.after, is.session)
    // Somewhere else in the flow everything that follows differs too: that is said once.
    if (here === null || (!isSame && here !== placeOf(this.before, was.session))) return
    const state = JSON.stringify([world, words, stateOf(was.session), stateOf(is.session)])
    if (this.states.has(state)) return
    this.states.add(state)
    if (moves.length >= this.most.moves) {
      this.isComplete = false
      return
    }
    const place = JSON.stringify([world.outside, placesOf(was.session), placesOf(is.session)])
    const queue = this.places.has(place) ? this.known : this.fresh
    this.places.add(place)
    const tried = new Map(
      [...movesAt(was.documents), ...movesAt(is.documents)].map((move) => [
        JSON.stringify(move),
        move,
      ]),
    )
    for (const move of tried.values()) queue.push({ world, moves: [...moves, move] })
  }
}

/** The turn that the last move leads to; null when the call was over before it. */
function lastTurn(program: Program, world: World, moves: readonly Move[]): SimulatedTurn | null {
  const turns = simulate(program, moves, {
    at: world.at,
    from: world.from,
    answer: answerIn(world),
  })
  return turns.length === moves.length + 1 ? (turns.at(-1) ?? null) : null
}

/** Node at which a call waits; null when it is over. */
function placeOf(program: Program, session: Session): string | null {
  if (session.status !== 'active' || session.waiting.for === 'nothing') return null
  return program.ops[session.waiting.op]?.node ?? null
}

const placesOf = ({ waiting, frames }: Session) => [waiting, frames?.map(({ op }) => op)]

/** Everything that decides how a call goes on. */
const stateOf = ({ waiting, counts, vars, nodes, frames, agents }: Session) => [
  waiting,
  counts,
  vars,
  nodes,
  frames,
  agents,
]
