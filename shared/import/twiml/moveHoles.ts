import type { Drawing } from '../Drawing.ts'
import { sentence } from '../studio/Job.ts'

/** What the request to a document holds, and where that is here. */
const parameters: Readonly<Record<string, string>> = {
  from: 'call.from',
  caller: 'call.from',
  to: 'call.to',
  called: 'call.to',
  callsid: 'call.sid',
  direction: 'call.direction',
  digits: 'input.digits',
  speechresult: 'input.speech',
  confidence: 'input.confidence',
}

const own = /^\s*(?:call|vars|nodes|input|now)\b/
const anywhere = [
  /\{\{\{?[^{}]{0,300}\}?\}\}/,
  /\$\{(?:[^{}]|\{[^{}]{0,200}\}){0,300}\}/,
  /#\{[^{}]{0,300}\}/,
  /\{%[^%]{0,300}%\}/,
]
/** What the languages of programs put into a text; in a plain document it is a text. */
const inPrograms = [
  /\{\$?[A-Za-z_][^{}\s<>]{0,100}\}/,
  /\{\d?\}/,
  /\\\([^()]{1,100}\)/,
  /%\([A-Za-z_]\w{0,60}\)s/,
  /%[sdv@](?![A-Za-z])/,
  /\$[A-Za-z_]\w{0,60}(?:(?:->|\.)[A-Za-z_]\w{0,60}|\[[^\][\s]{1,60}\])*/,
]
const union = (patterns: readonly RegExp[]) =>
  new RegExp(patterns.map((pattern) => pattern.source).join('|'), 'g')
const marks = { plain: union(anywhere), program: union([...anywhere, ...inPrograms]) }

/** Whether something that only a program or a template knows stands in a text. */
export const hasHole = (text: string): boolean => /[{}$%]/.test(text)

export interface HoleContext {
  readonly path: string
  readonly drawing: Drawing
  /** Whether the document was cut out of a program. */
  readonly isInside: boolean
}

/** Moves what a template or a program put into a document: a request's parameters are values of the call, the rest variables. */
export function moveHoles(text: string, { path, drawing, isInside }: HoleContext): string {
  if (!/[{$%\\]/.test(text)) return text
  const how = new Set<string>()
  const why = new Set<string>()
  let isTemplate = false
  const moved = text.replace(isInside ? marks.program : marks.plain, (whole) => {
    const inside = /^\{\{\{?([^{}]*)\}?\}\}$/.exec(whole)?.[1]
    if (inside !== undefined && own.test(inside)) {
      isTemplate = true
      return whole
    }
    isTemplate = true
    const hole = inside === undefined ? holeOf(whole) : fieldOf(inside)
    if (hole === null) {
      why.add(`nothing here does what ${whole.slice(0, 80)} does`)
      return whole
    }
    if ('text' in hole) {
      if (hole.how !== undefined) how.add(hole.how)
      return hole.text
    }
    // `%s` and `{}` have no name: each is a value of its own.
    const variable = drawing.variable(hole.name || drawing.optionId('value_'))
    how.add(
      inside === undefined
        ? `what the program puts in for ${whole.slice(0, 80)} is the variable ${variable}, which is empty unless something sets it`
        : `the parameter ${hole.name} is the variable ${variable}, which is empty unless something sets it`,
    )
    return `{{ vars.${variable} }}`
  })
  if (!isTemplate) return text
  const line = {
    kind: 'template' as const,
    source: text.slice(0, 4_000),
    path,
    became: moved.slice(0, 4_000),
  }
  if (why.size > 0) drawing.notConverted.push({ ...line, why: sentence([...why]) })
  else if (how.size > 0) drawing.approximated.push({ ...line, how: sentence([...how]) })
  else drawing.converted.push(line)
  return moved
}

type Hole = { readonly text: string; readonly how?: string } | { readonly name: string } | null

/** A field of a TwiML Bin, of Handlebars or of Jinja. */
function fieldOf(inside: string): Hole {
  const [, sign = '', name = ''] = /^\s*([#/^]?)\s*([A-Za-z_][\w.-]*)\s*$/.exec(inside) ?? []
  if (sign !== '' && /^e164$/i.test(name)) {
    return { text: '', how: 'the number is used as it is, not brought into E.164' }
  }
  if (sign !== '' || /^\s*[#/^!>&]|^\s*else\b/.test(inside)) return null
  const known = parameters[name.toLowerCase()]
  if (known !== undefined) return { text: `{{ ${known} }}` }
  return name === '' ? holeOf(inside) : { name }
}

/** Words of a program that name no value. */
const fillers = new Set(
  'this self req request res response body query params values form args data event context get post post_data env process string str f html escape xml encodeuricomponent encodeuri quote h raw cgi uri tostring trim fetch'.split(
    ' ',
  ),
)

/** What the expression of a program stands for. */
function holeOf(whole: string): Hole {
  if (/^%[sdv@]$|^\{\d?\}$/.test(whole)) return { name: '' }
  const expression = whole
    .replace(/^[$#]?\{%?|%?\}$|^%\(|\)s$/g, '')
    .replace(/\s*\|(?!\|).*$/s, '')
    .trim()
  if (/^\{?%/.test(whole) && /^\{%/.test(whole)) return null
  const isPath = !/[?=<>+*|]/.test(expression.replaceAll('->', '.'))
  const [, asked] =
    /[.[>]\s*["']?(From|Caller|To|Called|CallSid|Direction|Digits|SpeechResult|Confidence)["']?\s*\]?\s*$|\(\s*["'](From|Caller|To|Called|CallSid|Direction|Digits|SpeechResult|Confidence)["'](?:\s*,[^()]*)?\)\s*$/
      .exec(expression)
      ?.filter((group, index) => index === 0 || group !== undefined) ?? []
  const known = asked === undefined ? undefined : parameters[asked.toLowerCase()]
  if (isPath && known !== undefined) return { text: `{{ ${known} }}` }
  const words = (expression.match(/[A-Za-z_]\w*/g) ?? []).filter(
    (word) => !fillers.has(word.toLowerCase()),
  )
  return { name: words.slice(0, 3).join('_').slice(0, 40) || 'value' }
}
