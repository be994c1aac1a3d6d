import { useMemo, useState } from 'react'
import type { Flow, FlowNode } from '#shared/flow/flow.ts'
import { definitionOf } from '#shared/nodes/index.ts'
import { useEnvironment } from '../api/queries.ts'
import { t } from '../i18n/t.ts'
import { useEditor } from '../state/EditorContext.ts'
import { collectedNames, readValue, textOf } from './collectedNames.ts'
import { MocksView } from './MocksView.tsx'
import { changeSetup, setModel } from './simulatorStore.ts'
import { useSimulator } from './useSimulator.ts'
import { instantOf, zonedTime } from './zonedTime.ts'

/** How a tried-out call begins, and who answers for what is outside of it. */
export function SetupView() {
  const flow = useEditor((state) => state.flow)
  const isTalking = useSimulator((simulator) => simulator.talk !== null)
  return (
    <div className="sim-setup">
      {!isTalking && (
        <p className="faint">
          {t(
            'You are the caller, in writing. The flow runs in this browser as it is drawn now; nothing has to be saved.',
          )}
        </p>
      )}
      <Beginning flow={flow} />
      <Variables flow={flow} />
      <ModelChoice />
      <MocksView flow={flow} />
      {isTalking && (
        <p className="faint">
          {t('What you change here is applied at once: the same moves are played again.')}
        </p>
      )}
    </div>
  )
}

const canBegin = (node: FlowNode): boolean => definitionOf(node.type)?.executes === true

function Beginning({ flow }: { readonly flow: Flow }) {
  const entry = useSimulator(({ setup }) => setup.entry ?? '')
  const from = useSimulator(({ setup }) => setup.from)
  const at = useSimulator(({ setup }) => setup.at)
  const { timezone } = flow.settings
  const known = flow.nodes.filter(canBegin)
  return (
    <>
      <label className="sim-label">
        {t('Start at')}
        <select
          className="input"
          value={known.some(({ id }) => id === entry) ? entry : ''}
          onChange={({ target }) => changeSetup({ entry: target.value || undefined })}
        >
          <option value="">{t('The beginning of the call')}</option>
          {known.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="sim-label">
        {t('The caller’s number')}
        <input
          className="input"
          value={from}
          maxLength={300}
          data-native-undo
          onChange={({ target }) => changeSetup({ from: target.value })}
        />
      </label>
      <label className="sim-label">
        {t('When (empty is now)')}
        <input
          className="input"
          type="datetime-local"
          title={t('In the flow’s time zone, {timezone}. Empty is now.', { timezone })}
          value={at === 0 ? '' : zonedTime(at, timezone)}
          onChange={({ target }) => changeSetup({ at: instantOf(target.value, timezone) ?? 0 })}
        />
      </label>
    </>
  )
}

/** What variables are at the beginning, and what earlier steps have collected when the call starts later. */
function Variables({ flow }: { readonly flow: Flow }) {
  const vars = useSimulator(({ setup }) => setup.vars)
  const entry = useSimulator(({ setup }) => setup.entry)
  const nodes = useSimulator(({ setup }) => setup.nodes)
  const collected = useMemo(() => (entry === undefined ? [] : collectedNames(flow)), [flow, entry])
  if (flow.variables.length === 0 && collected.length === 0) return null
  return (
    <fieldset className="sim-fields list" aria-label={t('Values at the beginning')}>
      <legend className="sim-legend">{t('Values at the beginning')}</legend>
      {flow.variables.map((variable) => (
        <ValueInput
          key={variable.name}
          name={`vars.${variable.name}`}
          isSecret={variable.sensitive}
          placeholder={variable.default}
          value={vars[variable.name] ?? ''}
          onChange={(text) => {
            const { [variable.name]: _, ...others } = vars
            changeSetup({ vars: text === '' ? others : { ...others, [variable.name]: text } })
          }}
        />
      ))}
      {collected.map(({ scope, name }) => (
        <ValueInput
          key={`${scope}.${name}`}
          name={`nodes.${scope}.${name}`}
          isSecret={false}
          placeholder=""
          value={textOf(nodes?.[scope]?.[name])}
          onChange={(text) =>
            changeSetup({
              nodes: { ...nodes, [scope]: { ...nodes?.[scope], [name]: readValue(text) } },
            })
          }
        />
      ))}
    </fieldset>
  )
}

interface ValueInputProps {
  readonly name: string
  readonly isSecret: boolean
  readonly placeholder: string
  readonly value: string
  readonly onChange: (text: string) => void
}

/** Kept when the person leaves the field: a conversation under way is not played again at each letter. */
function ValueInput({ name, isSecret, placeholder, value, onChange }: ValueInputProps) {
  const [draft, setDraft] = useState(value)
  return (
    <label className="sim-label">
      <span className="mono-inline">{name}</span>
      <input
        className="input"
        type={isSecret ? 'password' : 'text'}
        autoComplete="off"
        placeholder={isSecret && placeholder !== '' ? '•••' : placeholder}
        value={draft}
        maxLength={2_000}
        data-native-undo
        onChange={({ target }) => setDraft(target.value)}
        onBlur={() => draft !== value && onChange(draft)}
        onKeyDown={({ key }) => key === 'Enter' && draft !== value && onChange(draft)}
      />
    </label>
  )
}

function ModelChoice() {
  const model = useSimulator(({ kept }) => kept.model)
  const environment = useEnvironment()
  const hasModel = environment.data?.model.offline === false
  return (
    <label className="sim-label">
      {t('Who answers for the model')}
      <select
        className="input"
        value={model === 'real' && !hasModel ? 'offline' : model}
        onChange={({ target }) =>
          setModel(target.value === 'hand' ? 'hand' : target.value === 'real' ? 'real' : 'offline')
        }
      >
        <option value="offline">{t('The built-in responder')}</option>
        <option value="hand">{t('I do, each time')}</option>
        {hasModel && <option value="real">{environment.data?.model.name}</option>}
      </select>
    </label>
  )
}
