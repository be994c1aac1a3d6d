import './numbers.css'
import { IconPlus } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import type { NumberInUse } from '#shared/api/numbers.ts'
import { useNumbers } from '../api/queries.ts'
import { t } from '../i18n/t.ts'
import { useReason } from '../people/session.ts'
import { lazyPart } from '../shell/lazyPart.tsx'
import { CarrierList } from './CarrierList.tsx'
import { NumbersTable } from './NumbersTable.tsx'

const AddNumber = lazyPart(async () => (await import('./AddNumber.tsx')).AddNumber)
const NumberDrawer = lazyPart(async () => (await import('./NumberDrawer.tsx')).NumberDrawer)

/** The numbers that this installation answers, with what, and who brings the calls. */
export function NumbersScreen() {
  const numbers = useNumbers()
  const reason = useReason('admin')
  const [isAdding, setIsAdding] = useState(false)
  const [opened, setOpened] = useState<string | null>(null)
  const number = numbers.data?.find((one) => one.number === opened)
  return (
    <main className="screen">
      <div className="page">
        <header className="page-head">
          <h1>{t('Numbers')}</h1>
          <button
            type="button"
            className="top-button"
            disabled={reason !== null}
            title={reason ?? undefined}
            onClick={() => setIsAdding(true)}
          >
            <IconPlus size={15} aria-hidden="true" />
            {t('Add a number')}
          </button>
        </header>
        {numbers.isError && (
          <p role="alert">{t('The numbers cannot be loaded. Check that the server runs.')}</p>
        )}
        {numbers.data?.length === 0 && (
          <p className="empty">
            {t('There is no number yet. Add one of this server, or connect a carrier below.')}
          </p>
        )}
        {numbers.data && numbers.data.length > 0 && (
          <NumbersTable
            numbers={numbers.data}
            onOpen={({ number: which }: NumberInUse) => setOpened(which)}
          />
        )}
        {/* After the numbers, so that it does not move when they come. */}
        {!numbers.isPending && <CarrierList numbers={numbers.data ?? []} />}
      </div>
      <Suspense fallback={null}>
        {isAdding && <AddNumber onClose={() => setIsAdding(false)} />}
        {number && (
          <NumberDrawer key={number.number} number={number} onClose={() => setOpened(null)} />
        )}
      </Suspense>
    </main>
  )
}
