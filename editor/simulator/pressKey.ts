import { defaults, type Gather } from '#shared/fml/fml.ts'

/** Keys pressed so far, or the input that they complete. */
export type Pressed = { readonly keys: string } | { readonly digits: string }

/** Presses one key, as the engine takes it: the last of so many, or the key that ends the input, completes it. */
export function pressKey(
  gather: Pick<Gather, 'numDigits' | 'finishOnKey'>,
  keys: string,
  key: string,
): Pressed {
  const finish = gather.finishOnKey ?? defaults.finishOnKey
  if (finish.includes(key)) return { digits: keys }
  const all = keys + key
  return all.length === gather.numDigits ? { digits: all } : { keys: all }
}

/** A row of keys at once; those after the end are left out. */
export function pressKeys(
  gather: Pick<Gather, 'numDigits' | 'finishOnKey'>,
  before: string,
  row: string,
): Pressed {
  let keys = before
  for (const key of row) {
    const pressed = pressKey(gather, keys, key)
    if ('digits' in pressed) return pressed
    keys = pressed.keys
  }
  return { keys }
}

/** Whether what was typed are keys of a telephone. */
export const areKeys = (text: string): boolean => /^[0-9*#]{1,50}$/.test(text.trim())
