import { Suspense } from 'react'
import { defineFace, type FormProps } from '#editor/fields/face.tsx'
import { ListField } from '#editor/fields/ListField.tsx'
import { TemplateField } from '#editor/fields/TemplateField.tsx'
import { TextField } from '#editor/fields/TextField.tsx'
import { VariableField } from '#editor/fields/VariableField.tsx'
import { t } from '#editor/i18n/t.ts'
import { lazyPart } from '#editor/shell/lazyPart.tsx'
import { newId } from '#editor/state/newId.ts'
import { type SubflowData, subflow } from './subflow.ts'

type Form = FormProps<SubflowData>

function Inputs({ data, set }: Form) {
  const change = (id: string, changes: Partial<SubflowData['inputs'][number]>, word: string) =>
    set(
      'inputs',
      data.inputs.map((other) => (other.id === id ? { ...other, ...changes } : other)),
      `inputs.${id}.${word}`,
    )
  return (
    <ListField
      label={t('Inputs')}
      path="inputs"
      noun={t('input')}
      items={data.inputs}
      max={50}
      hint={t('Values for variables of that flow.')}
      create={() => ({ id: newId('i'), variable: '', value: '' })}
      onChange={(inputs) => set('inputs', inputs)}
    >
      {(input, index) => (
        <div className="row-cells">
          <TextField
            label={t('Its variable')}
            path={`inputs.${index}.variable`}
            value={input.variable}
            maxLength={60}
            placeholder="clinic"
            mono
            onChange={(variable) => change(input.id, { variable }, 'variable')}
          />
          <TemplateField
            label={t('Value')}
            path={`inputs.${index}.value`}
            value={input.value}
            maxLength={4_000}
            singleLine
            placeholder="{{ vars.clinic }}"
            onChange={(value) => change(input.id, { value }, 'value')}
          />
        </div>
      )}
    </ListField>
  )
}

function Outputs({ data, set }: Form) {
  const change = (id: string, changes: Partial<SubflowData['outputs'][number]>, word: string) =>
    set(
      'outputs',
      data.outputs.map((other) => (other.id === id ? { ...other, ...changes } : other)),
      `outputs.${id}.${word}`,
    )
  return (
    <ListField
      label={t('Outputs')}
      path="outputs"
      noun={t('output')}
      items={data.outputs}
      max={50}
      hint={t('Variables of that flow that this one wants to know.')}
      create={(): Output => ({ id: newId('o'), name: '', variable: '' })}
      onChange={(outputs) => set('outputs', outputs)}
    >
      {(output, index) => (
        <>
          <div className="row-cells">
            <TextField
              label={t('Its variable')}
              path={`outputs.${index}.variable`}
              value={output.variable}
              maxLength={60}
              placeholder="booking_id"
              mono
              onChange={(variable) => change(output.id, { variable }, 'variable')}
            />
            <TextField
              label={t('Known here as')}
              path={`outputs.${index}.name`}
              value={output.name}
              maxLength={60}
              placeholder="booking_id"
              mono
              onChange={(name) => change(output.id, { name }, 'name')}
            />
          </div>
          <VariableField
            label={t('Also into a variable of this flow')}
            path={`outputs.${index}.into`}
            value={output.into ?? ''}
            none={t('No variable')}
            onChange={(into) =>
              set(
                'outputs',
                data.outputs.map((other) => (other.id === output.id ? going(other, into) : other)),
              )
            }
          />
        </>
      )}
    </ListField>
  )
}

type Output = SubflowData['outputs'][number]

/** An output that goes into a variable; into none when its name is empty. */
const going = ({ id, name, variable }: Output, into: string): Output => ({
  id,
  name,
  variable,
  ...(into === '' ? {} : { into }),
})

function Outcomes({ data, set }: Form) {
  return (
    <ListField
      label={t('Outcomes')}
      path="outcomes"
      noun={t('outcome')}
      items={data.outcomes}
      max={30}
      hint={t('How its End steps end; each is a way out here.')}
      create={() => ({ id: newId('x'), outcome: '' })}
      onChange={(outcomes) => set('outcomes', outcomes)}
    >
      {(one, index) => (
        <TextField
          label={t('Outcome')}
          path={`outcomes.${index}.outcome`}
          value={one.outcome}
          maxLength={60}
          placeholder={t('booked')}
          onChange={(outcome) =>
            set(
              'outcomes',
              data.outcomes.map((other) => (other.id === one.id ? { ...other, outcome } : other)),
              `outcomes.${one.id}.outcome`,
            )
          }
        />
      )}
    </ListField>
  )
}

const SubflowField = lazyPart(
  async () => (await import('#editor/fields/SubflowField.tsx')).SubflowField,
)

export const face = defineFace(subflow, {
  Form: ({ data, set }) => (
    <Suspense fallback={null}>
      <SubflowField
        data={data}
        outcomes={<Outcomes data={data} set={set} />}
        otherwise={
          <>
            <Inputs data={data} set={set} />
            <Outputs data={data} set={set} />
          </>
        }
      />
    </Suspense>
  ),
})
