import { useSyncExternalStore } from 'react'
import { language, onLanguage } from './t.ts'

/**
 * The language in use. A component that React would not draw again by itself (`memo`, `useMemo`) asks for it, so that it
 * speaks the new language too; all others follow `App`.
 */
export const useLanguage = (): string => useSyncExternalStore(onLanguage, language)
