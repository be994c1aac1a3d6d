import './agent.css'
import type { Flow } from '#shared/flow/flow.ts'
import { scopeName } from '#shared/flow/flow.ts'
import type { AgentData, AgentFlow } from '#shared/nodes/agent/agentData.ts'
import { valueNamePattern } from '#shared/nodes/fields.ts'
import { plainLetters } from '#shared/text/plainLetters.ts'
import { client, messageOf } from '../api/client.ts'
import { useFlow, useFlows } from '../api/queries.ts'
import type { FormProps } from '../fields/face.tsx'
import { ListField } from '../fields/ListField.tsx'
import { SelectField } from '../fields/SelectField.tsx'
import { SwitchField } from '../fields/SwitchField.tsx'
import { TextField } from '../fields/TextField.tsx'
import { t } from '../i18n/t.ts'
import { useEditor } from '../state/EditorContext.ts'
import { newId } from '../state/newId.ts'
import { ToolWords } from './ToolWords.tsx'

type Form = FormProps<AgentData>
type Change = (changes: Partial<AgentFlow>, field?: string) => void

/** Other flows that the agent may run while it talks. */
export function FlowTools({ data, set }: Form) {
  const tools = data.flows ?? []
  return (
    <ListField
      label={t('Flows as tools')}
      path="flows"
      noun={t('tool')}
      items={tools}
      max={10}
      hint={t(
        'The agent runs these while it talks. They may speak and ask as well; then the conversation goes on with what they found out.',
      )}
      create={() => ({
        ...{ id: newId('t'), name: '', description: '', flow: '' },
        inputs: [],
        outputs: [],
      })}
      onChange={(next) => set('flows', next)}
    >
      {(tool, index) => {
        const change: Change = (changes, field) =>
          set(
            'flows',
            tools.map((other) => (other.id === tool.id ? { ...other, ...changes } : other)),
            field && `flows.${tool.id}.${field}`,
          )
        return <FlowTool tool={tool} path={`flows.${index}`} change={change} />
      }}
    </ListField>
  )
}

interface ToolProps {
  readonly tool: AgentFlow
  readonly path: string
  readonly change: Change
}

function FlowTool({ tool, path, change }: ToolProps) {
  const own = useEditor((state) => state.flow.id)
  const flows = useFlows()
  const inner = useFlow(tool.flow)
  const offered = (flows.data ?? []).filter(({ id }) => id !== own)
  const isKnown = tool.flow === '' || offered.some(({ id }) => id === tool.flow)
  const choose = async (id: string) => {
    const found = await client.flow(id).catch(() => null)
    change({ flow: id, ...(found ? fitTo(found.flow, tool) : {}) })
  }
  return (
    <>
      <SelectField
        label={t('Flow to run')}
        path={`${path}.flow`}
        value={tool.flow}
        options={[
          ...(tool.flow === '' ? [{ value: '', title: t('Choose a flow') }] : []),
          ...(isKnown ? [] : [{ value: tool.flow, title: tool.flow }]),
          ...offered.map(({ id, name }) => ({ value: id, title: name })),
        ]}
        onChange={(id) => void choose(id)}
      />
      {offered.length === 0 && flows.data && (
        <p className="field-hint">{t('There is no other flow yet. Make one under Flows.')}</p>
      )}
      {inner.isError && <p className="field-problem">{messageOf(inner.error)}</p>}
      <ToolWords tool={tool} path={path} change={change} />
      {inner.data && <Values tool={tool} path={path} flow={inner.data.flow} change={change} />}
    </>
  )
}

/** A name if there is none, and of the values those that this flow has. */
function fitTo(flow: Flow, { name, inputs, outputs }: AgentFlow): Partial<AgentFlow> {
  const names = new Set(flow.variables.map((variable) => variable.name))
  const proposed = scopeName(plainLetters(flow.name)).slice(0, 60)
  return {
    name: name === '' && valueNamePattern.test(proposed) ? proposed : name,
    inputs: inputs.filter(({ variable }) => names.has(variable)),
    outputs: outputs.filter((variable) => names.has(variable)),
  }
}

function Values({ tool, path, flow, change }: ToolProps & { readonly flow: Flow }) {
  const known = flow.variables.map(({ name }) => name)
  if (known.length === 0) {
    return <p className="field-hint">{t('That flow has no variables to give or to read back.')}</p>
  }
  return (
    <>
      <fieldset className="agent-group">
        <legend className="field-label">{t('The agent gives')}</legend>
        {withLost(
          known,
          tool.inputs.map(({ variable }) => variable),
        ).map((variable) => (
          <Given key={variable} {...{ tool, path, variable, change }} />
        ))}
      </fieldset>
      <fieldset className="agent-group">
        <legend className="field-label">{t('The agent is told, beside the outcome')}</legend>
        {withLost(known, tool.outputs).map((variable) => (
          <SwitchField
            key={variable}
            label={variable}
            checked={tool.outputs.includes(variable)}
            onChange={(on) =>
              change({
                outputs: on
                  ? [...tool.outputs, variable]
                  : tool.outputs.filter((other) => other !== variable),
              })
            }
          />
        ))}
      </fieldset>
    </>
  )
}

/** Variables of the flow, and those that it has no more and can be taken out. */
const withLost = (known: readonly string[], used: readonly string[]): readonly string[] => [
  ...known,
  ...used.filter((name) => !known.includes(name)),
]

function Given({ tool, path, variable, change }: ToolProps & { readonly variable: string }) {
  const at = tool.inputs.findIndex((input) => input.variable === variable)
  const input = tool.inputs[at]
  const edit = (changes: Partial<AgentFlow['inputs'][number]>, field?: string) =>
    change(
      {
        inputs: tool.inputs.map((other) => (other === input ? { ...other, ...changes } : other)),
      },
      field && `inputs.${variable}.${field}`,
    )
  return (
    <>
      <SwitchField
        label={variable}
        checked={input !== undefined}
        onChange={(on) =>
          change({
            inputs: on
              ? [...tool.inputs, { id: newId('i'), variable, description: '', required: true }]
              : tool.inputs.filter((other) => other !== input),
          })
        }
      />
      {input && (
        <div className="agent-given">
          <TextField
            label={t('What it is')}
            path={`${path}.inputs.${at}.description`}
            value={input.description}
            maxLength={500}
            placeholder={t('The number on the order, eight digits')}
            onChange={(description) => edit({ description }, 'description')}
          />
          <SwitchField
            label={t('Must be given')}
            checked={input.required}
            onChange={(required) => edit({ required })}
          />
        </div>
      )}
    </>
  )
}
