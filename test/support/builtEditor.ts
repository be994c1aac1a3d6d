import { join } from 'node:path'
import { buildEditor } from '#runtime/buildEditor.ts'
import { hasChromium } from './chromium.ts'

/** Before the first screen: two servers that start at once would both build it, over each other's files. */
export async function setup(): Promise<void> {
  if (hasChromium) await buildEditor(join(import.meta.dirname, '../..'), () => {})
}
