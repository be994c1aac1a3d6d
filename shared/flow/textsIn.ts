import type { FlowNode } from './flow.ts'

/** A text inside a node's data, and the dotted path to it. */
export interface TextAt {
  readonly path: string
  readonly text: string
}

/** Every text of a node's data in the order of its form; ids are not texts. */
export function textsIn(data: FlowNode['data']): readonly TextAt[] {
  const texts: TextAt[] = []
  const walk = (value: unknown, path: string) => {
    if (typeof value === 'string') texts.push({ path, text: value })
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      if (key !== 'id') walk(inner, path === '' ? key : `${path}.${key}`)
    }
  }
  walk(data, '')
  return texts
}
