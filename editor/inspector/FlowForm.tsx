import { useDeferredValue, useMemo, useRef } from 'react'
import { valuesAt } from '#shared/compile/valuesAt.ts'
import { type FlowSettings, type FlowVariable, variableTypes } from '#shared/flow/flow.ts'
import { FormContext, once } from '../fields/FormContext.ts'
import { ListField } from '../fields/ListField.tsx'
import { NumberField } from '../fields/NumberField.tsx'
import { SelectField } from '../fields/SelectField.tsx'
import { SwitchField } from '../fields/SwitchField.tsx'
import { TemplateField } from '../fields/TemplateField.tsx'
import { TextField } from '../fields/TextField.tsx'
import { TimezoneField } from '../fields/TimezoneField.tsx'
import { VoiceField } from '../fields/VoiceField.tsx'
import { languageHint } from '../fields/VoicingFields.tsx'
import { t } from '../i18n/t.ts'
import { useMark } from '../search/useMark.ts'
import { useEditor, useEditorStore } from '../state/EditorContext.ts'
import { VariableName } from './VariableName.tsx'
import { VariableUses } from './VariableUses.tsx'

const typeTitles = (): Readonly<Record<FlowVariable['type'], string>> => ({
  text: t('Text'),
  number: t('Number'),
  boolean: t('Yes or no'),
  date: t('Date'),
  list: t('List'),
})

const nothing = () => {}

/** Settings and variables of the whole flow. */
export function FlowForm() {
  const store = useEditorStore()
  const settings = useEditor((state) => state.flow.settings)
  const variables = useEditor((state) => state.flow.variables)
  const diagnostics = useEditor((state) => state.diagnostics)
  const flow = useDeferredValue(useEditor((state) => state.flow))
  const values = useMemo(() => once(() => valuesAt(flow, '')), [flow])
  const form = useRef<HTMLDivElement>(null)
  useMark(form, null, nothing)
  const scope = useMemo(
    () => ({
      problems: diagnostics.filter((one) => one.nodeId === undefined),
      nodeId: null,
      values,
      variables,
      seal: () => store.getState().seal(),
    }),
    [diagnostics, values, variables, store],
  )
  const set = (changes: Partial<FlowSettings>) =>
    store
      .getState()
      .apply(
        { type: 'settings', settings: { ...settings, ...changes } },
        { key: `settings ${Object.keys(changes).join()}` },
      )
  return (
    <FormContext value={scope}>
      <div ref={form} className="inspector-body form">
        <h2 className="inspector-title">{t('This flow')}</h2>
        <TextField
          label={t('Language')}
          path="settings.language"
          value={settings.language}
          maxLength={35}
          placeholder="en-US"
          hint={languageHint(settings.language)}
          onChange={(language) => set({ language })}
        />
        <VoiceField
          path="settings.voice"
          value={settings.voice}
          usual={t('Standard')}
          usualVoice=""
          language={settings.language}
          onChange={(voice) => set({ voice })}
        />
        <TimezoneField
          label={t('Time zone')}
          path="settings.timezone"
          value={settings.timezone}
          onChange={(timezone) => set({ timezone })}
        />
        <NumberField
          label={t('Longest call')}
          path="settings.longestCall"
          value={settings.longestCall}
          min={10}
          max={43_200}
          unit={t('seconds')}
          onChange={(longestCall) => set({ longestCall })}
        />
        <TemplateField
          label={t('When something unexpected happens, say')}
          path="settings.errorText"
          value={settings.errorText}
          maxLength={1_000}
          hint={t('Then the call ends. Callers never hear silence.')}
          onChange={(errorText) => set({ errorText })}
        />
        <div className="inspector-section">
          <Variables variables={variables} />
        </div>
      </div>
    </FormContext>
  )
}

function Variables({ variables }: { readonly variables: readonly FlowVariable[] }) {
  const store = useEditorStore()
  const apply = (next: readonly FlowVariable[], key?: string) =>
    store.getState().apply({ type: 'variables', variables: next }, key ? { key } : {})
  // Variables have no ids: their place is what stays while a name is typed.
  const items = variables.map((variable, index) => ({ id: String(index), variable }))
  const change = (at: number, changes: Partial<FlowVariable>, word: string) =>
    apply(
      variables.map((other, index) => (index === at ? { ...other, ...changes } : other)),
      `variables ${at} ${word}`,
    )
  return (
    <ListField
      label={t('Variables')}
      path="variables"
      noun={t('variable')}
      items={items}
      max={500}
      hint={t('What the flow remembers during a call: {example}.', { example: '{{ vars.name }}' })}
      create={(): { id: string; variable: FlowVariable } => ({
        id: String(variables.length),
        variable: { name: freeVariable(variables), type: 'text', default: '', sensitive: false },
      })}
      onChange={(next) => apply(next.map((item) => item.variable))}
    >
      {({ variable }, index) => (
        <>
          <div className="variable-row">
            <VariableName name={variable.name} index={index} />
            <SelectField
              label={t('Kind')}
              path={`variables.${index}.type`}
              value={variable.type}
              options={variableTypes.map((value) => ({ value, title: typeTitles()[value] }))}
              onChange={(type) => change(index, { type }, 'type')}
            />
          </div>
          <TextField
            label={t('At the start of a call')}
            path={`variables.${index}.default`}
            value={variable.default}
            maxLength={2_000}
            placeholder={t('empty')}
            onChange={(value) => change(index, { default: value }, 'default')}
          />
          <VariableUses name={variable.name} />
          <SwitchField
            label={t('Hide it in every list and log')}
            checked={variable.sensitive}
            onChange={(sensitive) => change(index, { sensitive }, 'sensitive')}
          />
        </>
      )}
    </ListField>
  )
}

function freeVariable(variables: readonly FlowVariable[]): string {
  for (let number = 1; ; number += 1) {
    const name = `value_${number}`
    if (variables.every((variable) => variable.name !== name)) return name
  }
}
