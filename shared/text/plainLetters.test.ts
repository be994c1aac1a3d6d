import { expect, it } from 'vitest'
import { plainLetters } from './plainLetters.ts'

it.for([
  ['Bestätigung', 'bestaetigung'],
  // As some systems type it: the letter, then its dots.
  ['Besta\u0308tigung', 'bestaetigung'],
  ['GRÖSSE Übergröße', 'groesse uebergroesse'],
  ['Café Niño Ærø Łódź', 'cafe nino aero lodz'],
  ['plain_1', 'plain_1'],
  ['日本', '日本'],
])('writes “%s” as “%s”', ([text = '', plain]) => {
  expect(plainLetters(text)).toBe(plain)
})
