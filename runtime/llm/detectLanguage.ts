/** Words that are frequent in one language and rare in the others. */
const frequent: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries({
    en: 'the and is are you your we can will would what which how have has do does please for with this that of to it my not when',
    de: 'der die das und ist sind sie wir ich nicht ein eine einen können möchten haben für mit auf wie bitte ihr ihre ihnen zu den dem es was wann',
    fr: "le la les et est sont vous nous je ne pas un une des pour avec dans que qui votre vos bonjour s'il quel quelle êtes avez",
    es: 'el los las y es son usted nosotros yo no un una para con que por su sus hola cuál qué está tiene puede del al',
    it: 'il lo gli e è sono lei noi io non un una per con che di del della suo sua ciao quale cosa può ha',
    pt: 'os as e é são você nós eu não um uma para com que por seu sua olá qual está tem pode do da',
    nl: 'de het een en is zijn u wij ik niet voor met dat van uw kunt heeft wat welke wanneer naar',
    pl: 'i jest są pan pani my ja nie się na z do co jak który czy proszę dla to',
    sv: 'och är du vi jag inte en ett för med på som kan har vad vilken din ditt',
    tr: 've bir bu için siz biz ben değil ile ne nasıl hangi mı mi var yok lütfen',
  }).map(([language, words]) => [language, new Set(words.split(' '))]),
)

const scripts: readonly (readonly [
  script: string,
  letters: RegExp,
  languages: readonly string[],
])[] = [
  ['Cyrillic', /\p{Script=Cyrillic}/gu, ['ru', 'uk', 'bg', 'sr', 'mk', 'be', 'kk', 'mn']],
  ['Greek', /\p{Script=Greek}/gu, ['el']],
  ['Arabic', /\p{Script=Arabic}/gu, ['ar', 'fa', 'ur', 'ps']],
  ['Hebrew', /\p{Script=Hebrew}/gu, ['he', 'yi']],
  ['Devanagari', /\p{Script=Devanagari}/gu, ['hi', 'mr', 'ne']],
  ['Thai', /\p{Script=Thai}/gu, ['th']],
  ['Hangul', /\p{Script=Hangul}/gu, ['ko']],
  ['Japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, ['ja']],
  ['Han', /\p{Script=Han}/gu, ['zh', 'ja', 'yue']],
]

/** Shorter texts are names, numbers and greetings. */
const fewestWords = 5

/** Whether a text is surely in another language than `language` (BCP 47); doubt counts for the author. */
export function isOtherLanguage(text: string, language: string): boolean {
  const wanted = language.toLowerCase().split('-')[0] ?? ''
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  if (letters < 8) return false
  for (const [, pattern, languages] of scripts) {
    const share = (text.match(pattern)?.length ?? 0) / letters
    if (share > 0.5) return !languages.includes(wanted)
  }
  if (scripts.some(([, , languages]) => languages.includes(wanted))) {
    // Names and brands are Latin everywhere; a whole sentence is not.
    return (text.match(/\p{Script=Latin}/gu)?.length ?? 0) / letters > 0.9 && letters > 40
  }
  return isOtherByWords(text, wanted)
}

function isOtherByWords(text: string, wanted: string): boolean {
  const own = frequent[wanted]
  const words = text.toLowerCase().match(/[\p{L}']+/gu) ?? []
  if (!own || words.length < fewestWords) return false
  const hits = (set: ReadonlySet<string>) => words.filter((word) => set.has(word)).length
  const mine = hits(own)
  const best = Math.max(
    ...Object.entries(frequent).map(([language, set]) => (language === wanted ? 0 : hits(set))),
  )
  return best >= 3 && best > 2 * mine + 1
}
