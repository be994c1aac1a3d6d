import { z } from 'zod'
import type { Diagnostic } from '../diagnostic.ts'
import { isLanguage } from '../fml/shapes.ts'

/** Field schemas that several node types share. */
export const spokenText = z.string().max(4_000)
/** Voice and language of one step, in its data; absent or empty: the flow's. */
export const voicing = {
  voice: z.string().max(100).exactOptional(),
  /** BCP 47; what is not complete yet while it is typed is a diagnostic. */
  language: z.string().max(35).exactOptional(),
}
export interface Voicing {
  readonly voice?: string
  readonly language?: string
}

/** An error for a language that is none. */
export function checkVoicing({ language = '' }: Voicing): readonly Diagnostic[] {
  return language.trim() === '' || isLanguage(language.trim())
    ? []
    : [
        {
          code: 'voicing.badLanguage',
          severity: 'error',
          message: `“${language}” is not a language.`,
          hint: 'Write its tag, for example es-MX.',
          path: 'language',
        },
      ]
}

/** Generated, so that renaming or reordering an option keeps its wire. */
export const optionId = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/)
/** A name under which templates and models see a value. */
export const valueName = z.string().max(60)
export const valueNamePattern = /^[a-z][a-z0-9_]*$/

/** An error when a text that must be spoken is empty. */
export function checkText(text: string, path: string, hint: string): readonly Diagnostic[] {
  return text.trim() === ''
    ? [
        {
          code: 'text.empty',
          severity: 'error',
          message: 'There is nothing to say here.',
          hint,
          path,
        },
      ]
    : []
}

/** An error for each value that occurs twice; empty values are left to other rules. */
export function checkUnique(
  values: readonly string[],
  pathOf: (index: number) => string,
  describe: (value: string) => {
    readonly code: string
    readonly message: string
    readonly hint: string
  },
): readonly Diagnostic[] {
  const seen = new Set<string>()
  return values.flatMap((value, index): Diagnostic[] => {
    const repeated = value !== '' && seen.has(value)
    seen.add(value)
    return repeated ? [{ ...describe(value), severity: 'error', path: pathOf(index) }] : []
  })
}
