import { isLanguage } from '../../fml/shapes.ts'
import { childrenOf, type Element, textOf } from '../../fml/xml.ts'
import { sentence } from '../studio/Job.ts'
import { clamp, toNumber } from '../text/values.ts'
import { moveHoles } from './moveHoles.ts'
import type { Loose, TwimlDocument } from './TwimlDocument.ts'

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
  private readonly read = new Set<string>(['id'])
  private readonly moved = new Map<string, string>()

  constructor(document: TwimlDocument, element: Element, path: string) {
    this.document = document
    this.element = element
    this.path = path
  }

  attribute(name: string): string {
    this.read.add(name)
    return this.element.attributes[name]?.trim() ?? ''
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
    return /^[A-Z][a-z]+$/.test(this.element.name)
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
    const moved = moveHoles(text, path, this.document.drawing)
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
    const [voice, language] = [this.attribute('voice').slice(0, 100), this.attribute('language')]
    const isOwn = language !== '' && language !== place.language
    if (isOwn && !isLanguage(language)) {
      this.how.push(`it is in the flow’s language: ${language.slice(0, 60)} is none`)
    }
    return {
      ...(voice === '' || voice === place.voice ? {} : { voice }),
      ...(isOwn && isLanguage(language) ? { language } : {}),
    }
  }

  /** Reports the verb and each of its attributes that nobody read. */
  tell(node: string, why: string | undefined): void {
    const { converted, approximated, notConverted } = this.document.drawing
    const line = { kind: 'verb' as const, source: this.element.name, path: this.path, node }
    if (why !== undefined) notConverted.push({ ...line, why: sentence([why, ...this.how]) })
    else if (this.how.length > 0) approximated.push({ ...line, how: sentence(this.how) })
    else converted.push(line)
    for (const [name, value] of Object.entries(this.element.attributes)) {
      if (this.read.has(name)) continue
      notConverted.push({
        kind: 'attribute',
        source: `${this.element.name} ${name}`,
        path: `${this.path}/@${name}`,
        why: `There is nothing like it here; it was “${value.slice(0, 200)}”.`,
      })
    }
    this.document.told.add(this.element)
    this.tellInside(why)
  }

  /** Everything inside a verb that takes nothing of its kind. */
  private tellInside(why: string | undefined): void {
    // What stands inside a Say are marks of its words.
    if (this.element.name.toLowerCase() === 'say') return
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
