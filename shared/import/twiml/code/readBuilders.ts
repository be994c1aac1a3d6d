import { attributeText, CodeElement, fillFrom, verbOf } from './CodeElement.ts'
import { type Constants, codeText } from './codeText.ts'
import type { BuiltDocument } from './readCalls.ts'
import { closeOf, type ScannedCode, scanCode, splitTop } from './scanCode.ts'

/** Most elements inside each other. */
const maxDepth = 10

/** Documents of Java’s builders, `new VoiceResponse.Builder().say(…)`, and of Go’s structures, `twiml.Voice([]twiml.Element{…})`. */
export function readBuilders(code: ScannedCode, constants: Constants): readonly BuiltDocument[] {
  const builders = new Builders(code, constants)
  return [...builders.java(), ...builders.go()].toSorted((a, b) => a.start - b.start)
}

class Builders {
  private readonly code: ScannedCode
  private readonly constants: Constants

  constructor(code: ScannedCode, constants: Constants) {
    this.code = code
    this.constants = constants
  }

  java(): readonly BuiltDocument[] {
    const found: BuiltDocument[] = []
    const { text, masked } = this.code
    const starts = [
      ...masked.matchAll(
        /\bnew\s+VoiceResponse\s*\.\s*Builder\s*\(\s*\)|\bVoiceResponse\s*\.\s*Builder\s+(\w+)\s*(?=[,)])/g,
      ),
    ]
    for (const [index, match] of starts.entries()) {
      const root = new CodeElement('Response')
      const end = match.index + match[0].length
      this.chain(root, { text, masked, at: end, before: match.index, depth: 0 })
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
          this.chain(root, { text, masked, at, before: at, depth: 0 })
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
      const close = closeOf(this.code.masked, open)
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
      const close = closeOf(from.masked, open)
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
    const argument = given.replace(/\.build\(\)$/, '')
    const { text, masked } = this.code
    const named = /^[A-Za-z_]\w*$/.test(argument)
      ? [
          ...masked
            .slice(0, before)
            .matchAll(
              new RegExp(`\\b${argument}\\s*=\\s*(?=new\\s+[A-Z]\\w*\\s*\\.\\s*Builder)`, 'g'),
            ),
        ].at(-1)
      : undefined
    const source = named ? text.slice(named.index + named[0].length) : argument
    const [whole, name = ''] = /^new\s+([A-Z]\w*)\s*\.\s*Builder\s*\(/.exec(source) ?? []
    const verb = verbOf(name)
    if (whole === undefined || verb === null) return null
    const scanned = scanCode(source.slice(0, 20_000))
    const open = whole.length - 1
    const close = closeOf(scanned.masked, open)
    if (close < 0) return null
    const element = new CodeElement(verb)
    fillFrom(element, scanned.text.slice(open + 1, close), this.constants)
    this.chain(element, { ...scanned, at: close + 1, before, depth })
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
    const head = masked.slice(0, before)
    const made = [
      ...head.matchAll(new RegExp(`\\b${name}\\s*:?=\\s*(?=&?(?:\\w+\\.)?Voice\\w+\\s*\\{)`, 'g')),
    ].at(-1)
    if (!made) return null
    const start = made.index + made[0].length
    const close = closeOf(masked, masked.indexOf('{', start))
    const element = close < 0 ? null : this.goElement(text.slice(start, close + 1), start, depth)
    if (!element) return null
    for (const field of head
      .slice(close)
      .matchAll(new RegExp(`\\b${name}\\.([A-Z]\\w*)\\s*=\\s*`, 'g'))) {
      const from = close + field.index + field[0].length
      const end = masked.indexOf('\n', from)
      this.goField(element, field[1] ?? '', text.slice(from, end < 0 ? before : end).trim(), {
        at: before,
        depth,
      })
    }
    return element
  }
}
