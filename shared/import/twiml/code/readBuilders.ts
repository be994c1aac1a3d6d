import { attributeText, CodeElement, fillFrom, verbOf } from './CodeElement.ts'
import { type Constants, codeText } from './codeText.ts'
import type { BuiltDocument } from './readCalls.ts'
import { type ScannedCode, scanCode, splitTop } from './scanCode.ts'

/** Most elements inside each other. */
const maxDepth = 10
/** Most elements of one program, and most fields that are set on one name. */
const maxElements = 5_000
const maxFields = 200

interface Field {
  readonly at: number
  readonly key: string
  /** Where its value begins. */
  readonly from: number
}

/** Documents of Java’s builders, `new VoiceResponse.Builder().say(…)`, and of Go’s structures, `twiml.Voice([]twiml.Element{…})`. */
export function readBuilders(code: ScannedCode, constants: Constants): readonly BuiltDocument[] {
  const builders = new Builders(code, constants)
  return [...builders.java(), ...builders.go()].toSorted((a, b) => a.start - b.start)
}

class Builders {
  private readonly code: ScannedCode
  private readonly constants: Constants
  /** Where names are given a builder or a structure, and where its fields are set. */
  private readonly builders: ReadonlyMap<string, readonly number[]>
  private readonly structures: ReadonlyMap<string, readonly number[]>
  private readonly fields: ReadonlyMap<string, readonly Field[]>
  private left = maxElements

  constructor(code: ScannedCode, constants: Constants) {
    this.code = code
    this.constants = constants
    const { masked } = code
    this.builders = byName(masked, /(\w+)\s*=\s*(?=new\s+[A-Z]\w*\s*\.\s*Builder)/g)
    this.structures = byName(masked, /(\w+)\s*:?=\s*(?=&?(?:\w+\.)?Voice\w+\s*\{)/g)
    const fields = new Map<string, Field[]>()
    for (const match of masked.matchAll(/(\w+)\.([A-Z]\w*)\s*=\s*/g)) {
      const [whole, name = '', key = ''] = match
      const list = fields.get(name) ?? []
      if (list.length < maxFields)
        list.push({ at: match.index, key, from: match.index + whole.length })
      fields.set(name, list)
    }
    this.fields = fields
  }

  java(): readonly BuiltDocument[] {
    const found: BuiltDocument[] = []
    const { masked } = this.code
    const starts = [
      ...masked.matchAll(
        /\bnew\s+VoiceResponse\s*\.\s*Builder\s*\(\s*\)|\bVoiceResponse\s*\.\s*Builder\s+(\w+)\s*(?=[,)])/g,
      ),
    ]
    for (const [index, match] of starts.entries()) {
      const root = new CodeElement('Response')
      const end = match.index + match[0].length
      this.chain(root, { ...this.code, at: end, before: match.index, depth: 0 })
      const name =
        match[1] ??
        /(\w+)\s*=\s*$/.exec(masked.slice(Math.max(0, match.index - 80), match.index))?.[1]
      // A builder with a name goes on where the name stands.
      if (name !== undefined) {
        const until = starts[index + 1]?.index ?? masked.length
        for (const use of masked
          .slice(end, until)
          .matchAll(new RegExp(`\\b${name}\\s*(?=\\.)`, 'g'))) {
          const at = end + use.index + use[0].length
          this.chain(root, { ...this.code, at, before: at, depth: 0 })
        }
      }
      if (!root.isEmpty()) found.push({ root, start: match.index })
    }
    return found
  }

