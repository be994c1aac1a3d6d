import { isLanguage } from '../../fml/shapes.ts'
import { childrenOf, type Element, textOf } from '../../fml/xml.ts'
import { sentence } from '../studio/Job.ts'
import { clamp, toNumber } from '../text/values.ts'
import { hasHole, moveHoles } from './moveHoles.ts'
import { spelled } from './names.ts'
import type { Loose, TwimlDocument } from './TwimlDocument.ts'
import { tellAttribute } from './tellAttribute.ts'

/** What a verb became. */
export interface DrawnVerb {
  readonly node: string
  /** Ports that lead to the verb behind. */
  readonly exits: readonly Loose[]
  /** Set where nothing here does what the verb does. */
  readonly why?: string
  /** Nothing behind it in the document runs. */
  readonly ends?: true
}

/** A voice and a language of its own. */
export interface Voicing {
  readonly voice?: string
  readonly language?: string
}

/** A verb of a document while it is drawn: which attributes were read, and what differs. */
export class Verb {
  readonly document: TwimlDocument
  readonly element: Element
  readonly path: string
  readonly how: string[] = []
  /** The name of the element as TwiML spells it. */
  readonly kind: string
  private readonly read = new Set<string>(['id'])
  private readonly spellings: ReadonlyMap<string, string>
  private readonly moved = new Map<string, string>()

  constructor(document: TwimlDocument, element: Element, path: string) {
    this.document = document
    this.element = element
    this.path = path
    this.kind = spelled(element.name)
    this.spellings = new Map(
      Object.keys(element.attributes).map((name) => [name.toLowerCase(), name]),
    )
  }

  attribute(name: string): string {
    return this.given(name)?.trim() ?? ''
  }

  /** An attribute as it was written, in whatever letters; undefined where there is none. */
  given(name: string): string | undefined {
    const written = Object.hasOwn(this.element.attributes, name)
      ? name
      : (this.spellings.get(name.toLowerCase()) ?? name)
    this.read.add(written)
    return this.element.attributes[written]
  }

  /** An attribute that stays in the report as one that nobody read. */
  peek(name: string): string {
    const written = this.spellings.get(name.toLowerCase()) ?? name
    return Object.hasOwn(this.element.attributes, written)
      ? (this.element.attributes[written] ?? '').trim()
      : ''
  }

  number(name: string, usual: number, min: number, max: number): number {
    const given = this.attribute(name)
    const value = toNumber(given)
    if (given !== '' && (value === null || value < min || value > max)) {
      this.how.push(`${name} of ${given.slice(0, 40)} becomes ${clamp(value ?? usual, min, max)}`)
    }
    return clamp(value ?? usual, min, max)
  }

  /** A verb inside this one. */
  inside(element: Element, index: number): Verb {
    return new Verb(this.document, element, `${this.path}/${element.name}[${index + 1}]`)
  }

  /** Whether its name is written as the language has it. */
  isSpelled(): boolean {
    return this.kind === this.element.name
  }

  children(): readonly Verb[] {
    return childrenOf(this.element).map((child, index) => this.inside(child, index))
  }

  text(): string {
    return this.move(textOf(this.element).replace(/\s+/g, ' ').trim(), this.path)
  }

  /** An attribute that may be a template here. */
  template(name: string): string {
    return this.move(this.attribute(name), `${this.path}/@${name}`)
  }

  /** Moves the templates of a text, and tells them once. */
  move(text: string, path: string): string {
    const known = this.moved.get(path)
    if (known !== undefined) return known
    const { drawing, place } = this.document
    const moved = moveHoles(text, { path, drawing, isInside: place.isInside })
    this.moved.set(path, moved)
    return moved
  }

  /** A text that must fit; what does not is cut and said so. */
  fit(text: string, max: number, what: string): string {
    if (text.length <= max) return text
    this.how.push(`${what} is cut at ${max} characters`)
    return text.slice(0, max).toWellFormed()
  }

  /** The voice and the language of a verb, where they are not those of the flow. */
  voicing(): Voicing {
    const { place } = this.document
    const [voice, language] = [this.decided('voice'), this.decided('language')]
    const isOwn = language !== '' && language !== place.language
    if (isOwn && !isLanguage(language)) {
      this.how.push(`it is in the flow’s language: ${language.slice(0, 60)} is none`)
    }
    return {
      ...(voice === '' || voice === place.voice ? {} : { voice: voice.slice(0, 100) }),
      ...(isOwn && isLanguage(language) ? { language } : {}),
    }
  }

  /** An attribute, but for what only the program around knows. */
  private decided(name: string): string {
    const value = this.attribute(name)
    if (!hasHole(value)) return value
    this.how.push(`its ${name} is the flow’s: the program decided it by ${value.slice(0, 60)}`)
    return ''
  }

  /** Reports the verb and each of its attributes that nobody read. */
  tell(node: string, why: string | undefined): void {
    const { converted, approximated, notConverted } = this.document.drawing
    if (!this.isSpelled()) this.how.push(`its name is ${this.kind} in TwiML`)
    const line = { kind: 'verb' as const, source: this.element.name, path: this.path, node }
    if (why !== undefined) notConverted.push({ ...line, why: sentence([why, ...this.how]) })
    else if (this.how.length > 0) approximated.push({ ...line, how: sentence(this.how) })
    else converted.push(line)
    for (const [name, value] of Object.entries(this.element.attributes)) {
      if (!this.read.has(name)) tellAttribute(this, name, value)
    }
    this.document.told.add(this.element)
    this.tellInside(why)
  }

  /** Everything inside a verb that takes nothing of its kind. */
  private tellInside(why: string | undefined): void {
    // What stands inside a Say are marks of its words.
    if (this.kind === 'Say') return
    const { notConverted } = this.document.drawing
    const name = this.element.name.slice(0, 60)
    for (const inner of this.children()) {
      if (this.document.told.has(inner.element)) continue
      notConverted.push({
        kind: 'verb',
        source: inner.element.name,
        path: inner.path,
        why:
          why === undefined
            ? `${name} takes nothing like it here.`
            : `It stands inside ${name}, which is not converted; the note has it.`,
      })
      inner.tellInside(why)
    }
  }
}
