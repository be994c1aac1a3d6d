import { Suspense, useMemo } from 'react'
import { defineFace, type FormProps } from '#editor/fields/face.tsx'
import { ListField } from '#editor/fields/ListField.tsx'
import { More } from '#editor/fields/More.tsx'
import { NumberField } from '#editor/fields/NumberField.tsx'
import { SelectField } from '#editor/fields/SelectField.tsx'
import { SwitchField } from '#editor/fields/SwitchField.tsx'
import { TemplateField } from '#editor/fields/TemplateField.tsx'
import { TextField } from '#editor/fields/TextField.tsx'
import { valueNameFor } from '#editor/fields/valueNameFor.ts'
import { t } from '#editor/i18n/t.ts'
import { lazyPart } from '#editor/shell/lazyPart.tsx'
import { newId } from '#editor/state/newId.ts'
import { printJsonPath } from '#shared/text/jsonPath.ts'
import { methods, type WebhookData, webhook } from './webhook.ts'

type Form = FormProps<WebhookData>
interface Pair {
  readonly id: string
  readonly name: string
  readonly value: string
}

interface PairsProps {
  readonly label: string
  readonly noun: string
  readonly path: string
  readonly max: number
  readonly hint: string
  readonly example: readonly [name: string, value: string]
  readonly pairs: readonly Pair[]
  readonly onChange: (pairs: Pair[], field?: string) => void
}

/** Names with values, such as the fields of a body. */
function Pairs({ label, noun, path, max, hint, example, pairs, onChange }: PairsProps) {
  const change = (pair: Pair, changes: Partial<Pair>, word: string) =>
    onChange(
      pairs.map((other) => (other.id === pair.id ? { ...other, ...changes } : other)),
      `${path}.${pair.id}.${word}`,
    )
  return (
    <ListField
      label={label}
      path={path}
      noun={noun}
      items={pairs}
      max={max}
      hint={hint}
      create={() => ({ id: newId('p'), name: '', value: '' })}
      onChange={(next) => onChange(next)}
    >
      {(pair, index) => (
        <div className="row-cells">
          <TextField
            label={t('Name')}
            path={`${path}.${index}.name`}
            value={pair.name}
            maxLength={100}
            placeholder={example[0]}
            mono
            onChange={(name) => change(pair, { name }, 'name')}
          />
          <TemplateField
            label={t('Value')}
            path={`${path}.${index}.value`}
            value={pair.value}
            singleLine
            placeholder={example[1]}
            onChange={(value) => change(pair, { value }, 'value')}
          />
        </div>
      )}
    </ListField>
  )
}

function Body({ data, set }: Form) {
  const { body } = data
  if (body.type === 'json') {
    return (
      <TemplateField
        label={t('Body (JSON)')}
        path="body.text"
        value={body.text}
        maxLength={20_000}
        mono
        placeholder={'{ "caller": "{{ call.from }}" }'}
        onChange={(text) => set('body', { type: 'json', text }, 'body.text')}
      />
    )
  }
  return (
    <Pairs
      label={t('Fields to send')}
      noun={t('field')}
      path="body.fields"
      max={100}
      hint={
        body.type === 'form' ? t('Sent as a web form.') : t('Sent as JSON. Numbers stay numbers.')
      }
      example={['caller', '{{ call.from }}']}
      pairs={body.fields}
      onChange={(fields, field) => set('body', { type: body.type, fields }, field)}
    />
  )
}

interface AsFormProps extends Pick<Form, 'set'> {
  readonly body: Exclude<WebhookData['body'], { type: 'json' }>
}

/** Older systems read forms, not JSON. */
function AsForm({ body, set }: AsFormProps) {
  return (
    <SwitchField
      label={t('Send the fields as a web form')}
      hint={t('For systems that do not read JSON.')}
      checked={body.type === 'form'}
      onChange={(form) => set('body', { type: form ? 'form' : 'fields', fields: body.fields })}
    />
  )
}

const TestRequest = lazyPart(
  async () => (await import('#editor/fields/TestRequest.tsx')).TestRequest,
)

const CredentialField = lazyPart(
  async () => (await import('#editor/fields/CredentialField.tsx')).CredentialField,
)