  go(): readonly BuiltDocument[] {
    const found: BuiltDocument[] = []
    for (const match of this.code.masked.matchAll(/\btwiml\.Voice\s*\(/g)) {
      const open = match.index + match[0].length - 1
      const close = this.code.closes(open)
      if (close < 0) continue
      const root = new CodeElement('Response')
      this.goList(root, this.code.text.slice(open + 1, close).trim(), match.index, 0)
      if (!root.isEmpty()) found.push({ root, start: match.index })
    }
    return found
  }

  /** `.say(…).action("…")` behind a builder. */
  private chain(
    element: CodeElement,
    from: {
      readonly text: string
      readonly masked: string
      readonly closes: ScannedCode['closes']
      readonly at: number
      /** Names stand for what was given to them before this place of the file. */
      readonly before: number
      readonly depth: number
    },
  ): void {
    let { at } = from
    for (;;) {
      const next = /^\s*\.\s*([A-Za-z]\w*)\s*\(/.exec(from.masked.slice(at, at + 300))
      if (!next?.[1]) return
      const open = at + next[0].length - 1
      const close = from.closes(open)
      if (close < 0) return
      this.apply(element, next[1], from.text.slice(open + 1, close).trim(), from)
      at = close + 1
    }
  }

  private apply(
    element: CodeElement,
    method: string,
    argument: string,
    { before, depth }: { readonly before: number; readonly depth: number },
  ): void {
    if (method === 'build' || method === 'toXml' || method === 'toUrl') return
    const verb = verbOf(method)
    const child =
      verb === null || depth > maxDepth
        ? null
        : this.javaElement(argument, { before, depth: depth + 1 })
    if (child) element.add(child)
    else if (verb !== null && element.takes(verb)) {
      const plain = new CodeElement(verb)
      plain.say(codeText(argument, this.constants))
      element.add(plain)
    } else element.set(method, attributeText(argument, this.constants))
  }

  /** An element in brackets, or the one that a name stands for. */
  private javaElement(
    given: string,
    { before, depth }: { readonly before: number; readonly depth: number },
  ): CodeElement | null {
    if (--this.left < 0) return null
    const argument = given.replace(/\.build\(\)$/, '')
    const named = lastBefore(this.builders.get(argument), before)
    const code = named === undefined ? scanCode(argument) : this.code
    const start = named ?? 0
    const [whole, name = ''] =
      /^new\s+([A-Z]\w*)\s*\.\s*Builder\s*\(/.exec(code.masked.slice(start, start + 200)) ?? []
    const verb = verbOf(name)
    if (whole === undefined || verb === null) return null
    const open = start + whole.length - 1
    const close = code.closes(open)
    if (close < 0) return null
    const element = new CodeElement(verb)
    fillFrom(element, code.text.slice(open + 1, close), this.constants)
    this.chain(element, { ...code, at: close + 1, before, depth })
    return element
  }

  private goList(parent: CodeElement, list: string, at: number, depth: number): void {
    if (depth > maxDepth) return
    const [, items] = /^\[\]\s*(?:\w+\.)?\w+\s*\{([\s\S]*)\}\s*,?$/.exec(list) ?? []
    if (items === undefined) return
    for (const item of splitTop(items, /,/y)) {
      const element = this.goElement(item, at, depth)
      if (element) parent.add(element)
    }
  }

  private goElement(item: string, at: number, depth: number): CodeElement | null {
    const [, name = '', fields] = /^&?\s*(?:\w+\.)?Voice(\w+)\s*\{([\s\S]*)\}$/.exec(item) ?? []
    if (fields === undefined) return /^\w+$/.test(item) ? this.goNamed(item, at, depth) : null
    const verb = verbOf(name)
    if (verb === null) return null
    const element = new CodeElement(verb)
    for (const field of splitTop(fields, /,/y)) {
      const [, key = '', value = ''] = /^([A-Z]\w*)\s*:\s*([\s\S]*)$/.exec(field) ?? []
      this.goField(element, key, value, { at, depth })
    }
    return element
  }

  private goField(
    element: CodeElement,
    key: string,
    value: string,
    { at, depth }: { readonly at: number; readonly depth: number },
  ): void {
    if (key === 'InnerElements') this.goList(element, value, at, depth + 1)
    else if (key !== '' && key !== 'OptionalAttributes')
      element.set(key, attributeText(value, this.constants))
  }

  /** The structure that a name stands for where it is used, and what is set in it afterwards. */
  private goNamed(name: string, before: number, depth: number): CodeElement | null {
    const { text, masked } = this.code
    const start = lastBefore(this.structures.get(name), before)
    if (start === undefined || --this.left < 0) return null
    const close = this.code.closes(masked.indexOf('{', start))
    const element = close < 0 ? null : this.goElement(text.slice(start, close + 1), start, depth)
    if (!element) return null
    for (const { at, key, from } of this.fields.get(name) ?? []) {
      if (at < close || at > before) continue
      const end = masked.indexOf('\n', from)
      const value = text.slice(from, end < 0 ? before : end).trim()
      this.goField(element, key, value, { at: before, depth })
    }
    return element
  }
}

/** The last of ascending offsets before another. */
const lastBefore = (offsets: readonly number[] | undefined, before: number): number | undefined =>
  offsets?.findLast((offset) => offset <= before)

/** Offsets behind the matches of a pattern, by the name that its first group holds. */
function byName(masked: string, pattern: RegExp): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>()
  for (const match of masked.matchAll(pattern)) {
    const [whole, name = ''] = match
    const known = found.get(name)
    if (known) known.push(match.index + whole.length)
    else found.set(name, [match.index + whole.length])
  }
  return found
}
