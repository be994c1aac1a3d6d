import { translate } from '../i18n/translate.ts'
import { formatNumber } from './formatNumber.ts'

/** A sentence of the server in the language in use, its numbers as people read them everywhere else. */
export const translateNumbers = (sentence: string): string =>
  translate(sentence).replace(/\+\d{7,15}\b/g, (number) =>
    formatNumber(number).replaceAll(' ', '\u00a0'),
  )
