import { type ComponentType, Suspense, useState } from 'react'
import { ConditionField } from '#editor/fields/ConditionField.tsx'
import { useFormScope } from '#editor/fields/FormContext.ts'
import { defineFace, type FormProps } from '#editor/fields/face.tsx'
import { InterruptFields } from '#editor/fields/InterruptFields.tsx'
import { ListenButton } from '#editor/fields/ListenButton.tsx'
import { ListField } from '#editor/fields/ListField.tsx'
import { More } from '#editor/fields/More.tsx'
import { NumberField } from '#editor/fields/NumberField.tsx'
import { PhrasesField } from '#editor/fields/PhrasesField.tsx'
import { SelectField } from '#editor/fields/SelectField.tsx'
import { SwitchField } from '#editor/fields/SwitchField.tsx'
import { TemplateField } from '#editor/fields/TemplateField.tsx'
import { TextField } from '#editor/fields/TextField.tsx'
import { t } from '#editor/i18n/t.ts'
import { lazyPart } from '#editor/shell/lazyPart.tsx'
import { newId } from '#editor/state/newId.ts'
import { fieldTypes } from '#shared/compile/program.ts'
import { type AgentData, agent } from './agent.ts'

type Form = FormProps<AgentData>
type FieldType = (typeof fieldTypes)[number]

const typeTitles = (): Readonly<Record<FieldType, string>> => ({
  text: t('Text'),
  number: t('Number'),
  date: t('Date'),
  time: t('Time'),
  phone: t('Phone number'),
  yesno: t('Yes or no'),
})

function Values({ data, set }: Form) {
  const change = (id: string, changes: Partial<AgentData['collect'][number]>, field?: string) =>
    set(
      'collect',
      data.collect.map((other) => (other.id === id ? { ...other, ...changes } : other)),
      field,
    )
  return (
    <ListField
      label={t('Values to find out')}
      path="collect"
      noun={t('value')}
      items={data.collect}
      max={30}
      hint={t('Later steps can use each one, for example {example}.', {
        example: '{{ nodes.book_a_visit.date }}',
      })}
      create={() => ({
        id: newId('v'),
        name: '',
        type: 'text' as const,
        description: '',
        required: true,
      })}
      onChange={(collect) => set('collect', collect)}
    >
      {(field, index) => (
        <>
          <div className="row-cells">
            <TextField
              label={t('Name')}
              path={`collect.${index}.name`}
              value={field.name}
              maxLength={60}
              placeholder="party_size"
              mono
              onChange={(name) => change(field.id, { name }, `collect.${field.id}.name`)}
            />
            <SelectField
              label={t('Kind')}
              path={`collect.${index}.type`}
              value={field.type}
              options={fieldTypes.map((value) => ({ value, title: typeTitles()[value] }))}
              onChange={(type) => change(field.id, { type })}
            />
          </div>
          <TextField
            label={t('What it is')}
            path={`collect.${index}.description`}
            value={field.description}
            maxLength={500}
            placeholder={t('How many people will come')}
            onChange={(description) =>
              change(field.id, { description }, `collect.${field.id}.description`)
            }
          />
          <SwitchField
            label={t('Must be known before leaving')}
            checked={field.required}
            onChange={(required) => change(field.id, { required })}
          />
        </>
      )}
    </ListField>
  )
}

function Exits({ data, set }: Form) {
  const change = (id: string, changes: Partial<AgentData['exits'][number]>, field?: string) =>
    set(
      'exits',
      data.exits.map((other) => (other.id === id ? { ...other, ...changes } : other)),
      field,
    )
  return (
    <ListField
      label={t('Ways out')}
      path="exits"
      noun={t('exit')}
      items={data.exits}
      max={20}
      hint={t('Each exit is a port on the canvas: what has happened when the agent is done.')}
      create={() => ({ id: newId('x'), name: '', description: '', phrases: [] })}
      onChange={(exits) => set('exits', exits)}
    >
      {(exit, index) => (
        <>
          <TextField
            label={t('Name')}
            path={`exits.${index}.name`}
            value={exit.name}
            maxLength={60}
            placeholder={t('Booked')}
            onChange={(name) => change(exit.id, { name }, `exits.${exit.id}.name`)}
          />
          <TextField
            label={t('When to leave this way')}
            path={`exits.${index}.description`}
            value={exit.description}
            maxLength={1_000}
            placeholder={t('The caller has agreed to a date and a time')}
            onChange={(description) =>
              change(exit.id, { description }, `exits.${exit.id}.description`)
            }
          />
          <PhrasesField
            label={t('Phrases of exit {number}', { number: index + 1 })}
            path={`exits.${index}.phrases`}
            phrases={exit.phrases}
            placeholder={t('What the caller may say: a person please')}
            onChange={(phrases) => change(exit.id, { phrases })}
          />
          <ExitMore exit={exit} index={index} change={change} />
        </>
      )}
    </ListField>
  )
}

interface ExitMoreProps {
  readonly exit: AgentData['exits'][number]
  readonly index: number
  readonly change: (
    id: string,
    changes: Partial<AgentData['exits'][number]>,
    field?: string,
  ) => void
}

