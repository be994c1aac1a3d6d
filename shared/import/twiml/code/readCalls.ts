import { markOf } from '../joinPieces.ts'
import { CodeElement, fillFrom, verbOf } from './CodeElement.ts'
import type { Constants } from './codeText.ts'
import type { ScannedCode } from './scanCode.ts'

/** A document that a program builds, and where. */
export interface BuiltDocument {
  readonly root: CodeElement
  readonly start: number
}

/** Most elements of one program. */
const maxElements = 5_000

const creation =
  /\bnew\s+(?:[A-Za-z_$][\w$]*[.\\])*(?:VoiceResponse|TwimlResponse|Services_Twilio_Twiml|Twiml|twiml)\b(?!\s*\.\s*Builder)\s*(?:\(\s*\))?|(?<![\w.$>:])(?:[A-Za-z_]\w*\.)*VoiceResponse\(\s*\)|\btwiml\.Response\(\s*\)|\bTwiML::(?:Voice)?Response\.new\b(?:\s*\(\s*\))?/g
const method =
  /(?<![\w$.>:])(\$?[A-Za-z_]\w*)\s*(?:\?\.|\.|->)\s*([A-Za-z_]\w*)(\s*\(|(?=[ \t\r\n}]))/g
const detached = /(?<![\w$.>:])(?:new\s+)?(?:[A-Za-z_]\w*\.)?([A-Z][A-Za-z]+)\s*\(/g
const assigned = /(\$?[A-Za-z_]\w*)\s*(?::[ \t]*[\w.]+[ \t]*)?:?=\s*(?:await\s+)?$/
const block = /^\s*(?:\.tap\s*)?(?:do|\{)\s*\|\s*(\w+)\s*\|/
const appends = /^(?:append|add_child|nest|addChild)$/i
const usual = /^\$?(?:response|resp|twiml|vr|voice_?response|twiml_?response)$/i

/** Documents built by calls: `response.say('Hello')`, in JavaScript, Python, PHP, Ruby and C#. */
export function readCalls(code: ScannedCode, constants: Constants): readonly BuiltDocument[] {
  return new Calls(code, constants).read()
}

type Place = { readonly at: number; readonly run: () => number }

class Calls {
  private readonly code: ScannedCode
  private readonly constants: Constants
  private readonly named = new Map<string, CodeElement>()
  private readonly roots = new Map<CodeElement, CodeElement>()
  private readonly documents: BuiltDocument[] = []
  private left = maxElements
  /** Where the last verb of the document ends. */
  private last = 0
  /** Java’s builders are read by themselves. */
  private readonly isJava: boolean

  constructor(code: ScannedCode, constants: Constants) {
    this.code = code
    this.constants = constants
    this.isJava = /\bVoiceResponse\s*\.\s*Builder\b/.test(code.masked)
  }

  read(): readonly BuiltDocument[] {
    const { masked } = this.code
    const places: Place[] = [
      ...[...masked.matchAll(creation)].map((match) => ({
        at: match.index,
        run: () => this.create(match),
      })),
      ...[...masked.matchAll(method)].map((match) => ({
        at: match.index,
        run: () => this.call(match),
      })),
      ...[...masked.matchAll(detached)].map((match) => ({
        at: match.index,
        run: () => this.detach(match),
      })),
    ]
    let done = 0
    for (const { at, run } of places.toSorted((a, b) => a.at - b.at)) {
      if (this.left < 0) break
      if (at >= done) done = Math.max(done, run())
    }
    return this.documents.filter(({ root }) => !root.isEmpty())
  }

  private nameBefore(at: number): string | undefined {
    return assigned.exec(this.code.masked.slice(Math.max(0, at - 120), at))?.[1]
  }

  private open(start: number, ...names: readonly (string | undefined)[]): CodeElement {
    const root = new CodeElement('Response')
    this.documents.push({ root, start })
    for (const name of names) if (name !== undefined) this.named.set(name, root)
    return root
  }

  private create(match: RegExpExecArray): number {
    const { masked } = this.code
    const end = match.index + match[0].length
    const root = this.open(
      match.index,
      this.nameBefore(match.index),
      block.exec(masked.slice(end, end + 80))?.[1],
    )
    this.last = end
    return this.chain(root, end)
  }

  /** Calls on what a call gave back. */
  private chain(start: CodeElement, from: number): number {
    const { masked } = this.code
    let element = start
    let end = from
    for (;;) {
      const next = /^\s*(?:\?\.|\.|->)\s*([A-Za-z_]\w*)\s*\(/.exec(masked.slice(end, end + 200))
      if (next?.[1] !== undefined && appends.test(next[1])) {
        end = this.append(this.parentFor(element), end + next[0].length) || masked.length
        continue
      }
      const verb = next?.[1] === undefined ? null : verbOf(next[1])
      if (!next || verb === null) return end
      const made = this.make(element, verb, end + next[0].length - 1, end)
      if (made === null) return end
      end = made.end
      element = made.element
    }
  }

  private call(match: RegExpExecArray): number {
    const [whole, receiver = '', name = '', open = ''] = match
    const { masked } = this.code
    const end = match.index + whole.length
    let target = this.named.get(receiver)
    const verb = verbOf(name)
    if (appends.test(name) && target && open !== '') return this.append(target, end)
    if (verb === null) return 0
    if (!target && usual.test(receiver) && open !== '' && !this.isJava)
      target = this.open(match.index, receiver)
    if (!target) return 0
    if (open === '') return this.callBare(target, verb, { start: match.index, end })
    const made = this.make(target, verb, end - 1, match.index)
    if (made === null) return 0
    const variable =
      this.nameBefore(match.index) ??
      /^\s+as\s+(\w+)/.exec(masked.slice(made.end, made.end + 80))?.[1] ??
      block.exec(masked.slice(made.end, made.end + 80))?.[1]
    if (variable !== undefined) this.named.set(variable, made.element)
    return this.chain(made.element, made.end)
  }

  /** A call without brackets, as Ruby has it. */
  private callBare(
    target: CodeElement,
    verb: string,
    { start, end }: { readonly start: number; readonly end: number },
  ): number {
    if (!/\bTwiML::/.test(this.code.masked)) return 0
    const line = /^[^\n]*/.exec(this.code.masked.slice(end, end + 2_000))?.[0] ?? ''
    const stop = /\s+do\b|\s*\{\s*\||\s+(?:if|unless)\b|\s*\}/.exec(line)?.index ?? line.length
    const element = this.attach(target, verb, start)
    fillFrom(element, this.code.text.slice(end, end + stop), this.constants)
    const variable = block.exec(line.slice(stop))?.[1]
    if (variable !== undefined) this.named.set(variable, element)
    this.last = end + stop
    return end + stop
  }

  private make(
    target: CodeElement,
    verb: string,
    open: number,
    start: number,
  ): { readonly element: CodeElement; readonly end: number } | null {
    const close = this.code.closes(open)
    if (close < 0 || --this.left < 0) return null
    const element = this.attach(target, verb, start)
    fillFrom(element, this.code.text.slice(open + 1, close), this.constants)
    this.last = close + 1
    return { element, end: close + 1 }
  }

  /** Puts an element where it belongs: inside what it is called on, or into its document. */
  private attach(target: CodeElement, verb: string, start: number): CodeElement {
    const element = new CodeElement(verb)
    const parent = target.takes(verb) ? target : this.parentFor(target)
    this.roots.set(element, this.roots.get(parent) ?? parent)
    parent.mark(this.markBefore(start))
    parent.add(element)
    return element
  }

  /** What the program decides between the verb before and this one. */
  private markBefore(start: number): string {
    const from = Math.max(this.last, start - 5_000)
    return markOf(this.code.text.slice(from, start), this.code.masked.slice(from, start))
  }

  /** Where something goes that does not stand inside an element: its document, or itself where it has none yet. */
  private parentFor(element: CodeElement): CodeElement {
    return this.roots.get(element) ?? element
  }

  /** `gather = Gather(…)`, which is put somewhere later. */
  private detach(match: RegExpExecArray): number {
    const variable = this.nameBefore(match.index)
    const verb = verbOf(match[1] ?? '')
    if (variable === undefined || verb === null) return 0
    const open = match.index + match[0].length - 1
    const close = this.code.closes(open)
    if (close < 0) return 0
    const element = new CodeElement(verb)
    fillFrom(element, this.code.text.slice(open + 1, close), this.constants)
    this.named.set(variable, element)
    return this.chain(element, close + 1)
  }

  /** `response.append(gather)`, or what is made in the brackets: `response.Append(new Gather(…).Say('…'))`. */
  private append(target: CodeElement, end: number): number {
    const { text, masked } = this.code
    const close = this.code.closes(end - 1)
    if (close < 0) return 0
    const known = this.named.get(text.slice(end, close).trim())
    const [head, name = ''] =
      /^\s*(?:new\s+)?(?:[A-Za-z_]\w*\.)?([A-Z][A-Za-z]+)\s*\(/.exec(masked.slice(end, close)) ?? []
    const verb = verbOf(name)
    target.mark(this.markBefore(end))
    if (known) target.add(known)
    else if (head !== undefined && verb !== null) {
      const inner = this.code.closes(end + head.length - 1)
      const element = new CodeElement(verb)
      fillFrom(element, text.slice(end + head.length, Math.max(inner, 0)), this.constants)
      target.add(element)
      if (inner > 0) this.chain(element, inner + 1)
    }
    this.last = close + 1
    return close + 1
  }
}