/** Values of the answer that later steps read by a name of their own. */
function Kept({ data, set }: Form) {
  const change = (id: string, changes: Partial<WebhookData['keep'][number]>, word: string) =>
    set(
      'keep',
      data.keep.map((other) => (other.id === id ? { ...other, ...changes } : other)),
      `keep.${id}.${word}`,
    )
  return (
    <ListField
      label={t('Values to hand on')}
      path="keep"
      noun={t('value')}
      items={data.keep}
      max={50}
      hint={t('Parts of the answer under names of their own. A test request shows what there is.')}
      create={() => ({ id: newId('k'), name: '', path: '' })}
      onChange={(keep) => set('keep', keep)}
    >
      {(one, index) => (
        <div className="row-cells">
          <TextField
            label={t('Name')}
            path={`keep.${index}.name`}
            value={one.name}
            maxLength={60}
            placeholder="order_id"
            mono
            onChange={(name) => change(one.id, { name }, 'name')}
          />
          <TextField
            label={t('Place in the answer')}
            path={`keep.${index}.path`}
            value={one.path}
            maxLength={300}
            placeholder="orders[0].id"
            mono
            onChange={(path) => change(one.id, { path }, 'path')}
          />
        </div>
      )}
    </ListField>
  )
}

function Try({ data, set }: Form) {
  const names = useMemo(() => new Map(data.keep.map((one) => [one.path, one.name])), [data.keep])
  return (
    <More title={t('Try it')}>
      <Suspense fallback={null}>
        <TestRequest
          names={names}
          onPick={(place) => {
            const path = printJsonPath(place)
            const known = data.keep.find((one) => one.path === path)
            const taken = ['status', 'body', ...data.keep.map((one) => one.name)]
            set(
              'keep',
              known
                ? data.keep.filter((one) => one !== known)
                : [...data.keep, { id: newId('k'), name: valueNameFor(place, taken), path }],
            )
          }}
        />
      </Suspense>
    </More>
  )
}

export const face = defineFace(webhook, {
  Form: ({ data, set }) => (
    <>
      <TemplateField
        label={t('Address')}
        path="url"
        value={data.url}
        maxLength={2_000}
        singleLine
        mono
        placeholder="https://clinic.example/results"
        hint={
          data.waits
            ? t('The caller waits for the answer; what comes back is {example}.', {
                example: '{{ nodes.<this step>.body }}',
              })
            : ''
        }
        onChange={(url) => set('url', url, 'url')}
      />
      <SelectField
        label={t('Method')}
        path="method"
        value={data.method}
        options={methods.map((value) => ({ value, title: value }))}
        onChange={(method) => set('method', method)}
      />
      {data.method !== 'GET' && <Body data={data} set={set} />}
      <Try data={data} set={set} />
      <SwitchField
        label={t('Wait for the answer')}
        hint={t(
          'Switched off, the call goes on at once, and the request is sent until it arrives.',
        )}
        checked={data.waits}
        onChange={(waits) => set('waits', waits)}
      />
      {data.waits && <Kept data={data} set={set} />}
      <More title={t('Advanced')}>
        <NumberField
          label={data.waits ? t('The caller may wait') : t('Time for one attempt')}
          path="timeout"
          value={data.timeout}
          min={0.5}
          max={30}
          step={0.5}
          unit={t('seconds')}
          hint={
            data.waits
              ? t('Then the call leaves by “Timeout”.')
              : t('Then it is sent again a while later.')
          }
          onChange={(timeout) => set('timeout', timeout, 'timeout')}
        />
        <Suspense fallback={null}>
          <CredentialField
            path="credential"
            value={data.credential ?? ''}
            onChange={(credential) => set('credential', credential)}
          />
        </Suspense>
        <Pairs
          label={t('Headers')}
          noun={t('header')}
          path="headers"
          max={30}
          hint={t('Headers that the other system asks for. Keep keys and tokens as credentials.')}
          example={['X-Clinic', 'north']}
          pairs={data.headers}
          onChange={(headers, field) => set('headers', headers, field)}
        />
        {data.method !== 'GET' && data.body.type !== 'json' && (
          <AsForm body={data.body} set={set} />
        )}
        {data.method !== 'GET' && (
          <SwitchField
            label={t('Write the body as JSON')}
            hint={t('Switching clears what is in the body.')}
            checked={data.body.type === 'json'}
            onChange={(json) =>
              set('body', json ? { type: 'json', text: '' } : { type: 'fields', fields: [] })
            }
          />
        )}
      </More>
    </>
  ),
})
