/** German. The key is the English sentence as it stands in the code. */
export const de: Record<string, string> = {}
