import type { Words } from './words.ts'

/** The settings page. */
export const settings: Words = {
  'Models and voices': 'Modelle und Stimmen',
}
