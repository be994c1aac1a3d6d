import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { type ReactNode, Suspense, useState } from 'react'
import type { NumberInUse } from '#shared/api/numbers.ts'
import type { StoredTrunk } from '#shared/api/trunks.ts'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'
import { useReason } from '../people/session.ts'
import { lazyPart } from '../shell/lazyPart.tsx'
import { useTeler, useTrunks } from './queries.ts'
import { ReachRow } from './ReachRow.tsx'

const TrunkDialog = lazyPart(async () => (await import('./TrunkDialog.tsx')).TrunkDialog)
const TelerDialog = lazyPart(async () => (await import('./TelerDialog.tsx')).TelerDialog)

type Opened =
  | { readonly type: 'trunk'; readonly trunk: StoredTrunk | null }
  | { readonly type: 'teler' }
  | null

/** Who brings calls here: what is set up, how it is doing, and what can be added. */
export function CarrierList({ numbers }: { readonly numbers: readonly NumberInUse[] }) {
  const trunks = useTrunks()
  const teler = useTeler()
  const reason = useReason('admin')
  const guard = { disabled: reason !== null, title: reason ?? undefined }
  const [opened, setOpened] = useState<Opened>(null)
  const close = () => setOpened(null)
  const countOf = (kind: NumberInUse['carrierKind']) =>
    numbers.filter(({ carrierKind }) => carrierKind === kind).length
  return (
    <section className="carriers" aria-labelledby="carriers-title">
      <header className="carriers-head">
        <h2 id="carriers-title">{t('How calls get here')}</h2>
        <button
          type="button"
          className="top-button"
          {...guard}
          onClick={() => setOpened({ type: 'trunk', trunk: null })}
        >
          {t('Add a SIP trunk')}
        </button>
        {teler.data && !teler.data.hasKey && (
          <button
            type="button"
            className="top-button"
            {...guard}
            onClick={() => setOpened({ type: 'teler' })}
          >
            {t('Connect FreJun')}
          </button>
        )}
      </header>
      <ul className="carriers-list">
        <CarrierRow
          title={t('This server')}
          isReady
          numbers={countOf('local')}
          note={t(
            'Answers calls of this browser and of telephones that register here. Nobody outside can call these numbers.',
          )}
        />
        {teler.data?.hasKey && (
          <CarrierRow
            title={t('FreJun Teler')}
            isReady={teler.data.isReady}
            numbers={countOf('teler')}
            note={
              teler.data.isReady
                ? t('Telephone numbers that you bought in FreJun’s dashboard.')
                : `${translate(teler.data.message)} ${translate(teler.data.remedy)}`
            }
            action={
              <button
                type="button"
                className="small-button"
                data-outline
                {...guard}
                onClick={() => setOpened({ type: 'teler' })}
              >
                {t('Open')}
              </button>
            }
          />
        )}
        {trunks.data?.map((trunk) => (
          <CarrierRow
            key={trunk.id}
            title={trunk.settings.title}
            isReady={trunk.state.isReady}
            numbers={trunk.numbers}
            note={
              trunk.state.isReady
                ? noteOf(trunk)
                : `${translate(trunk.state.message)} ${translate(trunk.state.remedy)}`
            }
            action={
              <button
                type="button"
                className="small-button"
                data-outline
                {...guard}
                aria-label={t('Open {title}', { title: trunk.settings.title })}
                onClick={() => setOpened({ type: 'trunk', trunk })}
              >
                {t('Open')}
              </button>
            }
          />
        ))}
        <ReachRow isNeeded={teler.data?.hasKey ?? false} />
      </ul>
      <Suspense fallback={null}>
        {opened?.type === 'trunk' && <TrunkDialog trunk={opened.trunk} onClose={close} />}
        {opened?.type === 'teler' && <TelerDialog onClose={close} />}
      </Suspense>
    </section>
  )
}

const noteOf = ({ settings }: StoredTrunk): string =>
  settings.server === ''
    ? t('SIP trunk that only calls this server.')
    : t('SIP trunk at {server}.', { server: settings.server })

interface CarrierRowProps {
  readonly title: string
  readonly isReady: boolean
  readonly numbers: number
  readonly note: string
  readonly action?: ReactNode
}

function CarrierRow({ title, isReady, numbers, note, action }: CarrierRowProps) {
  return (
    <li className="carrier">
      <span className="carrier-mark" data-ready={isReady}>
        {isReady ? (
          <IconCircleCheck size={17} aria-label={t('Works')} />
        ) : (
          <IconAlertTriangle size={17} aria-label={t('Does not work')} />
        )}
      </span>
      <div className="carrier-words">
        <b>{title}</b>
        <p data-ready={isReady}>{note}</p>
      </div>
      <span className="carrier-count">
        {t('{count, plural, =0 {no numbers} one {# number} other {# numbers}}', { count: numbers })}
      </span>
      {action}
    </li>
  )
}
