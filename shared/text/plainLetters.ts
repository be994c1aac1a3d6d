/** Letters that are written as two where only `a` to `z` can be, as their own readers do it. */
const written: Readonly<Record<string, string>> = {
  ...{ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', å: 'a' },
  ...{ đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i' },
}

/** Small letters without accents: `Bestätigung` is `bestaetigung`, `Café` is `cafe`. Other scripts stay as they are. */
export const plainLetters = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/\P{ASCII}/gu, (letter) => written[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, '')
