import { IconX } from '@tabler/icons-react'
import type { Flow } from '#shared/flow/flow.ts'
import type { SubflowData } from '#shared/nodes/subflow/subflow.ts'
import { t } from '../i18n/t.ts'
import { useEditorStore } from '../state/EditorContext.ts'
import { nodeOf } from '../state/graph.ts'
import { newId } from '../state/newId.ts'
import { useFormScope } from './FormContext.ts'
import { SwitchField } from './SwitchField.tsx'
import { TemplateField } from './TemplateField.tsx'
import { TextField } from './TextField.tsx'

interface SubflowValuesProps {
  readonly data: SubflowData
  /** The flow that is run. */
  readonly flow: Flow
  readonly onChange: (title: string, changes: Partial<SubflowData>) => void
}

/** The variables of a flow that is run: what each begins with, and whether it is read back. */
export function SubflowValues({ data, flow, onChange }: SubflowValuesProps) {
  const store = useEditorStore()
  const { nodeId } = useFormScope()
  const names = new Set(flow.variables.map((variable) => variable.name))
  const lost = [
    ...data.inputs.filter((one) => !names.has(one.variable)),
    ...data.outputs.filter((one) => !names.has(one.variable)),
  ]
  /** Typing: a run of keys in one field is one step of undo. */
  const type = (changes: Partial<SubflowData>, field: string) => {
    const { flow: now, apply } = store.getState()
    const node = nodeId === null ? undefined : nodeOf(now, nodeId)
    if (!node) return
    const edit = { type: 'node.data' as const, id: node.id, data: { ...node.data, ...changes } }
    apply(edit, { key: `${node.id} ${field}` })
  }
  const setInput = (variable: string, value: string) => {
    const known = data.inputs.find((one) => one.variable === variable)
    const rest = data.inputs.filter((one) => one !== known)
    const inputs =
      value === ''
        ? rest
        : known
          ? data.inputs.map((one) => (one === known ? { ...one, value } : one))
          : [...rest, { id: newId('i'), variable, value }]
    type({ inputs }, `inputs.${variable}`)
  }
  if (flow.variables.length === 0 && lost.length === 0) {
    return <p className="field-hint">{t('That flow has no variables to give or to read back.')}</p>
  }
  return (
    <>
      <div className="inspector-section form">
        <h3>{t('Give to that flow')}</h3>
        {flow.variables.map((variable) => {
          const at = data.inputs.findIndex((one) => one.variable === variable.name)
          return (
            <TemplateField
              key={variable.name}
              label={variable.name}
              path={at < 0 ? `inputs of ${variable.name}` : `inputs.${at}.value`}
              value={data.inputs[at]?.value ?? ''}
              maxLength={4_000}
              singleLine
              placeholder={variable.default === '' ? t('empty') : variable.default}
              onChange={(value) => setInput(variable.name, value)}
            />
          )
        })}
      </div>
      <div className="inspector-section form">
        <h3>{t('Read back from it')}</h3>
        {flow.variables.map(({ name }) => {
          const at = data.outputs.findIndex((one) => one.variable === name)
          const output = data.outputs[at]
          return (
            <div key={name} className="form subflow-output">
              <SwitchField
                label={name}
                checked={output !== undefined}
                onChange={(isRead) =>
                  onChange('change what is read back', {
                    outputs: isRead
                      ? [...data.outputs, { id: newId('o'), name, variable: name }]
                      : data.outputs.filter((one) => one !== output),
                  })
                }
              />
              {output && (
                <TextField
                  label={t('Known here as')}
                  path={`outputs.${at}.name`}
                  value={output.name}
                  maxLength={60}
                  mono
                  onChange={(known) =>
                    type(
                      {
                        outputs: data.outputs.map((one) =>
                          one === output ? { ...one, name: known } : one,
                        ),
                      },
                      `outputs.${output.id}.name`,
                    )
                  }
                />
              )}
            </div>
          )
        })}
      </div>
      {lost.length > 0 && (
        <ul className="subflow-lost">
          {lost.map((one) => (
            <li key={one.id}>
              <span className="field-problem">
                {t('That flow has no variable {name}.', { name: one.variable || '–' })}
              </span>
              <button
                type="button"
                className="icon-button"
                aria-label={t('Remove {name}', { name: one.variable || '–' })}
                onClick={() =>
                  onChange('remove a value', {
                    inputs: data.inputs.filter((input) => input !== one),
                    outputs: data.outputs.filter((output) => output !== one),
                  })
                }
              >
                <IconX size={13} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
