import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Before anything else is read: what Node compiled for one start is there for the next, whatever its DATA_DIR.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/start'))
await import('./main.ts')
