export type Block =
  | { readonly type: 'heading'; readonly level: number; readonly text: string }
  | { readonly type: 'paragraph'; readonly text: string }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'list'; readonly items: readonly string[] }
  | { readonly type: 'table'; readonly rows: readonly (readonly string[])[] }

/** Splits the Markdown of our help pages into blocks; anything unknown is a paragraph. */
export function parseMarkdown(source: string): readonly Block[] {
  const parts = source.replaceAll('\r\n', '\n').split(/(```[^\n]*\n[\s\S]*?\n```)/)
  return parts.flatMap((part): readonly Block[] =>
    part.startsWith('```')
      ? [{ type: 'code', text: part.replace(/^```[^\n]*\n/, '').replace(/\n```$/, '') }]
      : part
          .split(/\n{2,}|\n(?=#{1,6} )|(?<=^#{1,6} [^\n]*)\n/m)
          .map((text) => text.trim())
          .filter((text) => text !== '')
          .flatMap(parseBlock),
  )
}

function parseBlock(text: string): readonly Block[] {
  const heading = /^(#{1,6}) (.*)$/.exec(text)
  if (heading) {
    return [{ type: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '' }]
  }
  const lines = text.split('\n')
  if (lines.every((line) => line.startsWith('|'))) {
    return [{ type: 'table', rows: lines.filter((line) => !/^[|\s:-]+$/.test(line)).map(cellsOf) }]
  }
  const first = lines.findIndex((line) => /^\s*[-*] /.test(line))
  if (first === -1) return [{ type: 'paragraph', text: lines.join(' ') }]
  const lead = lines.slice(0, first).join(' ')
  const items = lines
    .slice(first)
    .join('\n')
    .split(/\n?^\s*[-*] /m)
    .map((item) => item.replaceAll(/\s*\n\s*/g, ' ').trim())
    .filter((item) => item !== '')
  return [
    ...(lead === '' ? [] : [{ type: 'paragraph' as const, text: lead }]),
    { type: 'list', items },
  ]
}

const cellsOf = (line: string): readonly string[] =>
  line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim())
