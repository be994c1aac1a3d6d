import { plainWords } from '#shared/text/words.ts'
import { languageOf } from './languageOf.ts'

/** Sounds of listening that people of any language make. */
const everywhere = [
  'mhm',
  'mm',
  'mmm',
  'hm',
  'hmm',
  'mm hm',
  'mm hmm',
  'uh huh',
  'uh-huh',
  'ah',
  'aha',
  'oh',
]

const byLanguage: Readonly<Record<string, readonly string[]>> = {
  en: [
    'yeah',
    'yep',
    'yes',
    'ok',
    'okay',
    'right',
    'sure',
    'i see',
    'got it',
    'alright',
    'all right',
    'uh huh',
    'huh',
    'good',
    'great',
    'fine',
    'oh okay',
    'yeah yeah',
    'go on',
  ],
  de: [
    'ja',
    'jaja',
    'ja ja',
    'ok',
    'okay',
    'gut',
    'genau',
    'klar',
    'alles klar',
    'verstehe',
    'ach so',
    'achso',
    'stimmt',
    'aha',
    'na gut',
    'richtig',
    'mhmh',
  ],
  fr: ['oui', 'ouais', 'ok', "d'accord", 'daccord', 'je vois', 'très bien', 'bien', 'voilà', 'hum'],
  es: ['sí', 'si', 'ok', 'okay', 'vale', 'ya', 'claro', 'ajá', 'aja', 'bueno', 'bien', 'entiendo'],
  it: ['sì', 'si', 'ok', 'okay', 'va bene', 'certo', 'capisco', 'ho capito', 'bene', 'esatto'],
  nl: ['ja', 'jaja', 'ja ja', 'ok', 'oké', 'oke', 'okay', 'goed', 'precies', 'snap ik', 'juist'],
  pt: [
    'sim',
    'ok',
    'okay',
    'tá',
    'tá bom',
    'está bem',
    'certo',
    'pois',
    'pois é',
    'claro',
    'entendi',
    'aham',
  ],
  hi: [
    'हाँ',
    'हां',
    'जी',
    'जी हाँ',
    'जी हां',
    'अच्छा',
    'ठीक',
    'ठीक है',
    'haan',
    'han',
    'ji',
    'accha',
    'achha',
    'theek hai',
    'ok',
    'okay',
  ],
}

const none: readonly string[] = []

/** Whether words only say “I am listening”: nothing to stop speaking for, unless a yes or a no was asked for. */
export function isBackchannel(text: string, language: string): boolean {
  const words = plainWords(text)
  if (words === '') return false
  const known = new Set([...everywhere, ...(languageOf(byLanguage, language) ?? none)])
  return known.has(words) || words.split(' ').every((word) => known.has(word))
}
