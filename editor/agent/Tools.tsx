import './agent.css'
import { parameterTypes } from '#shared/compile/modelControl.ts'
import type { AgentData, AgentTool } from '#shared/nodes/agent/agentData.ts'
import { methods } from '#shared/nodes/webhook/webhook.ts'
import { CredentialField } from '../fields/CredentialField.tsx'
import type { FormProps } from '../fields/face.tsx'
import { ListField } from '../fields/ListField.tsx'
import { More } from '../fields/More.tsx'
import { NumberField } from '../fields/NumberField.tsx'
import { SelectField } from '../fields/SelectField.tsx'
import { SwitchField } from '../fields/SwitchField.tsx'
import { TemplateField } from '../fields/TemplateField.tsx'
import { TextField } from '../fields/TextField.tsx'
import { t } from '../i18n/t.ts'
import { newId } from '../state/newId.ts'
import { FlowTools } from './FlowTools.tsx'
import { ServerTools } from './ServerTools.tsx'
import { ToolWords } from './ToolWords.tsx'

type Form = FormProps<AgentData>
type Parameter = AgentTool['parameters'][number]
type Change = (changes: Partial<AgentTool>, field?: string) => void

const typeTitles = (): Readonly<Record<Parameter['type'], string>> => ({
  text: t('Text'),
  number: t('Number'),
  boolean: t('Yes or no'),
})

/** What the agent may do while it talks. */
export function Tools({ data, set }: Form) {
  const tools = data.tools ?? []
  return (
    <>
      <ListField
        label={t('Webhooks as tools')}
        path="tools"
        noun={t('tool')}
        items={tools}
        max={20}
        hint={t(
          'The agent calls these by itself while it talks, and answers with what comes back.',
        )}
        create={() => ({
          id: newId('t'),
          name: '',
          description: '',
          parameters: [],
          method: 'POST' as const,
          url: '',
          headers: [],
          body: '',
          timeout: 4,
        })}
        onChange={(next) => set('tools', next)}
      >
        {(tool, index) => {
          const change: Change = (changes, field) =>
            set(
              'tools',
              tools.map((other) => (other.id === tool.id ? { ...other, ...changes } : other)),
              field && `tools.${tool.id}.${field}`,
            )
          return <Tool tool={tool} path={`tools.${index}`} change={change} />
        }}
      </ListField>
      <FlowTools data={data} set={set} />
      <ServerTools data={data} set={set} />
      {(tools.length > 0 || (data.servers ?? []).length > 0) && (
        <NumberField
          label={t('Most tool calls in a row')}
          path="rounds"
          value={data.rounds ?? 3}
          min={1}
          max={8}
          hint={t('Then it must answer with what it has.')}
          onChange={(rounds) => set('rounds', rounds, 'rounds')}
        />
      )}
    </>
  )
}

interface ToolProps {
  readonly tool: AgentTool
  readonly path: string
  readonly change: Change
}

function Tool({ tool, path, change }: ToolProps) {
  return (
    <>
      <ToolWords tool={tool} path={path} change={change} />
      <div className="agent-group">
        <SelectField
          label={t('Method')}
          path={`${path}.method`}
          value={tool.method}
          options={methods.map((value) => ({ value, title: value }))}
          onChange={(method) => change({ method })}
        />
        <TemplateField
          label={t('Address')}
          path={`${path}.url`}
          value={tool.url}
          maxLength={2_000}
          singleLine
          mono
          placeholder="https://shop.example/orders"
          onChange={(url) => change({ url }, 'url')}
        />
      </div>
      <Parameters tool={tool} path={path} change={change} />
      <More title={t('Request')}>
        {tool.method !== 'GET' && (
          <TemplateField
            label={t('Body (JSON)')}
            path={`${path}.body`}
            value={tool.body}
            maxLength={20_000}
            mono
            placeholder={'{ "order": "{{ args.number }}" }'}
            hint={t('Empty sends the values as they are.')}
            onChange={(body) => change({ body }, 'body')}
          />
        )}
        <CredentialField
          path={`${path}.credential`}
          value={tool.credential ?? ''}
          onChange={(credential) => change({ credential })}
        />
        <Headers tool={tool} path={path} change={change} />
        <NumberField
          label={t('May take')}
          path={`${path}.timeout`}
          value={tool.timeout}
          min={0.5}
          max={30}
          step={0.5}
          unit={t('seconds')}
          onChange={(timeout) => change({ timeout }, 'timeout')}
        />
      </More>
    </>
  )
}

function Parameters({ tool, path, change }: ToolProps) {
  const edit = (id: string, changes: Partial<Parameter>, field?: string) =>
    change(
      {
        parameters: tool.parameters.map((other) =>
          other.id === id ? { ...other, ...changes } : other,
        ),
      },
      field && `parameters.${id}.${field}`,
    )
  return (
    <ListField
      label={t('Values it needs')}
      path={`${path}.parameters`}
      noun={t('value')}
      items={tool.parameters}
      max={20}
      hint={t('The address, headers and body read each as {example}.', {
        example: '{{ args.number }}',
      })}
      create={() => ({
        id: newId('p'),
        name: '',
        type: 'text' as const,
        description: '',
        required: true,
      })}
      onChange={(parameters) => change({ parameters })}
    >
      {(parameter, index) => (
        <>
          <div className="row-cells">
            <TextField
              label={t('Name')}
              path={`${path}.parameters.${index}.name`}
              value={parameter.name}
              maxLength={60}
              placeholder="number"
              mono
              onChange={(name) => edit(parameter.id, { name }, 'name')}
            />
            <SelectField
              label={t('Kind')}
              path={`${path}.parameters.${index}.type`}
              value={parameter.type}
              options={parameterTypes.map((value) => ({ value, title: typeTitles()[value] }))}
              onChange={(type) => edit(parameter.id, { type })}
            />
          </div>
          <TextField
            label={t('What it is')}
            path={`${path}.parameters.${index}.description`}
            value={parameter.description}
            maxLength={500}
            placeholder={t('The number on the order, eight digits')}
            onChange={(description) => edit(parameter.id, { description }, 'description')}
          />
          <SwitchField
            label={t('Must be given')}
            checked={parameter.required}
            onChange={(required) => edit(parameter.id, { required })}
          />
        </>
      )}
    </ListField>
  )
}

function Headers({ tool, path, change }: ToolProps) {
  const edit = (id: string, changes: { name?: string; value?: string }, field: string) =>
    change(
      {
        headers: tool.headers.map((other) => (other.id === id ? { ...other, ...changes } : other)),
      },
      `headers.${id}.${field}`,
    )
  return (
    <ListField
      label={t('Headers')}
      path={`${path}.headers`}
      noun={t('header')}
      items={tool.headers}
      max={30}
      create={() => ({ id: newId('h'), name: '', value: '' })}
      onChange={(headers) => change({ headers })}
    >
      {(header, index) => (
        <div className="row-cells">
          <TextField
            label={t('Name')}
            path={`${path}.headers.${index}.name`}
            value={header.name}
            maxLength={100}
            placeholder="X-Shop"
            mono
            onChange={(name) => edit(header.id, { name }, 'name')}
          />
          <TemplateField
            label={t('Value')}
            path={`${path}.headers.${index}.value`}
            value={header.value}
            singleLine
            onChange={(value) => edit(header.id, { value }, 'value')}
          />
        </div>
      )}
    </ListField>
  )
}
