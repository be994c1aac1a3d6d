/** One `{{ … }}` of a template. */
export interface Hole {
  /** Dotted path it begins with; null for a literal. */
  readonly path: string | null
  /** Whether it prints something else when its value is missing. */
  readonly hasDefault: boolean
}

export interface TemplateParts {
  readonly holes: readonly Hole[]
  /** Insides of the `{% … %}` tags. */
  readonly tags: readonly string[]
  /** What is printed whatever the values are. */
  readonly text: string
}

/** A template in its parts, by its look: for checks that tolerate what Liquid would refuse. Linear. */
export function holesOf(source: string): TemplateParts {
  if (!source.includes('{')) return { holes: [], tags: [], text: source }
  const holes: Hole[] = []
  const tags: string[] = []
  let text = ''
  let from = 0
  for (let open = nextOpen(source, 0); open >= 0; open = nextOpen(source, from)) {
    const isTag = source[open + 1] === '%'
    const close = source.indexOf(isTag ? '%}' : '}}', open + 2)
    if (close < 0) break
    text += source.slice(from, open)
    const inside = source
      .slice(open + 2, close)
      .replace(/^-|-$/g, '')
      .trim()
    if (isTag) tags.push(inside)
    else holes.push(holeOf(inside))
    from = close + 2
  }
  return { holes, tags, text: text + source.slice(from) }
}

function nextOpen(source: string, from: number): number {
  for (let at = source.indexOf('{', from); at >= 0; at = source.indexOf('{', at + 1)) {
    if (source[at + 1] === '{' || source[at + 1] === '%') return at
  }
  return -1
}

function holeOf(inside: string): Hole {
  const path = /^[A-Za-z_][\w-]*(\.[\w-]+)*/.exec(inside)?.[0] ?? null
  return { path, hasDefault: /\|\s*default\s*:/.test(inside) }
}
