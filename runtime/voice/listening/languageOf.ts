/** The table's entry for a language tag such as `de-AT`, by its first part. */
export const languageOf = <Value>(
  table: Readonly<Record<string, Value>>,
  tag: string,
): Value | undefined => {
  const [language = ''] = tag.toLowerCase().split('-')
  return Object.hasOwn(table, language) ? table[language] : undefined
}
