/** Longest answer that is spoken, in characters: about a minute. */
export const longestAnswer = 1_000

/** Makes a model's text fit to be spoken: without thinking aloud, without markdown, of bearable length. */
export function toSpeech(text: string): string {
  const plain = text
    .replace(/<think>[\s\S]*?(<\/think>|$)/gi, '')
    .replace(/```[\s\S]*?(```|$)/g, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^[ \t]*(?:#{1,6}|[-*•]|>)[ \t]+/gm, '')
    .replace(/(\*\*|__|`|~~)/g, '')
    .replace(/(^|\s)[*_](\S(?:.*?\S)?)[*_](?=[\s.,!?;:]|$)/g, '$1$2')
    .replace(/\p{Extended_Pictographic}\uFE0F?/gu, (sign) => (/[\d#*©®]/u.test(sign) ? sign : ''))
    .replace(/\s+/g, ' ')
    .trim()
  return plain.length <= longestAnswer ? plain : cut(plain.slice(0, longestAnswer))
}

/** Ends with a whole sentence where there is one, else with a whole word. */
function cut(text: string): string {
  const sentence = /^[\s\S]*[.!?…]["'”’)]?(?=\s)/u.exec(text)?.[0]
  return sentence ?? text.slice(0, Math.max(text.lastIndexOf(' '), 1))
}
