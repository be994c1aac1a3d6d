/** What Liquid says, and how people say it who never heard of a token; `$1` is what Liquid quotes. */
const plain: readonly (readonly [RegExp, string])[] = [
  [/^output .* not closed/, 'two braces are opened and not closed'],
  [/^(?:tag|raw) .* not closed/, 'a tag is not closed, or its end is missing'],
  [/^tag "(.*)" not found/, 'there is no tag “$1”'],
  [/^undefined filter: (.*)/, 'there is no filter “$1”'],
  [/^invalid value expression: ""/, 'a value is missing'],
  [/^invalid value expression: "(.*)"/, '“$1” is no value'],
  [/^(?:unexpected token|expected variable name)/, 'a value is missing'],
  [/^\[ not closed|^invalid range syntax|^unbalanced parentheses/, 'a bracket is not closed'],
  [/^illegal (?:liquid )?tag|^expected "="|^empty candidates/, 'a tag is not complete'],
  [/^duplicated else|^unexpected elsif/, 'there is one “else” too many'],
  [/^expected|^unexpected/, 'something stands here that does not fit'],
]

/** A sentence about what is wrong with a text; what Liquid says where we have no better words. */
export function liquidReason(said: string): string {
  for (const [pattern, words] of plain) {
    const [match, quoted = ''] = pattern.exec(said) ?? []
    if (match !== undefined) return words.replace('$1', () => quoted)
  }
  return said
}
