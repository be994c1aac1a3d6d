import { Suspense } from 'react'
import { lazyPart } from '../shell/lazyPart.tsx'
import { useExchange } from './exchangeStore.ts'

const ExchangeDialog = lazyPart(async () => (await import('./ExchangeDialog.tsx')).ExchangeDialog)

/** Holds the import and export dialog, which is fetched when somebody opens it. */
export function ExchangeHost() {
  const isOpen = useExchange((state) => state.tab !== null)
  return isOpen ? (
    <Suspense fallback={null}>
      <ExchangeDialog />
    </Suspense>
  ) : null
}
