/** Nesting that nobody draws and nobody reads; what walks through values by itself breaks at some thousands. */
const mostLevels = 200

/** Whether JSON text is nested deeper than anything that means well. Brackets in texts do not count. */
export function isDeep(json: string): boolean {
  let level = 0
  let isText = false
  for (let at = 0; at < json.length; at++) {
    const letter = json[at]
    if (isText) {
      if (letter === '\\') at++
      else if (letter === '"') isText = false
    } else if (letter === '"') isText = true
    else if (letter === '[' || letter === '{') {
      level++
      if (level > mostLevels) return true
    } else if (letter === ']' || letter === '}') level--
  }
  return false
}
