/** The words of a text that were heard when playback stopped after a share (0..1) of it: whole words only. */
export function heardWords(text: string, share: number): string {
  if (share >= 1) return text
  const reached = Math.floor(text.length * Math.max(0, share || 0))
  if (reached >= text.length || text[reached] === ' ') return text.slice(0, reached).trimEnd()
  const lastSpace = text.lastIndexOf(' ', reached)
  return lastSpace <= 0 ? '' : text.slice(0, lastSpace).trimEnd()
}
