import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { Flow, FlowNode } from '#shared/flow/flow.ts'
import { t } from '../i18n/t.ts'
import type { Mock } from './kept.ts'
import { type Outside, outsideOf } from './outsideOf.ts'
import { StepLink } from './StepLink.tsx'
import { changeMock } from './simulatorStore.ts'
import { useSimulator } from './useSimulator.ts'

/** How the world outside answers each step that asks it; kept in this browser, not in the flow. */
export function MocksView({ flow }: { readonly flow: Flow }) {
  const steps = flow.nodes.flatMap((node) => {
    const outside = outsideOf(node)
    return outside ? [{ node, outside }] : []
  })
  if (steps.length === 0) return null
  return (
    <fieldset className="sim-mocks list" aria-label={t('Answers from outside')}>
      <legend className="sim-legend">{t('Answers from outside, kept in this browser')}</legend>
      {steps.map(({ node, outside }) => (
        <MockRow key={node.id} node={node} outside={outside} />
      ))}
    </fieldset>
  )
}

interface MockRowProps {
  readonly node: FlowNode
  readonly outside: Outside
}

function MockRow({ node, outside }: MockRowProps) {
  const mock = useSimulator(({ kept }) => kept.mocks[node.id])
  return (
    <div className="sim-mock">
      <StepLink node={node.id} />
      {outside.type === 'request' && <RequestMock node={node} mock={mock} />}
      {outside.type === 'sound' && (
        <select
          className="input"
          aria-label={t('{step}: the sound', { step: node.name })}
          value={mock?.type === 'silent' ? 'silent' : ''}
          onChange={({ target }) =>
            changeMock(node.id, target.value === 'silent' ? { type: 'silent' } : null)
          }
        >
          <option value="">{t('It is played')}</option>
          <option value="silent">{t('It cannot be played')}</option>
        </select>
      )}
      {outside.type === 'shares' && (
        <select
          className="input"
          aria-label={t('{step}: the way', { step: node.name })}
          value={mock?.type === 'share' ? mock.port : ''}
          onChange={({ target }) =>
            changeMock(node.id, target.value === '' ? null : { type: 'share', port: target.value })
          }
        >
          <option value="">{t('By the caller’s number')}</option>
          {outside.ports.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      )}
    </div>
  )
}

function RequestMock({ node, mock }: { readonly node: FlowNode; readonly mock: Mock | undefined }) {
  const choose = (type: string) => {
    if (type === 'reply') changeMock(node.id, { type: 'reply', status: 200, body: '{}' })
    else if (type === 'fails' || type === 'late' || type === 'real') changeMock(node.id, { type })
    else changeMock(node.id, null)
  }
  return (
    <>
      <select
        className="input"
        aria-label={t('{step}: the answer', { step: node.name })}
        value={mock?.type ?? ''}
        onChange={({ target }) => choose(target.value)}
      >
        <option value="">{t('Ask me each time')}</option>
        <option value="reply">{t('It replies')}</option>
        <option value="fails">{t('It fails')}</option>
        <option value="late">{t('It times out')}</option>
        <option value="real">{t('It is really sent')}</option>
      </select>
      {mock?.type === 'reply' && <ReplyFields node={node} mock={mock} />}
    </>
  )
}

function ReplyFields({
  node,
  mock,
}: {
  readonly node: FlowNode
  readonly mock: Extract<Mock, { type: 'reply' }>
}) {
  const [status, setStatus] = useState(String(mock.status))
  const [body, setBody] = useState(mock.body)
  const save = () => {
    const code = Math.min(599, Math.max(100, Math.round(Number(status)) || 200))
    if (code !== mock.status || body !== mock.body) {
      changeMock(node.id, { type: 'reply', status: code, body })
    }
  }
  return (
    <div className="sim-row sim-reply">
      <input
        className="input sim-seconds"
        inputMode="numeric"
        aria-label={t('{step}: status', { step: node.name })}
        value={status}
        onChange={({ target }) => setStatus(target.value)}
        onBlur={save}
      />
      <textarea
        className="input mono-inline sim-grow"
        rows={2}
        spellCheck={false}
        aria-label={t('{step}: body', { step: node.name })}
        value={body}
        data-native-undo
        onChange={({ target }) => setBody(target.value)}
        onBlur={save}
      />
      <button
        type="button"
        className="icon-button"
        aria-label={t('Forget the answer of {step}', { step: node.name })}
        onClick={() => changeMock(node.id, null)}
      >
        <IconTrash size={14} />
      </button>
    </div>
  )
}
