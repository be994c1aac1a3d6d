/** Text of a file that others wrote, in whatever encoding: a mark at its start decides, else UTF-8, else Windows’ own. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes
  const isLittle = (first === 0xff && second === 0xfe) || (second === 0 && first !== 0)
  const isBig = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0)
  if (isLittle) return new TextDecoder('utf-16le').decode(bytes)
  if (isBig) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
