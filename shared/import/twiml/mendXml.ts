/** Entities of web pages that people write into documents. */
const entities: Readonly<Record<string, string>> = {
  nbsp: ' ',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  rsquo: '’',
  lsquo: '‘',
  rdquo: '”',
  ldquo: '“',
  bull: '•',
  middot: '·',
  deg: '°',
  euro: '€',
  pound: '£',
  cent: '¢',
  copy: '©',
  reg: '®',
  trade: '™',
  iexcl: '¡',
  iquest: '¿',
  szlig: 'ß',
  aelig: 'æ',
  AElig: 'Æ',
  oslash: 'ø',
  Oslash: 'Ø',
  aring: 'å',
  Aring: 'Å',
  ccedil: 'ç',
  Ccedil: 'Ç',
  ntilde: 'ñ',
  Ntilde: 'Ñ',
}
const accents: Readonly<Record<string, string>> = {
  acute: '\u0301',
  grave: '\u0300',
  circ: '\u0302',
  uml: '\u0308',
  tilde: '\u0303',
}
const reference = /&(?:(#\d{1,7}|#x[\da-fA-F]{1,6}|amp|lt|gt|quot|apos)|([A-Za-z]{2,8}));|&/g

/** A document with what people write that is no XML: `&` alone, entities of pages, marks inside tags, values without quotes. Linear. */
export const mendXml = (text: string): string => {
  let mended = ''
  let from = 0
  const tag =
    /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\/?[A-Za-z](?:[^<>"']|"[^"]{0,2000}"|'[^']{0,2000}'|<%[^%]{0,500}%>){0,3000}>/g
  for (let match = tag.exec(text); match !== null; match = tag.exec(text)) {
    mended += mendText(text.slice(from, match.index))
    mended += match[0].startsWith('<!') ? match[0] : mendTag(match[0])
    from = tag.lastIndex
  }
  return mended + mendText(text.slice(from))
}

const mendText = (text: string): string =>
  text.replace(reference, (whole, good?: string, name?: string) => {
    if (good !== undefined) return whole
    return name === undefined ? '&amp;' : (letterOf(name) ?? `&amp;${name};`)
  })

function letterOf(name: string): string | undefined {
  const [, letter = '', accent = ''] = /^([A-Za-z])(acute|grave|circ|uml|tilde)$/.exec(name) ?? []
  const mark = Object.hasOwn(accents, accent) ? accents[accent] : undefined
  if (mark !== undefined) return `${letter}${mark}`.normalize('NFC')
  return Object.hasOwn(entities, name) ? entities[name] : undefined
}

/** Attributes with quotes, and nothing but attributes. */
const mendTag = (tag: string): string =>
  tag.replace(
    /"[^"]*"|'[^']*'|\$\{(?:[^{}]|\{[^{}]*\})*\}|\{\{[^{}]*\}\}|\{%[^%]*%\}|<%[^%]*%>|=\s*\{([^{}"]*)\}|=\s*([^\s"'<>=`]+?)(?=\s|\/?>)/g,
    (whole, code?: string, bare?: string) => {
      if (code !== undefined)
        return /^\s*\d+\s*$/.test(code) ? `="${code.trim()}"` : `="\${${code.trim()}}"`
      if (bare !== undefined) return `="${bare.replace(reference, '&amp;')}"`
      return /^["']/.test(whole) ? mendText(whole).replace(/(?<=.)<(?=.)/g, '&lt;') : ' '
    },
  )
