/** Phones of a known word, or null. */
export type LookUp = (word: string) => string | null

/**
 * Gives a word that the dictionary lacks a pronunciation (ARPAbet, no stress): from two known
 * words ("north" + "side"), from a known stem, or by English letter-to-sound rules.
 */
export function pronounce(word: string, lookUp: LookUp): string {
  return fromParts(word, lookUp) ?? fromStem(word, lookUp) ?? fromLetters(word)
}

const shortestPart = 3

function fromParts(word: string, lookUp: LookUp): string | null {
  const cuts = Array.from({ length: word.length - 1 }, (_, index) => index + 1)
  // The most even cut first: "north|side" before "nor|thside".
  const byBalance = cuts.sort(
    (a, b) => Math.abs(word.length - 2 * a) - Math.abs(word.length - 2 * b),
  )
  for (const cut of byBalance) {
    if (cut < shortestPart || word.length - cut < shortestPart) continue
    const [left, right] = [lookUp(word.slice(0, cut)), lookUp(word.slice(cut))]
    if (left && right) return `${left} ${right}`
  }
  return null
}

const endings: ReadonlyArray<readonly [RegExp, (phones: string) => string]> = [
  [/'?s$/, (phones) => `${phones} ${pluralPhone(phones)}`],
  [/ed$/, (phones) => `${phones} D`],
  [/ing$/, (phones) => `${phones} IH NG`],
  [/er$/, (phones) => `${phones} ER`],
  [/ly$/, (phones) => `${phones} L IY`],
]

function fromStem(word: string, lookUp: LookUp): string | null {
  for (const [ending, add] of endings) {
    const stem = word.replace(ending, '')
    if (stem === word || stem.length < shortestPart) continue
    const phones = lookUp(stem) ?? lookUp(`${stem}e`)
    if (phones) return add(phones)
  }
  return null
}

function pluralPhone(phones: string): string {
  if (/(S|Z|SH|ZH|CH|JH)$/.test(phones)) return 'IH Z'
  return /(P|T|K|F|TH)$/.test(phones) ? 'S' : 'Z'
}

/** Letters and their phones where `at` matches; the first rule wins, so long ones come first. */
const rules: ReadonlyArray<readonly [RegExp, string]> = table(`
  tion SH AH N | sion ZH AH N | ture CH ER | ough$ OW | ought AO T | aught AO T | augh AO | eigh EY | igh AY
  ^kn N | ^wr R | ^gn N | ^ps S | ^wh W | ^x Z | mb$ M | tch CH | dge JH | sch S K | ch CH | sh SH | th TH | ph F
  gh | ck K | ng$ NG | ng(?=[^aeiouy]) NG | nk NG K | qu K W | wh W | sc(?=[eiy]) S
  ai EY | ay EY | au AO | aw AO | ea(?=r) IH | ea IY | ee IY | ei IY | eu Y UW | ew Y UW | ey$ IY | ey EY
  ie$ IY | ie IY | oa OW | oi OY | oy OY | oo UW | ou AW | ow$ OW | ow AW | ue$ UW | ui UW
  ar(?=[^aeiouy]|$) AA R | er(?=[^aeiouy]|$) ER | ir(?=[^aeiouy]|$) ER | ur(?=[^aeiouy]|$) ER | or(?=[^aeiouy]|$) AO R
  y$ IY | ^y Y | y(?=[aeiou]) Y | y IH
  a(?=[bcdfgjklmnpqrstvz]e$) EY | e(?=[bcdfgjklmnpqrstvz]e$) IY | i(?=[bcdfgjklmnpqrstvz]e$) AY
  o(?=[bcdfgjklmnpqrstvz]e$) OW | u(?=[bcdfgjklmnpqrstvz]e$) UW
  (?<=[aeiouy].*)e$ | e$ IY | ia IY AH | io IY OW | a$ AH | o$ OW | i$ IY | u$ UW
  c(?=[eiy]) S | g(?=[eiy]) JH | x K S | (.)(?=\\1)
  a AE | e EH | i IH | o AA | u AH
  b B | c K | d D | f F | g G | h HH | j JH | k K | l L | m M | n N | p P | q K | r R | s S | t T | v V | w W | z Z
`)

function table(text: string): ReadonlyArray<readonly [RegExp, string]> {
  return text
    .split(/\n| \| /)
    .map((rule) => rule.trim())
    .filter(Boolean)
    .map((rule) => {
      const [pattern = '', ...phones] = rule.split(' ')
      return [new RegExp(pattern, 'y'), phones.join(' ')] as const
    })
}

function fromLetters(word: string): string {
  const letters = word.replace(/[^a-z]/g, '')
  const phones: string[] = []
  for (let at = 0; at < letters.length; ) {
    const { length, sound } = match(letters, at)
    if (sound) phones.push(sound)
    at += length
  }
  // A decoder needs one phone at least.
  return phones.join(' ') || 'AH'
}

function match(letters: string, at: number): { length: number; sound: string } {
  for (const [pattern, sound] of rules) {
    pattern.lastIndex = at
    const length = pattern.exec(letters)?.[0].length ?? 0
    if (length > 0) return { length, sound }
  }
  return { length: 1, sound: '' }
}
