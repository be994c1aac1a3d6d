/** Longest answer that is spoken, in characters: about a minute. */
export const longestAnswer = 1_000

const entities: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: "'" }

/** Makes a model's text fit to be spoken: without thinking aloud, without markdown, of bearable length. */
export function toSpeech(text: string): string {
  const plain = text
    .replace(/<think>[\s\S]*?(<\/think>|$)/gi, '')
    .replace(/```[\s\S]*?(```|$)/g, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    // SSML, XML, HTML: who wants a pause or a voice draws it.
    .replace(/<\/?[a-z][\w:-]*(?:\s[^<>]{0,300})?\/?>/gi, ' ')
    .replace(/&(amp|lt|gt|quot|apos|nbsp);/g, (_, name: string) => entities[name] ?? ' ')
    .replace(/\bhttps?:\/\/\S+/g, '')
    .replace(/^[ \t]*(?:#{1,6}|[-*•]|>)[ \t]+/gm, '')
    .replace(/(\*\*|__|`|~~)/g, '')
    .replace(/(^|\s)[*_](\S(?:.*?\S)?)[*_](?=[\s.,!?;:]|$)/g, '$1$2')
    .replace(/\p{Extended_Pictographic}\uFE0F?/gu, (sign) => (/[\d#*©®]/u.test(sign) ? sign : ''))
    .replace(/\s+/g, ' ')
    .replace(/ (?=[.,!?;:](?:\s|$))/g, '')
    .trim()
  return plain.length <= longestAnswer ? plain : cut(plain.slice(0, longestAnswer))
}

/** Ends with a whole sentence where there is one, else with a whole word. */
function cut(text: string): string {
  const sentence = /^[\s\S]*[.!?…]["'”’)]?(?=\s)/u.exec(text)?.[0]
  return sentence ?? text.slice(0, Math.max(text.lastIndexOf(' '), 1))
}
