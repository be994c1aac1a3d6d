import type { Flow } from '../flow/flow.ts'
import { parseData } from '../nodes/parseData.ts'
import type { Crossings } from './crossings.ts'
import { endOf } from './endOf.ts'

/** A way in which the subflow ends, and where the call goes on then. */
export interface Way {
  readonly outcome: string
  readonly port: string
  /** Step outside; or the End that the call comes to, made outside. */
  readonly to: { readonly target: string } | { readonly end: string }
}

/** Every way out of the part, each with an outcome of its own. */
export class Ways {
  readonly all: Way[] = []
  private readonly byKey = new Map<string, Way>()
  private readonly taken = new Set(['failed'])
  private readonly newId: (prefix: string) => string
  /** Ports within that are not wired and hang up. */
  readonly hangups: readonly { readonly node: string; readonly port: string }[]

  constructor(flow: Flow, crossings: Crossings, newId: (prefix: string) => string) {
    this.newId = newId
    for (const { target } of crossings.wiresOut) {
      const name = flow.nodes.find((node) => node.id === target)?.name ?? target
      this.add(`to ${target}`, name, { target })
    }
    for (const node of crossings.inside) {
      const ends = endOf(node)
      if (ends) this.add(`end ${ends.outcome}`, ends.outcome, { end: ends.outcome })
    }
    this.hangups = openHangups(crossings)
    if (this.hangups.length > 0) this.add('end completed', 'completed', { end: 'completed' })
  }

  to(target: string): Way | undefined {
    return this.byKey.get(`to ${target}`)
  }

  ending(outcome: string): Way | undefined {
    return this.byKey.get(`end ${outcome}`)
  }

  private add(key: string, wanted: string, to: Way['to']): void {
    if (this.byKey.has(key)) return
    const base = wanted.trim().slice(0, 54) || 'done'
    let outcome = base
    for (let number = 2; this.taken.has(outcome); number += 1) outcome = `${base} ${number}`
    this.taken.add(outcome)
    const way = { outcome, port: this.newId('x'), to }
    this.byKey.set(key, way)
    this.all.push(way)
  }
}

/** Ports that are left open where a call hangs up. */
function openHangups({ inside, wiresWithin, wiresOut }: Crossings) {
  const wired = new Set(
    [...wiresWithin, ...wiresOut].map(({ source, sourceHandle }) => `${source} ${sourceHandle}`),
  )
  return inside.flatMap((node) => {
    const typed = parseData(node)
    const ports = typed.ok ? typed.value.definition.ports(typed.value.node.data) : []
    return ports
      .filter((port) => port.unwired === 'warning' && port.instead === undefined)
      .filter((port) => !wired.has(`${node.id} ${port.id}`))
      .map((port) => ({ node: node.id, port: port.id }))
  })
}
