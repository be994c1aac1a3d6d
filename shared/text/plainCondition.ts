import { type Operators, Tokenizer, TypeGuards } from 'liquidjs'

/** Reads one side of a comparison, or says whether a condition holds. */
type Reads<Value> = (scope: object) => Value
type Operator = (left: unknown, right: unknown) => boolean

/** What Liquid reads of a value that has no such field. */
const computed = new Set(['size', 'first', 'last'])

/**
 * A condition that compares values with each other or with what is written there, joined by `and` alone or by `or` alone, as a
 * function: most conditions are, and most turns test several. Null when it needs more of Liquid.
 */
export function compilePlainCondition(
  source: string,
  operators: Readonly<Record<string, Operator>>,
  known: Operators,
): Reads<boolean> | null {
  const tokenizer = new Tokenizer(source, known)
  const tokens = [...tokenizer.readExpressionTokens()]
  tokenizer.skipBlank()
  if (!tokenizer.end() || tokens.length % 4 !== 3) return null
  const comparisons: Reads<boolean>[] = []
  const words = new Set<string>()
  for (let at = 0; at < tokens.length; at += 4) {
    const [left, sign, right] = [operandOf(tokens[at]), tokens[at + 1], operandOf(tokens[at + 2])]
    if (!left || !right || !TypeGuards.isOperatorToken(sign)) return null
    const compare = Object.hasOwn(operators, sign.operator) ? operators[sign.operator] : undefined
    if (!compare) return null
    comparisons.push((scope) => compare(left(scope), right(scope)))
    const joint = tokens[at + 3]
    if (joint) words.add(TypeGuards.isOperatorToken(joint) ? joint.operator : '')
  }
  return joined(comparisons, [...words])
}

function joined(
  comparisons: readonly Reads<boolean>[],
  words: readonly string[],
): Reads<boolean> | null {
  const [only] = comparisons
  const [word] = words
  if (comparisons.length === 1 && only) return only
  if (words.length > 1) return null
  // Liquid reads every side, also when one has decided: what cannot be compared is an error either way.
  const held = (scope: object) => comparisons.map((holds) => holds(scope))
  if (word === 'and') return (scope) => !held(scope).includes(false)
  if (word === 'or') return (scope) => held(scope).includes(true)
  return null
}

/** A path of plain names, a text or a number; null for `blank`, ranges, filters and computed names. */
function operandOf(token: unknown): Reads<unknown> | null {
  if (TypeGuards.isQuotedToken(token) || TypeGuards.isNumberToken(token)) {
    const { content } = token
    return () => content
  }
  if (!TypeGuards.isPropertyAccessToken(token) || token.variable) return null
  const path: string[] = []
  for (const prop of token.props) {
    const isName = TypeGuards.isWordToken(prop) || TypeGuards.isQuotedToken(prop)
    if (!isName || computed.has(prop.content)) return null
    path.push(prop.content)
  }
  return (scope) => {
    let value: unknown = scope
    for (const name of path) {
      if ((value ?? null) === null) return value
      value = Object.hasOwn(Object(value), name) ? Reflect.get(Object(value), name) : undefined
    }
    return value
  }
}
