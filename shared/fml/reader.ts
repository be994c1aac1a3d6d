import type { z } from 'zod'
import type { Diagnostic } from '../diagnostic.ts'
import { childrenOf, type Element, positionIn, problem, textOf } from './xml.ts'

type Present<Value> = { [Key in keyof Value]: Exclude<Value[Key], undefined> }

/** An element at its place, and where its problems go. */
export class Reader {
  readonly element: Element
  readonly path: string
  private readonly xml: string
  private readonly problems: Diagnostic[]

  constructor(element: Element, path: string, xml: string, problems: Diagnostic[]) {
    this.element = element
    this.path = path
    this.xml = xml
    this.problems = problems
  }

  get name(): string {
    return this.element.name
  }

  /** Readers of the elements inside, numbered as they stand. */
  children(): readonly Reader[] {
    return childrenOf(this.element).map((child, index) => this.child(child, index))
  }

  child(element: Element, index: number): Reader {
    const path = `${this.path}/${element.name}[${index + 1}]`
    return new Reader(element, path, this.xml, this.problems)
  }

  report(code: string, message: string, hint: string): null {
    const position = positionIn(this.xml, this.element.start)
    this.problems.push(problem(code, this.path, message, hint, { position }))
    return null
  }

  /** Its attributes; absent ones are left out, so that equal documents are equal values. */
  attributes<Shape extends z.ZodType<object>>(shape: Shape): Present<z.output<Shape>> | null {
    const parsed = shape.safeParse(this.element.attributes)
    if (parsed.success) return withoutUndefined(parsed.data)
    for (const issue of parsed.error.issues) {
      const names = issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0] ?? '')]
      for (const name of names) this.reportAttribute(name, issue.message)
    }
    return null
  }

  private reportAttribute(name: string, message: string): void {
    const { start } = this.element
    const inTag = this.xml.slice(start, start + 10_000)
    const at = inTag.search(new RegExp(`\\s${name.replace(/[^\w:-]/g, '.')}\\s*=`))
    this.problems.push(
      problem(
        'fml.badAttribute',
        `${this.path}/@${name}`,
        `Attribute ${name} of ${this.name}: ${message}.`,
        'See the reference of FML 1.0 for its values.',
        { position: positionIn(this.xml, start + (at < 0 ? 0 : at + 1)) },
      ),
    )
  }

  /** The address that stands between the tags. */
  address(): string | null {
    this.noChildren()
    const text = textOf(this.element).trim()
    if (text.length > 4_000) {
      return this.report(
        'fml.tooLong',
        `${this.name} is longer than 4,000 characters.`,
        'Shorten it.',
      )
    }
    return text === ''
      ? this.report('fml.empty', `${this.name} has no address.`, 'Write the URL between the tags.')
      : text
  }

  noChildren(): void {
    const [first] = this.children()
    first?.report(
      'fml.badChild',
      `${first.name} cannot stand inside ${this.name}.`,
      `Move it out of ${this.name}.`,
    )
  }

  noText(): void {
    if (textOf(this.element).trim() !== '') {
      this.report(
        'fml.strayText',
        `${this.name} holds text that nobody would hear.`,
        'Put it into Say, or remove it.',
      )
    }
  }

  /** Reports whatever stands inside a verb that holds nothing. */
  nothing(): void {
    this.noChildren()
    this.noText()
  }
}

const withoutUndefined = <Value extends object>(value: Value): Present<Value> =>
  // Sound: exactly the keys whose value is undefined are gone.
  Object.fromEntries(
    Object.entries(value).filter(([, entry]) => entry !== undefined),
  ) as Present<Value>
