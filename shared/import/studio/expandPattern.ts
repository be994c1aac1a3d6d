/** Most texts that an expression is written out to. */
const most = 60
/** Longest expression that is looked at. */
const maxLength = 300

/** The texts that an expression matches, `yes|ye(s|ah)|[1-3]`; null where they are not few. */
export function expandPattern(pattern: string): readonly string[] | null {
  if (pattern.length > maxLength) return null
  const reader = new PatternReader(pattern)
  const texts = reader.either()
  return texts !== null && reader.isDone() ? texts : null
}

class PatternReader {
  private at = 0
  private readonly pattern: string

  constructor(pattern: string) {
    this.pattern = pattern
  }

  isDone(): boolean {
    return this.at >= this.pattern.length
  }

  either(): readonly string[] | null {
    const all: string[] = []
    for (;;) {
      const one = this.row()
      if (one === null) return null
      all.push(...one)
      if (all.length > most) return null
      if (this.pattern[this.at] !== '|') return [...new Set(all)]
      this.at++
    }
  }

  private row(): readonly string[] | null {
    let texts: readonly string[] = ['']
    while (!this.isDone() && !'|)'.includes(this.pattern[this.at] ?? '')) {
      const part = this.part()
      if (part === null) return null
      texts = texts.flatMap((text) => part.map((end) => text + end))
      if (texts.length > most) return null
    }
    return texts
  }

  /** One character, a class or a group, which may be left out. */
  private part(): readonly string[] | null {
    const texts = this.atom()
    if (texts === null || !'?*+{'.includes(this.pattern[this.at] ?? ' ')) return texts
    if (this.pattern[this.at] !== '?') return null
    this.at++
    return [...texts, '']
  }

  private atom(): readonly string[] | null {
    const character = this.pattern[this.at++] ?? ''
    if (character === '(') return this.group()
    if (character === '[') return this.oneOf()
    if (character === '\\') {
      const next = this.pattern[this.at++] ?? ''
      if (next === 'b') return ['']
      return /[A-Za-z0-9]/.test(next) ? null : [next]
    }
    return /[.^$*+?{}\]]/.test(character) ? null : [character]
  }

  private group(): readonly string[] | null {
    if (this.pattern.startsWith('?:', this.at)) this.at += 2
    else if (this.pattern[this.at] === '?') return null
    const texts = this.either()
    return this.pattern[this.at++] === ')' ? texts : null
  }

  private oneOf(): readonly string[] | null {
    const end = this.pattern.indexOf(']', this.at)
    const inside = end < 0 ? '^' : this.pattern.slice(this.at, end)
    if (/^\^|\\/.test(inside)) return null
    this.at = end + 1
    const all: string[] = []
    for (const [, from = '', to] of inside.matchAll(/(.)(?:-(.))?/gsu)) {
      const last = (to ?? from).codePointAt(0) ?? 0
      for (let code = from.codePointAt(0) ?? 0; code <= last && all.length <= most; code++) {
        all.push(String.fromCodePoint(code))
      }
    }
    return all.length > most ? null : [...new Set(all.map((one) => one.toLowerCase()))]
  }
}
