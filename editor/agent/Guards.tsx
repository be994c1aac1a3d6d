import './agent.css'
import {
  type GuardAction,
  type GuardCheck,
  guardActions,
  guardChecks,
  guardSides,
  personalKinds,
} from '#shared/compile/modelControl.ts'
import type { AgentData, AgentGuard } from '#shared/nodes/agent/agentData.ts'
import type { FormProps } from '../fields/face.tsx'
import { ListField } from '../fields/ListField.tsx'
import { NumberField } from '../fields/NumberField.tsx'
import { PhrasesField } from '../fields/PhrasesField.tsx'
import { SelectField } from '../fields/SelectField.tsx'
import { SwitchField } from '../fields/SwitchField.tsx'
import { TemplateField } from '../fields/TemplateField.tsx'
import { TextField } from '../fields/TextField.tsx'
import { t } from '../i18n/t.ts'
import { newId } from '../state/newId.ts'

const checkTitles = (): Readonly<Record<GuardCheck, string>> => ({
  topics: t('Topics off limits'),
  personal: t('Personal data'),
  injection: t('Tricks to turn the agent'),
  shape: t('Length and markup'),
})
const sideTitles = (): Readonly<Record<AgentGuard['on'], string>> => ({
  caller: t('The caller'),
  agent: t('The agent'),
  both: t('Both'),
})
const actionTitles = (): Readonly<Record<GuardAction, string>> => ({
  stay: t('Go on talking'),
  leave: t('Leave by “Guarded”'),
})
const kindTitles = (): Readonly<Record<AgentGuard['kinds'][number], string>> => ({
  card: t('Card numbers'),
  iban: t('Bank accounts (IBAN)'),
  email: t('E-mail addresses'),
  phone: t('Telephone numbers'),
})

const fresh = (): AgentGuard => ({
  id: newId('g'),
  check: 'topics',
  on: 'caller',
  words: [],
  topic: '',
  kinds: ['card', 'iban'],
  longest: null,
  markup: true,
  say: t('I am sorry, I cannot talk about that here.'),
  action: 'stay',
})

type Change = (changes: Partial<AgentGuard>, field?: string) => void

/** What must not be said in a conversation. */
export function Guards({ data, set }: FormProps<AgentData>) {
  const guards = data.guards ?? []
  return (
    <ListField
      label={t('What must not be said')}
      path="guards"
      noun={t('guard')}
      items={guards}
      max={12}
      hint={t('Each stops something from being said, and has its own sentence for that.')}
      create={fresh}
      onChange={(next) => set('guards', next)}
    >
      {(guard, index) => {
        const change: Change = (changes, field) =>
          set(
            'guards',
            guards.map((other) => (other.id === guard.id ? { ...other, ...changes } : other)),
            field && `guards.${guard.id}.${field}`,
          )
        return <Guard guard={guard} index={index} change={change} />
      }}
    </ListField>
  )
}

interface GuardProps {
  readonly guard: AgentGuard
  readonly index: number
  readonly change: Change
}

function Guard({ guard, index, change }: GuardProps) {
  const path = `guards.${index}`
  return (
    <>
      <div className="agent-group">
        <SelectField
          label={t('Stops')}
          path={`${path}.check`}
          value={guard.check}
          options={guardChecks.map((value) => ({ value, title: checkTitles()[value] }))}
          onChange={(check) => change({ check })}
        />
        <SelectField
          label={t('Said by')}
          path={`${path}.on`}
          value={guard.on}
          options={guardSides.map((value) => ({ value, title: sideTitles()[value] }))}
          onChange={(on) => change({ on })}
        />
      </div>
      <What guard={guard} index={index} change={change} />
      <TemplateField
        label={t('Say instead')}
        path={`${path}.say`}
        value={guard.say}
        maxLength={4_000}
        onChange={(say) => change({ say }, 'say')}
      />
      <SelectField
        label={t('Then')}
        path={`${path}.action`}
        value={guard.action}
        options={guardActions.map((value) => ({ value, title: actionTitles()[value] }))}
        onChange={(action) => change({ action })}
      />
    </>
  )
}

function What({ guard, index, change }: GuardProps) {
  const path = `guards.${index}`
  switch (guard.check) {
    case 'topics':
      return (
        <>
          <PhrasesField
            label={t('Words of guard {number}', { number: index + 1 })}
            path={`${path}.words`}
            phrases={guard.words}
            max={100}
            placeholder={t('Words that are off limits: politics, lawsuit')}
            onChange={(words) => change({ words })}
          />
          <TextField
            label={t('Also let the model judge')}
            path={`${path}.topic`}
            value={guard.topic}
            maxLength={500}
            placeholder={t('Medical advice of any kind')}
            onChange={(topic) => change({ topic }, 'topic')}
          />
        </>
      )
    case 'personal':
      return (
        <fieldset className="agent-group">
          <legend className="visually-hidden">{t('Kinds of personal data')}</legend>
          {personalKinds.map((kind) => (
            <SwitchField
              key={kind}
              label={kindTitles()[kind]}
              checked={guard.kinds.includes(kind)}
              onChange={(on) =>
                change({
                  kinds: on
                    ? [...guard.kinds, kind]
                    : guard.kinds.filter((other) => other !== kind),
                })
              }
            />
          ))}
          <p className="field-hint">
            {t('What a caller says of it is blanked out wherever it would be written down.')}
          </p>
        </fieldset>
      )
    case 'injection':
      return (
        <p className="field-hint">
          {t('Sentences like “ignore your instructions”, in English and German.')}
        </p>
      )
    case 'shape':
      return (
        <>
          <NumberField
            label={t('Longest text')}
            path={`${path}.longest`}
            value={guard.longest ?? 4_000}
            min={10}
            max={4_000}
            unit={t('characters')}
            onChange={(longest) => change({ longest }, 'longest')}
          />
          <SwitchField
            label={t('Also links, tags and code')}
            checked={guard.markup}
            onChange={(markup) => change({ markup })}
          />
        </>
      )
  }
}
