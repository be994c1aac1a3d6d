/** The languages of the screen. Pseudo-languages show what was forgotten: longer words, and writing from the right. */
export const languages = [
  { code: 'en', title: 'English', dir: 'ltr', isPseudo: false },
  { code: 'de', title: 'Deutsch', dir: 'ltr', isPseudo: false },
  { code: 'en-XA', title: 'Pseudo (long)', dir: 'ltr', isPseudo: true },
  { code: 'ar-XB', title: 'Pseudo (right to left)', dir: 'rtl', isPseudo: true },
] as const

export type Language = (typeof languages)[number]
export type LanguageCode = Language['code']

const storageKey = 'fml.language'

/** The language that the address asks for (`?language=de`), else the one a person chose, else the browser's first one we speak. */
export function preferredLanguage(): Language {
  const asked = new URLSearchParams(window.location.search).get('language')
  const wanted = [asked, readChoice(), ...navigator.languages.map((tag) => tag.split('-')[0])]
  const code = wanted.find((tag) => languages.some((language) => language.code === tag))
  return languages.find((language) => language.code === code) ?? languages[0]
}

/** What the menu offers: pseudo-languages only to whoever builds the editor or has asked for one in the address. */
export const offeredLanguages = (current: string): readonly Language[] =>
  languages.filter(({ code, isPseudo }) => !isPseudo || code === current || import.meta.env.DEV)

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
