import { lazy, Suspense } from 'react'
import { useExchange } from './exchangeStore.ts'

const ExchangeDialog = lazy(async () => ({
  default: (await import('./ExchangeDialog.tsx')).ExchangeDialog,
}))

/** Holds the import and export dialog, which is fetched when somebody opens it. */
export function ExchangeHost() {
  const isOpen = useExchange((state) => state.tab !== null)
  return isOpen ? (
    <Suspense fallback={null}>
      <ExchangeDialog />
    </Suspense>
  ) : null
}
