import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// The one file that is JavaScript: what is read after it is kept with its types already taken out, but it comes too early for
// that itself, and Node would load its reader of TypeScript, a tenth of a start, for these few lines alone.
const folder = join(import.meta.dirname, '../node_modules/.cache/start')
// Before anything else is read: what Node compiled for one start is there for the next, whatever its DATA_DIR.
enableCompileCache(folder)
// Workers keep and find theirs by this name alone.
process.env.NODE_COMPILE_CACHE ??= folder
await import('./main.ts')
