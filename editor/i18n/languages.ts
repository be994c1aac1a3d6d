/** The languages of the screen. Pseudo-languages show what was forgotten: longer words, and writing from the right. */
export const languages = [
  { code: 'en', title: 'English', dir: 'ltr' },
  { code: 'de', title: 'Deutsch', dir: 'ltr' },
  { code: 'en-XA', title: 'Pseudo (long)', dir: 'ltr' },
  { code: 'ar-XB', title: 'Pseudo (right to left)', dir: 'rtl' },
] as const

export type Language = (typeof languages)[number]
export type LanguageCode = Language['code']

const storageKey = 'fml.language'

/** The language a person chose, else the browser's first one we speak, else English. */
export function preferredLanguage(): Language {
  const wanted = [readChoice(), ...navigator.languages.map((tag) => tag.split('-')[0])]
  const code = wanted.find((tag) => languages.some((language) => language.code === tag))
  return languages.find((language) => language.code === code) ?? languages[0]
}

/** Keeps the choice on this device. Where the browser keeps nothing it holds until the page is closed. */
export function keepLanguage(code: LanguageCode): void {
  try {
    localStorage.setItem(storageKey, code)
  } catch {
    // Private windows may refuse: the choice is lost with the page.
  }
}

function readChoice(): string | null {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    return null
  }
}
