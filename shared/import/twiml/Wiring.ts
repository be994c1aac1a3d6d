import type { Drawing } from '../Drawing.ts'
import { addressKey } from './findDocuments.ts'
import type { Loose } from './TwimlDocument.ts'

/** Which document an address leads to, and the wires that wait until all documents are drawn. */
export class Wiring {
  /** Documents that something leads to. */
  readonly reached: Set<number> = new Set()
  private readonly byName = new Map<string, number | null>()
  private readonly waiting: { readonly from: readonly Loose[]; readonly to: number }[] = []

  constructor(names: readonly (readonly string[])[]) {
    for (const [index, own] of names.entries()) {
      for (const name of new Set(own.flatMap((one) => [one, one.split('/').at(-1) ?? one]))) {
        // A name that two documents share leads to neither.
        const known = this.byName.get(name)
        this.byName.set(name, known === undefined || known === index ? index : null)
      }
    }
  }

  /** The document at an address, seen from another one; null where the file does not hold it. */
  find(address: string, from: number): number | null {
    if (address.trim() === '') return from
    // `url_for('menu')` names a function of the program.
    const named = /^[\s$#{%(]*[\w.]*\s*\(?\s*(?:url\s+)?["']([\w.:/-]+)["']/.exec(address)?.[1]
    const key = addressKey(named?.split(/[.:]+/).at(-1) ?? address)
    if (key === '') return null
    const last = key.split('/').at(-1) ?? key
    return (
      this.byName.get(key) ??
      this.byName.get(last) ??
      this.byName.get(last.split('.').at(-1) ?? last) ??
      null
    )
  }

  lead(from: readonly Loose[], to: number): void {
    this.reached.add(to)
    this.waiting.push({ from, to })
  }

  finish(drawing: Drawing, entries: readonly string[]): void {
    for (const { from, to } of this.waiting) {
      const entry = entries[to]
      if (entry === undefined) continue
      for (const { node, port } of from) drawing.wire(node, port, entry)
    }
  }
}
