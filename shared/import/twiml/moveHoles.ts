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
const mark = /\{\{\{?([^{}]{0,300})\}?\}\}|\$\{[^{}]{0,300}\}|#\{[^{}]{0,300}\}|\{%[^%]{0,300}%\}/g

/** Moves what a template put into a document: a request's parameters are values of the call or variables. */
export function moveHoles(text: string, path: string, drawing: Drawing): string {
  if (!/[{]/.test(text)) return text
  const how = new Set<string>()
  const why = new Set<string>()
  let isTemplate = false
  const moved = text.replace(mark, (whole: string, inside?: string) => {
    isTemplate = true
    if (inside === undefined) {
      why.add(`${whole.slice(0, 80)} is a hole that the program around it fills in`)
      return whole
    }
    if (own.test(inside)) return whole
    const [, sign = '', name = ''] = /^\s*([#/^]?)\s*([A-Za-z_][\w.-]*)\s*$/.exec(inside) ?? []
    if (sign !== '' && /^e164$/i.test(name)) {
      how.add('the number is used as it is, not brought into E.164')
      return ''
    }
    if (name === '' || sign !== '') {
      why.add(`nothing here does what ${whole.slice(0, 80)} does`)
      return whole
    }
    const known = parameters[name.toLowerCase()]
    if (known !== undefined) return `{{ ${known} }}`
    const variable = drawing.variable(name)
    how.add(
      `the parameter ${name} is the variable ${variable}, which is empty unless something sets it`,
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