/** What most exits do without. */
function ExitMore({ exit, index, change }: ExitMoreProps) {
  return (
    <More title={t('Rule and return')}>
      <p className="field-label">{t('Leave at once, without asking the model, when')}</p>
      <ConditionField
        noun={t('exit {number}', { number: index + 1 })}
        path={`exits.${index}.when`}
        value={exit.when ?? ''}
        onChange={(when, _words, word) =>
          change(exit.id, { when }, word && `exits.${exit.id}.when.${word}`)
        }
      />
      <SwitchField
        label={t('The conversation goes on afterwards')}
        hint={t(
          'Wire the steps behind this exit back to the agent: it then knows what they found.',
        )}
        checked={exit.returns ?? false}
        onChange={(returns) => change(exit.id, { returns })}
      />
    </More>
  )
}

const Guards = lazyPart(async () => (await import('#editor/agent/Guards.tsx')).Guards)
const Tools = lazyPart(async () => (await import('#editor/agent/Tools.tsx')).Tools)
const Documents = lazyPart(async () => (await import('#editor/agent/Documents.tsx')).Documents)
const ModelLimits = lazyPart(
  async () => (await import('#editor/agent/ModelLimits.tsx')).ModelLimits,
)

interface PanelProps extends Form {
  readonly title: string
  /** Keys of the data that it shows. */
  readonly paths: readonly (keyof AgentData)[]
  readonly count?: number
  readonly Panel: ComponentType<Form>
}

/** A part that most agents leave alone: loaded when it is opened. */
function Panel({ title, paths, count = 0, Panel: Inner, ...form }: PanelProps) {
  const [wasOpened, setOpened] = useState(false)
  const hasProblem = useFormScope().problems.some(({ path = '' }) =>
    paths.some((own) => path.startsWith(`${own}.`)),
  )
  const isOpen = wasOpened || hasProblem
  const full = count > 0 ? t('{title} ({count, number})', { title, count }) : title
  return (
    <More title={full} onOpen={() => setOpened(true)} {...(hasProblem ? { isOpen: true } : {})}>
      {isOpen && (
        <Suspense fallback={null}>
          <Inner {...form} />
        </Suspense>
      )}
    </More>
  )
}

function Limits({ data, set }: Form) {
  const [isOpen, setOpen] = useState(false)
  return (
    <More title={t('Advanced')} onOpen={() => setOpen(true)}>
      {isOpen && (
        <Suspense fallback={null}>
          <ModelLimits data={data} set={set} />
        </Suspense>
      )}
      <div className="form-row">
        <NumberField
          label={t('Most turns')}
          path="turns"
          value={data.turns}
          min={1}
          max={100}
          hint={t('Then “Too many turns”.')}
          onChange={(turns) => set('turns', turns, 'turns')}
        />
        <NumberField
          label={t('Model may take')}
          path="timeout"
          value={data.timeout}
          min={1}
          max={60}
          unit={t('seconds')}
          hint={t('Then “Failed”.')}
          onChange={(timeout) => set('timeout', timeout, 'timeout')}
        />
      </div>
      <NumberField
        label={t('Wait for an answer')}
        path="silence"
        value={data.silence}
        min={1}
        max={60}
        unit={t('seconds')}
        onChange={(silence) => set('silence', silence, 'silence')}
      />
      <TemplateField
        label={t('When the caller was silent')}
        path="retryText"
        value={data.retryText}
        maxLength={4_000}
        onChange={(text) => set('retryText', text, 'retryText')}
      />
      <InterruptFields data={data} set={set} />
      <SwitchField
        label={t('Begin to think early')}
        hint={t(
          'The model is asked as soon as the caller falls silent, which saves up to half a second. When the caller goes on, that request was in vain, and is paid for.',
        )}
        checked={data.early !== false}
        onChange={(early) => set('early', early)}
      />
    </More>
  )
}

export const face = defineFace(agent, {
  Form: ({ data, set }) => (
    <>
      <TemplateField
        label={t('Task')}
        path="prompt"
        value={data.prompt}
        maxLength={20_000}
        placeholder={t(
          'Find out who is calling, why, and when they can come. Be short and friendly.',
        )}
        hint={t('Say what to find out or do, as you would tell a new colleague.')}
        onChange={(prompt) => set('prompt', prompt, 'prompt')}
      />
      <TemplateField
        label={t('First sentence')}
        path="greeting"
        value={data.greeting}
        maxLength={4_000}
        placeholder={t('Of course. For which day?')}
        hint={t('Empty lets the agent begin in its own words.')}
        aside={<ListenButton text={data.greeting} />}
        onChange={(greeting) => set('greeting', greeting, 'greeting')}
      />
      <Values data={data} set={set} />
      <Exits data={data} set={set} />
      <TemplateField
        label={t('What it may know')}
        path="knowledge"
        value={data.knowledge}
        maxLength={100_000}
        placeholder={t('We are open Monday to Friday, 8 to 6. Parking is behind the house.')}
        hint={t('Facts it may use to answer. It is told not to invent others.')}
        onChange={(knowledge) => set('knowledge', knowledge, 'knowledge')}
      />
      <Panel
        title={t('Documents')}
        paths={['documents']}
        count={data.documents?.length ?? 0}
        Panel={Documents}
        data={data}
        set={set}
      />
      <Panel
        title={t('Tools')}
        paths={['tools', 'flows', 'servers']}
        count={
          (data.tools?.length ?? 0) +
          (data.flows?.length ?? 0) +
          (data.servers ?? []).reduce((sum, { tools }) => sum + tools.length, 0)
        }
        Panel={Tools}
        data={data}
        set={set}
      />
      <Panel
        title={t('Guardrails')}
        paths={['guards']}
        count={data.guards?.length ?? 0}
        Panel={Guards}
        data={data}
        set={set}
      />
      <Limits data={data} set={set} />
    </>
  ),
})
