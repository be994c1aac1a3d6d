import { addressKey, type FoundDocument } from '../findDocuments.ts'
import { constantsIn } from './codeText.ts'
import { readBuilders } from './readBuilders.ts'
import { type BuiltDocument, readCalls } from './readCalls.ts'
import { scanCode } from './scanCode.ts'

/** Most characters of a program that is read. */
const maxLength = 2_000_000
/** Most documents of one program. */
const maxDocuments = 200

const builds =
  /VoiceResponse|\btwiml\.(?:Response|Voice)\s*\(|Services_Twilio_Twiml|TwimlResponse|TwiML::Response/

/** The documents that a program builds with a library for TwiML, in the order in which they stand there. */
export function readVoiceCode(name: string, source: string): readonly FoundDocument[] {
  if (source.length > maxLength || !builds.test(source)) return []
  const code = scanCode(source)
  const constants = constantsIn(code.text)
  const calls = readCalls(code, constants)
  const built = [...calls, ...readBuilders(code, constants)]
    .toSorted((a, b) => a.start - b.start)
    .slice(0, maxDocuments)
  const taken = new Set<string>()
  // A page that shows one answer in seven languages holds one answer.
  const found = new Map<string, string[]>()
  for (const [index, { root, start }] of built.entries()) {
    // Of several in one function the first is the one that a call meets.
    const own = namesOf(source.slice(startBefore(built, index), start)).filter(
      (one) => !taken.has(one),
    )
    for (const one of own) taken.add(one)
    const text = root.print()
    const names = [...own, ...(index === 0 ? [addressKey(name)] : [])]
    found.set(text, [...new Set([...(found.get(text) ?? []), ...names])])
  }
  return [...found].map(([text, names]) => ({ text, names }))
}

const startBefore = (built: readonly BuiltDocument[], index: number): number =>
  built[index - 1]?.start ?? 0

const functions =
  /(?:\bfunction\s*\*?|\bdef|\bfunc(?:\s*\([^()]*\))?|\bfun|\bResult>?|\bString)\s+([A-Za-z_]\w*)\s*(?=\(|\n|$)|(?:\bexports\.|\bconst\s+)([A-Za-z_]\w*)\s*=\s*(?:async\s*)?(?:function\b|\()/g
const routes =
  /(?:\.(?:get|post|all|use|route|any|match|handlefunc|mappost|mapget)\s*\(|@[\w.]*(?:mapping|route|get|post)\s*\(\s*(?:value\s*=\s*)?|^[ \t]*(?:get|post)\s+)\s*["'`](\/[\w./:-]+)["'`]|\[http\w+\(\s*"([\w./:-]+)"/gim

/** The address of the route and the name of the function that a document stands in. */
function namesOf(before: string): readonly string[] {
  const near = before.slice(-3_000)
  const own = [...near.matchAll(functions)].at(-1)
  const route = [...near.matchAll(routes)].at(-1)
  const name = own?.[1] ?? own?.[2]
  // A function behind a route is the route’s only where nothing stands between them.
  const isRoutes =
    route !== undefined &&
    (own === undefined ||
      route.index > own.index ||
      !/[;}]/.test(near.slice(route.index, own.index).slice(0, 400)))
  return [isRoutes ? (route[1] ?? route[2]) : undefined, name].flatMap((one) =>
    one === undefined ? [] : [addressKey(one)],
  )
}
