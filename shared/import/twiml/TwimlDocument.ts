import type { FlowNode } from '../../flow/flow.ts'
import { childrenOf, type Element, textOf } from '../../fml/xml.ts'
import type { Drawing } from '../Drawing.ts'
import { convertUnknownVerb } from './unknownVerb.ts'
import { Verb } from './Verb.ts'
import { verbs } from './verbs.ts'
import type { Wiring } from './Wiring.ts'

export interface Place {
  /** `/Response`. */
  readonly path: string
  /** Which document of the file. */
  readonly column: number
  readonly voice: string
  readonly language: string
  readonly wiring: Wiring
  /** Whether the document was cut out of a program. */
  readonly isInside: boolean
}

/** A port that leads to the verb behind. */
export interface Loose {
  readonly node: string
  readonly port: string
}

/** The verbs of one document, drawn one below the other. */
export class TwimlDocument {
  readonly drawing: Drawing
  readonly place: Place
  /** Elements that are in the report. */
  readonly told: WeakSet<Element> = new WeakSet()
  private row = 0
  private entry: string | null = null
  private loose: readonly Loose[] = []

  constructor(drawing: Drawing, place: Place) {
    this.drawing = drawing
    this.place = place
  }

  /** Draws the document and gives the node that is entered first. */
  draw(root: Element): string {
    for (const [name] of Object.entries(root.attributes)) {
      // A namespace says nothing about the call.
      if (/^(?:xmlns|xsi)(?::|$)/i.test(name)) continue
      this.drawing.approximated.push({
        kind: 'attribute',
        source: 'Response',
        path: `${this.place.path}/@${name}`,
        how: 'It is left out.',
      })
    }
    this.tellText(root, this.place.path)
    let isOver = false
    for (const [index, element] of childrenOf(root).entries()) {
      const path = `${this.place.path}/${element.name}[${index + 1}]`
      isOver = this.drawVerb(new Verb(this, element, path), isOver)
    }
    // Where a document ends, the call ends.
    if (this.loose.length > 0 || this.entry === null) {
      this.add('end', 'End', { text: '', outcome: 'completed' })
    }
    return this.entry ?? ''
  }

  private drawVerb(verb: Verb, wasOver: boolean): boolean {
    const convert = verbs.get(verb.kind)
    if (wasOver) verb.how.push('nothing in the document leads here')
    const { exits, node, why, ends } = (convert ?? convertUnknownVerb)(verb)
    this.loose = exits
    verb.tell(node, why)
    return ends === true
  }

  /** Tells a text that stands between verbs: nobody says it, and where it is a program’s it decides which of them run. */
  tellText(element: Element, path: string): void {
    const text = textOf(element).replace(/\s+/g, ' ').trim()
    if (text === '') return
    const decides = /[{}$%]|#if\b/.test(text)
    this.drawing.notConverted.push({
      kind: decides ? 'template' : 'file',
      source: text.slice(0, 4_000),
      path: `${path}/text()`,
      why: decides
        ? 'The program around the document decides here which verbs run; all of them are drawn, one behind the other: put a Branch before those that depend on something.'
        : 'A text that stands outside of a verb is not spoken; put it into a Say.',
    })
  }

  /** Ports that lead to whatever comes next. */
  get open(): readonly Loose[] {
    return this.loose
  }

  /** Document at an address of this one; null where the file does not hold it. */
  find(address: string): number | null {
    return this.place.wiring.find(address, this.place.column)
  }

  /** Adds a node; what was loose leads to it. */
  add(type: string, name: string, data: FlowNode['data']): string {
    const position = { x: this.place.column * 420, y: ++this.row * 170 }
    const id = this.drawing.add(type, this.drawing.reserveName(name), data, position)
    for (const { node, port } of this.loose) this.drawing.wire(node, port, id)
    this.loose = [{ node: id, port: 'next' }]
    this.entry ??= id
    return id
  }

  /** A remark beside the last node. */
  note(text: string): string {
    if (text.length > 4_000) {
      this.drawing.approximated.push({
        kind: 'file',
        source: 'note',
        path: this.place.path,
        how: 'A note holds 4,000 characters; this one is cut.',
      })
    }
    const position = { x: this.place.column * 420 + 210, y: this.row * 170 + 60 }
    const name = this.drawing.reserveName('Note')
    return this.drawing.add('note', name, { text: text.slice(0, 4_000).toWellFormed() }, position)
  }
}
