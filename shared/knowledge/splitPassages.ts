/** About this many characters make a passage: what answers one question, and is quickly read. */
const usual = 700
const longest = 1_000
/** A document of 2 MB has about 3,000. */
const mostPassages = 5_000

/**
 * Cuts a text into passages that can be read by themselves: at headings and paragraphs, else at sentences. A heading
 * stands in front of every passage under it.
 */
export function splitPassages(text: string): readonly string[] {
  const passages: string[] = []
  let heading = ''
  let current = ''
  const close = () => {
    const plain = current.trim()
    if (plain !== '' && plain !== heading && passages.length < mostPassages) passages.push(plain)
    current = ''
  }
  for (const block of blocksOf(text)) {
    if (isHeading(block)) {
      close()
      heading = block.replace(/^#+\s*/, '').slice(0, 120)
      current = heading
      continue
    }
    for (const piece of cut(block)) {
      if (current.length > 0 && current.length + piece.length > usual) {
        close()
        current = heading
      }
      current = current === '' ? piece : `${current}\n${piece}`
    }
  }
  close()
  return passages
}

const blocksOf = (text: string): readonly string[] =>
  text
    .replace(/\r\n?/g, '\n')
    .split(/\n\s*\n|\n(?=#{1,6}\s)|(?<=^#{1,6}\s.*)\n/m)
    .map((block) => block.replace(/[^\S\n]+/g, ' ').trim())
    .filter((block) => block !== '')

const isHeading = (block: string): boolean => /^#{1,6}\s\S/.test(block) && !block.includes('\n')

function cut(block: string): readonly string[] {
  if (block.length <= usual) return [block]
  const pieces: string[] = []
  let current = ''
  for (const sentence of block.split(/(?<=[.!?…])\s+|\n/)) {
    for (const part of cutHard(sentence)) {
      if (current !== '' && current.length + part.length > usual) {
        pieces.push(current)
        current = ''
      }
      current = current === '' ? part : `${current} ${part}`
    }
  }
  return current === '' ? pieces : [...pieces, current]
}

/** What has no sentences is cut between words, and what has no words anywhere. */
function cutHard(text: string): readonly string[] {
  const parts: string[] = []
  let rest = text
  while (rest.length > longest) {
    const space = rest.lastIndexOf(' ', longest)
    const at = space > longest / 2 ? space : longest
    parts.push(rest.slice(0, at).trim())
    rest = rest.slice(at).trim()
  }
  return rest === '' ? parts : [...parts, rest]
}
