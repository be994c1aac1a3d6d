import { Popover } from '@mantine/core'
import { IconAlertCircle, IconAlertTriangle, IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { type Diagnostic, isError } from '#shared/diagnostic.ts'
import { useNumbers } from '../api/queries.ts'
import { ProblemButton } from '../dock/ProblemButton.tsx'
import { useOpenFlow } from '../flowEditor/OpenFlowContext.ts'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'
import { formatNumber } from '../numbers/formatNumber.ts'
import { publishFlow } from './publishFlow.ts'

type Stage =
  | { readonly type: 'closed' }
  | { readonly type: 'working' }
  | { readonly type: 'pick' }
  | { readonly type: 'problems'; readonly problems: readonly Diagnostic[] }
  | { readonly type: 'inUse'; readonly number: string; readonly message: string }
  | { readonly type: 'failed'; readonly message: string }

/** Publishes in one click: to the number the flow is live on, the first time to the first free one. */
export function PublishButton() {
  const open = useOpenFlow()
  const numbers = useNumbers()
  const [stage, setStage] = useState<Stage>({ type: 'closed' })
  const publish = async (number: string, replace = false) => {
    setStage({ type: 'working' })
    setStage(await publishFlow(open, number, replace))
  }
  const begin = async () => {
    const errors = open.store.getState().diagnostics.filter(isError)
    const [live] = open.live.getState()
    const number = live?.number ?? numbers.data?.find((one) => one.flowId === null)?.number
    if (errors.length > 0) setStage({ type: 'problems', problems: errors })
    else if (number) await publish(number)
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
            disabled={stage.type === 'working'}
            onClick={() => (stage.type === 'closed' ? void begin() : close())}
          >
            {t('Publish')}
          </button>
          <button
            type="button"
            className="top-button top-primary"
            aria-label={t('Choose the number')}
            title={t('Publish to another number')}
            disabled={stage.type === 'working'}
            onClick={() => (stage.type === 'closed' ? setStage({ type: 'pick' }) : close())}
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
  readonly onPublish: (number: string, replace?: boolean) => Promise<void>
  readonly onClose: () => void
}

function PublishStage({ stage, onPublish, onClose }: PublishStageProps) {
  switch (stage.type) {
    case 'pick':
      return <NumberPicker onPublish={onPublish} onClose={onClose} />
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
          <h3>{t('{number} is in use', { number: formatNumber(stage.number) })}</h3>
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
              onClick={() => void onPublish(stage.number, true)}
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

function NumberPicker({ onPublish, onClose }: Omit<PublishStageProps, 'stage'>) {
  const { store } = useOpenFlow()
  const numbers = useNumbers()
  const warnings = store.getState().diagnostics
  const free = numbers.data?.find((number) => number.flowId === null) ?? numbers.data?.[0]
  const [picked, setPicked] = useState<string | null>(null)
  const number = picked ?? free?.number ?? null
  return (
    <>
      <h3>{t('Which number should answer with this flow?')}</h3>
      {numbers.isError && (
        <p className="field-problem">
          {t('The numbers cannot be loaded. Check that the server runs.')}
        </p>
      )}
      {numbers.data && (
        <select
          className="input publish-number"
          aria-label={t('Number')}
          data-autofocus
          value={number ?? ''}
          onChange={(event) => setPicked(event.target.value)}
        >
          {numbers.data.map((one) => (
            <option key={one.number} value={one.number}>
              {one.flowName === null
                ? formatNumber(one.number)
                : t('{number} (answers with {flow})', {
                    number: formatNumber(one.number),
                    flow: one.flowName,
                  })}
            </option>
          ))}
        </select>
      )}
      {warnings.length > 0 && <ProblemList problems={warnings} onGo={onClose} />}
      <div className="popover-actions">
        <button
          type="button"
          className="top-button top-primary"
          disabled={number === null}
          onClick={() => number !== null && void onPublish(number)}
        >
          {t('Go live')}
        </button>
      </div>
    </>
  )
}

interface ProblemListProps {
  readonly problems: readonly Diagnostic[]
  readonly onGo: () => void
}

function ProblemList({ problems, onGo }: ProblemListProps) {
  return (
    <ul className="problems">
      {problems.map((problem) => (
        <li key={[problem.code, problem.nodeId, problem.port, problem.path].join('|')}>
          <ProblemButton problem={problem} onGo={onGo}>
            {isError(problem) ? (
              <IconAlertCircle size={14} aria-label={t('Error')} />
            ) : (
              <IconAlertTriangle size={14} aria-label={t('Warning')} />
            )}
          </ProblemButton>
        </li>
      ))}
    </ul>
  )
}
