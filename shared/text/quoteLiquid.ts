/** A text as a Liquid string literal. Liquid has no escapes: a text with both quotes loses the double ones. */
export const quoteLiquid = (text: string): string =>
  text.includes("'") ? `"${text.replaceAll('"', '')}"` : `'${text}'`
