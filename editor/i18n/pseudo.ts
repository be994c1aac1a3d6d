const accents: Record<string, string> = {
  ...{ a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', A: 'Á', E: 'É', I: 'Í', O: 'Ó', U: 'Ú' },
  ...{ c: 'ç', n: 'ñ', s: 'š', y: 'ý', C: 'Ç', N: 'Ñ', S: 'Š', Y: 'Ý' },
}

/** A piece of text as a pseudo-language writes it: accented, and a third longer, as German is. */
export function pseudo(text: string): string {
  const accented = Array.from(text, (letter) => accents[letter] ?? letter).join('')
  const letters = text.trim().length
  return letters < 2 ? accented : `${accented}${'·'.repeat(Math.ceil(letters / 3))}`
}
