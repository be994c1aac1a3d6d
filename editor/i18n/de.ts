/** German: what the screens say. The key is the English sentence as it stands in the code. */
export const screens: Readonly<Record<string, string>> = {}

/** German: what `shared/` and the server say, with names for what varies. */
export const sentences: Readonly<Record<string, string>> = {}
