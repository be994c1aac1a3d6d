import { Popover } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import { type Diagnostic, isError } from '#shared/diagnostic.ts'
import { useNumbers } from '../api/queries.ts'
import { useOpenFlow } from '../flowEditor/OpenFlowContext.ts'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'
import { formatNumber } from '../numbers/formatNumber.ts'
import { useReason } from '../people/session.ts'
import { lazyPart } from '../shell/lazyPart.tsx'
import { ProblemList } from './ProblemList.tsx'
import { expecting, type PublishChoice, publishFlow } from './publishFlow.ts'

const PublishForm = lazyPart(async () => (await import('./PublishForm.tsx')).PublishForm)

type Stage =
  | { readonly type: 'closed' }
  | { readonly type: 'working' }
  | { readonly type: 'pick' }
  | { readonly type: 'problems'; readonly problems: readonly Diagnostic[] }
  | {
      readonly type: 'inUse'
      readonly choice: PublishChoice
      readonly message: string
    }
  | { readonly type: 'failed'; readonly message: string }

/**
 * The first time publishes in one click, to the first free number. Once the flow is live, it says first what callers will
 * get that they do not have yet, and asks for a note.
 */
export function PublishButton() {
  const open = useOpenFlow()
  const numbers = useNumbers()
  const [stage, setStage] = useState<Stage>({ type: 'closed' })
  const reason = useReason('publisher')
  const isOff = reason !== null
  /** Not disabled while it works: the keyboard would be lost. */
  const press = (next: () => void) => {
    if (stage.type === 'closed') next()
    else if (stage.type !== 'working') close()
  }
  const publish = async (choice: PublishChoice) => {
    setStage({ type: 'working' })
    setStage(await publishFlow(open, choice))
  }
  const begin = async () => {
    const errors = open.store.getState().diagnostics.filter(isError)
    const [live] = open.live.getState()
    // A number that the world can call is chosen, never taken: one click takes one of this server.
    const free = numbers.data?.find(
      ({ state, carrierKind }) => state === 'free' && carrierKind === 'local',
    )
    if (errors.length > 0) setStage({ type: 'problems', problems: errors })
    else if (!live && free)
      await publish({ number: free.number, replace: false, note: '', ...expecting(free) })
    else setStage({ type: 'pick' })
  }
  const close = () => setStage({ type: 'closed' })
  return (
    <Popover
      opened={stage.type !== 'closed' && stage.type !== 'working'}
      onChange={(isOpen) => !isOpen && close()}
      position="bottom-end"
      width={360}
      withRoles={false}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <span className="publish-buttons">
          <button
            type="button"
            className="top-button top-primary"
            disabled={isOff}
            title={reason ?? undefined}
            aria-busy={stage.type === 'working'}
            onClick={() => press(() => void begin())}
          >
            {t('Publish')}
          </button>
          <button
            type="button"
            className="top-button top-primary"
            aria-label={t('Choose the number')}
            title={reason ?? t('Publish to another number')}
            disabled={isOff}
            onClick={() => press(() => setStage({ type: 'pick' }))}
          >
            <IconChevronDown size={14} />
          </button>
        </span>
      </Popover.Target>
      <Popover.Dropdown className="popover">
        <PublishStage stage={stage} onPublish={publish} onClose={close} />
      </Popover.Dropdown>
    </Popover>
  )
}

interface PublishStageProps {
  readonly stage: Stage
  readonly onPublish: (choice: PublishChoice) => Promise<void>
  readonly onClose: () => void
}

function PublishStage({ stage, onPublish, onClose }: PublishStageProps) {
  switch (stage.type) {
    case 'pick':
      return (
        <Suspense fallback={<div className="publish-coming" tabIndex={-1} aria-busy="true" />}>
          <PublishForm onPublish={onPublish} onClose={onClose} />
        </Suspense>
      )
    case 'problems':
      return (
        <>
          <h3>
            {t('{count, plural, one {One thing to mend first} other {# things to mend first}}', {
              count: stage.problems.length,
            })}
          </h3>
          <ProblemList problems={stage.problems} onGo={onClose} />
        </>
      )
    case 'inUse':
      return (
        <>
          <h3>{t('{number} is in use', { number: formatNumber(stage.choice.number) })}</h3>
          <p className="muted">
            {translate(stage.message)}{' '}
            {t(
              'New calls would be answered by this flow instead; calls in progress finish as they are.',
            )}
          </p>
          <div className="popover-actions">
            <button type="button" className="top-button" onClick={onClose}>
              {t('Cancel')}
            </button>
            <button
              type="button"
              className="top-button top-primary"
              onClick={() => void onPublish({ ...stage.choice, replace: true })}
            >
              {t('Replace it')}
            </button>
          </div>
        </>
      )
    case 'failed':
      return (
        <>
          <h3>{t('Not published')}</h3>
          <p className="muted" role="alert">
            {translate(stage.message)}
          </p>
        </>
      )
    default:
      return null
  }
}
