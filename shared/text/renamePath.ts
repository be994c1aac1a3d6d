import type { TextKind } from './liquid.ts'

/** A Liquid string, or a path with what stands before it. */
const word = (name: string) =>
  new RegExp(
    `"[^"]*"|'[^']*'|(?<![\\w.\\-])${name
      .split('.')
      .map((part) => part.replace(/[^\w-]/g, ''))
      .join('\\s*\\.\\s*')}(?![\\w-])`,
    'g',
  )

/** A text in which one dotted name is another: `vars.city` in what Liquid reads, never in what is spoken. */
export function renamePath(source: string, kind: TextKind, from: string, to: string): string {
  const pattern = word(from)
  const inLiquid = (text: string) =>
    text.replace(pattern, (found) => (/^["']/.test(found) ? found : to))
  if (kind === 'condition') return inLiquid(source)
  if (!source.includes('{')) return source
  return source.replace(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g, inLiquid)
}
