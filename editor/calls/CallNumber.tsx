import '../fields/field.css'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { callSummarySchema, routes } from '#shared/api/api.ts'
import type { OnVoicemail, StartCall } from '#shared/api/outbound.ts'
import { client, messageOf, request } from '../api/client.ts'
import { queryClient, useFlows, useNumbers } from '../api/queries.ts'
import { voicemailTitles } from '../campaigns/campaignWords.ts'
import { Field } from '../fields/Field.tsx'
import { SelectField } from '../fields/SelectField.tsx'
import { t } from '../i18n/t.ts'
import { formatNumber } from '../numbers/formatNumber.ts'
import { Dialog } from '../shell/Dialog.tsx'
import { CallProgress } from './CallProgress.tsx'

interface CallNumberProps {
  /** What speaks at first; null: what answers the number that calls. */
  readonly flow: string | null
  readonly onClose: () => void
}

/** Calls somebody: who, from which number, and what speaks; then how it goes. */
export function CallNumber({ flow, onClose }: CallNumberProps) {
  const [callId, setCallId] = useState<string | null>(null)
  return (
    <Dialog onClose={onClose} title={t('Call a number')} size={480}>
      {callId === null ? (
        <CallForm flow={flow} onCalled={setCallId} />
      ) : (
        <CallProgress id={callId} onAgain={() => setCallId(null)} onClose={onClose} />
      )}
    </Dialog>
  )
}

interface CallFormProps {
  readonly flow: string | null
  readonly onCalled: (id: string) => void
}

function CallForm({ flow, onCalled }: CallFormProps) {
  const flows = useFlows()
  const numbers = useNumbers()
  const [to, setTo] = useState('')
  const [from, setFrom] = useState('')
  const [flowId, setFlowId] = useState(flow ?? '')
  const [onVoicemail, setOnVoicemail] = useState<OnVoicemail>('ignore')
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const caller = from || (numbers.data?.[0]?.number ?? '')
  const answering = numbers.data?.find(({ number }) => number === caller)
  const runs = flowId === '' ? (answering?.flowId ?? '') : flowId
  const document = useQuery({
    queryKey: ['flowVariables', runs],
    queryFn: async () => (await client.flow(runs)).flow.variables,
    enabled: runs !== '',
  })
  const call = useMutation({
    mutationFn: () => {
      const variables = Object.fromEntries(
        (document.data ?? []).flatMap(({ name }) => {
          const value = values[name]?.trim() ?? ''
          return value === '' ? [] : [[name, value]]
        }),
      )
      const body: StartCall = {
        ...{ to, from: caller, onVoicemail, variables },
        ...(flowId === '' ? {} : { flow: { id: flowId } }),
      }
      return request(callSummarySchema, routes.calls, { method: 'POST', body })
    },
    onSuccess: ({ id }) => {
      void queryClient.invalidateQueries({ queryKey: ['calls'] })
      onCalled(id)
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    call.mutate()
  }
  return (
    <form className="form" onSubmit={submit}>
      <Field
        label={t('Number to call')}
        path="to"
        hint={t('With its country code, or the name of somebody who receives calls in a browser.')}
      >
        {(ids) => (
          <input
            {...ids}
            className="input"
            data-autofocus
            placeholder="+49 30 1234567"
            value={to}
            onChange={({ target }) => setTo(target.value)}
          />
        )}
      </Field>
      <Field label={t('Number that calls')} path="from">
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={caller}
            onChange={({ target }) => setFrom(target.value)}
          >
            {numbers.data?.map(({ number }) => (
              <option key={number} value={number}>
                {formatNumber(number)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('Flow that speaks')} path="flow">
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={flowId}
            onChange={({ target }) => setFlowId(target.value)}
          >
            <option value="">
              {answering?.flowName
                ? t('{flow}, which answers this number', { flow: answering.flowName })
                : t('What answers this number')}
            </option>
            {flows.data?.map(({ id, name }) => (
              <option key={id} value={id}>
                {t('{flow}, the draft', { flow: name })}
              </option>
            ))}
          </select>
        )}
      </Field>
      {(document.data ?? []).map(({ name, type, default: usual }) => (
        <Field key={name} label={name} path={`variables.${name}`}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              type={type === 'date' ? 'date' : 'text'}
              inputMode={type === 'number' ? 'decimal' : 'text'}
              placeholder={usual}
              value={values[name] ?? ''}
              onChange={({ target }) => setValues({ ...values, [name]: target.value })}
            />
          )}
        </Field>
      ))}
      <SelectField
        label={t('When a machine answers')}
        path="onVoicemail"
        value={onVoicemail}
        options={voicemailTitles()}
        onChange={setOnVoicemail}
      />
      {call.isError && (
        <p role="alert" className="field-problem">
          {messageOf(call.error)}
        </p>
      )}
      <div className="popover-actions">
        <button
          type="submit"
          className="top-button top-primary"
          disabled={to.trim() === '' || caller === '' || call.isPending}
        >
          {t('Call')}
        </button>
      </div>
    </form>
  )
}
