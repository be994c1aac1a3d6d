import type { WebhookData } from '../../nodes/webhook/webhook.ts'
import { silence } from '../Drawing.ts'
import { isRecord, toBoolean, toList, toText } from '../text/values.ts'
import type { Converted, Job } from './Job.ts'
import { promptOf, voicingOf } from './speak.ts'

interface Parameter {
  readonly key: string
  readonly value: string
}

/** The parameters of a request: a list of keys and values, or an object. */
function parametersOf(job: Job): readonly Parameter[] {
  const given = job.property('parameters')
  const pairs = isRecord(given)
    ? Object.entries(given)
    : toList(given).map((one): [string, unknown] =>
        isRecord(one) ? [toText(one['key']).trim(), one['value']] : ['', ''],
      )
  return pairs.slice(0, 1_000).flatMap(([key, value], index) => {
    if (key === '') {
      job.how.push(`parameter ${index + 1} has no name and is left out`)
      return []
    }
    const at = isRecord(given) ? `parameters.${key}` : `parameters.${index}.value`
    const text = isRecord(value) || Array.isArray(value) ? JSON.stringify(value) : value
    return [{ key: key.slice(0, 100), value: job.text(text, at, 4_000) }]
  })
}

/** Parameters as fields; those that do not fit are told. */
function fieldsFor(job: Job, parameters: readonly Parameter[]) {
  const { drawing } = job.context
  if (parameters.length > 100) job.how.push('only the first 100 parameters are sent')
  return parameters
    .slice(0, 100)
    .map(({ key, value }) => ({ id: drawing.optionId('f'), name: key, value }))
}

/** make-http-request: a webhook. */
export function convertRequest(job: Job): Converted {
  const method = methodOf(job)
  const parameters = parametersOf(job)
  const hasBody = job.property('body') !== undefined
  // Says nothing about a request without a body.
  job.property('content_type')
  if (hasBody && method === 'GET') job.how.push('a GET is sent without its body')
  if (hasBody && method !== 'GET' && parameters.length > 0) {
    job.how.push('the parameters are left out beside the body')
  }
  if (toBoolean(job.property('add_twilio_auth'))) job.how.push('no Twilio credentials are sent')
  const noBody: Body = { body: { type: 'fields', fields: [] } }
  const { body, contentType } = method === 'GET' ? noBody : bodyOf(job, parameters)
  const node = job.node('webhook', {
    method,
    url: addressOf(job, method === 'GET' ? parameters : []),
    headers:
      contentType === undefined
        ? []
        : [{ id: job.context.drawing.optionId('h'), name: 'Content-Type', value: contentType }],
    body,
    timeout: 10,
  })
  return job.done(node, requestExits(job, node))
}

function methodOf(job: Job): string {
  const given = toText(job.property('method')).toUpperCase() || 'GET'
  if (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(given)) return given
  job.how.push(`it sends POST instead of ${given.slice(0, 40)}`)
  return 'POST'
}

/** The address with the parameters of a GET. */
function addressOf(job: Job, parameters: readonly Parameter[]): string {
  const url = job.text(job.property('url'), 'url', 2_000)
  const query = parameters.map(queryOf).join('&')
  const full = query === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`
  if (full.length <= 2_000) return full
  job.how.push('the parameters are left out: with them the address is too long')
  return url
}

interface Body {
  readonly body: WebhookData['body']
  /** What is sent that is neither JSON nor a form of ours. */
  readonly contentType?: string
}

function bodyOf(job: Job, parameters: readonly Parameter[]): Body {
  const contentType = toText(job.property('content_type')).trim()
  const body = toText(job.property('body'))
  const isJson = /json/i.test(contentType)
  if (body === '') {
    return { body: { type: isJson ? 'fields' : 'form', fields: fieldsFor(job, parameters) } }
  }
  const isOpen = contentType === '' && /^\s*[[{](?![{%])/.test(body)
  if (isJson || isOpen) return { body: { type: 'json', text: job.text(body, 'body', 20_000) } }
  const form = contentType === '' || /form/i.test(contentType) ? formOf(job, body) : null
  if (form) return { body: { type: 'form', fields: fieldsFor(job, form) } }
  return {
    body: { type: 'json', text: job.text(body, 'body', 20_000) },
    contentType: contentType.slice(0, 200) || 'application/x-www-form-urlencoded',
  }
}

/** run-function and other requests to Twilio's own servers: a webhook to the same address. */
export function convertFunction(job: Job): Converted {
  const url = toText(job.property('url'))
  job.property('service_sid', 'environment_sid', 'function_sid')
  job.how.push(
    url === ''
      ? 'the function has no address in the file: fill it in'
      : 'the function is asked at its address, without Twilio’s signature',
  )
  const parameters = parametersOf(job)
  const node = job.node('webhook', {
    method: 'POST',
    url: job.text(url, 'url', 2_000),
    headers: [],
    body: { type: 'form', fields: fieldsFor(job, parameters) },
    timeout: 10,
  })
  return job.done(node, requestExits(job, node))
}

function requestExits(job: Job, node: string) {
  const failed = job.on('failed', 'fail', 'failure', 'error')
  return [
    { node, port: 'ok', to: job.on('success') },
    { node, port: 'failed', to: failed },
    { node, port: 'timeout', to: failed },
  ]
}

const queryOf = ({ key, value }: Parameter): string =>
  `${encodeURIComponent(key.toWellFormed())}=${value.includes('{') ? value.replace(/\s*-?\}\}/g, ' | url_encode }}') : encodeURIComponent(value.toWellFormed())}`

/** `a=1&b=2` as fields; null for what is no such list. */
function formOf(job: Job, body: string): readonly Parameter[] | null {
  const parts = pairsIn(body).map((pair) => /^([^={}]{1,100})=([\s\S]*)$/.exec(pair.trim()))
  if (parts.length === 0 || parts.length > 100 || parts.includes(null)) return null
  return parts.map((part, index) => ({
    key: decoded(part?.[1] ?? '').trim(),
    value: job.text(decoded(part?.[2] ?? ''), `body.${index}`, 4_000),
  }))
}

/** Parts between `&`, but not inside a template. */
const pairsIn = (body: string): readonly string[] =>
  body.match(/(?:\{\{[^{}]*\}\}|\{%[^{}]*%\}|[^&])+/g) ?? []

/** A part of a form as it was before it was written as one; outside of templates only. */
const decoded = (text: string): string =>
  /%[0-9a-f]{2}/i.test(text) && !text.includes('{')
    ? text.replace(/(?:%[0-9a-f]{2})+/gi, decodeOrKeep)
    : text

function decodeOrKeep(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** connect-call-to: a transfer; every way it can end leads where the source goes on. */
export function convertConnect(job: Job): Converted {
  const { drawing } = job.context
  const noun = toText(job.property('noun')).toLowerCase() || 'number'
  const isSip = noun === 'sip'
  const to = toText(isSip ? job.property('sip_endpoint', 'to') : job.property('to', 'sip_endpoint'))
  const moved = job.text(to, isSip ? 'sip_endpoint' : 'to', 3_000)
  const addresses = (moved.includes('{') ? [moved] : moved.split(','))
    .map((one) => one.trim().slice(0, 290))
    .slice(0, 20)
  if (
    ['client', 'conference', 'sim'].includes(noun) ||
    !['number', 'number-multi', 'sip'].includes(noun)
  ) {
    job.how.push(`a SIP address stands for the ${noun}: put in where it can be reached`)
  }
  if (job.property('sip_username', 'sip_password') !== undefined) {
    job.how.push('the SIP user name and password are left out: the trunk has its own')
  }
  const isNumber = noun.startsWith('number')
  const node = job.node('transfer', {
    targets: addresses.map((address) => ({
      id: drawing.optionId('t'),
      type: isNumber ? 'number' : 'sip',
      address:
        isNumber || address === '' || /^(sips?:|\{\{)/i.test(address)
          ? address
          : `sip:${address.replace(/^client:/, '').replace(/\s+/g, '_')}`,
    })),
    order: 'atOnce',
    callerId: job.text(job.property('caller_id'), 'caller_id', 100),
    ringTime: Math.round(job.number(30, [5, 600], 'timeout')),
    timeLimit: Math.round(job.number(14_400, [10, 43_200], 'time_limit')),
    whisper: '',
    record: toBoolean(job.property('record')),
  })
  const done = job.on('callCompleted', 'callComplete', 'completed')
  noteHangup(job)
  return job.done(node, [
    { node, port: 'completed', to: done },
    { node, port: 'noAnswer', to: job.on('noAnswer') ?? done },
    { node, port: 'busy', to: job.on('busy') ?? done },
    { node, port: 'failed', to: job.on('failed', 'callFailure') ?? done },
  ])
}

/** record-voicemail: a voicemail. */
export function convertVoicemail(job: Job): Converted {
  const finish = toText(job.widget.properties['finish_on_key'])
  job.property('finish_on_key')
  if (finish.length > 1) job.how.push(`only ${finish[0]} ends the message, of ${finish}`)
  if (toBoolean(job.property('transcribe'))) job.how.push('the message is not transcribed')
  if (toText(job.property('trim')) !== '') job.how.push('silence is not cut off the message')
  if (job.property('recording_status_callback_url', 'transcription_callback_url') !== undefined) {
    job.how.push('nobody is told about the recording: add a webhook behind it')
  }
  job.property('transcription_callback_url')
  const beep = job.property('play_beep', 'beep')
  const prompt =
    job.widget.properties['say'] || job.widget.properties['play'] ? promptOf(job) : silence
  const node = job.node('voicemail', {
    prompt,
    maxLength: Math.round(job.number(3_600, [1, 3_600], 'max_length')),
    silence: job.number(5, [1, 60], 'timeout'),
    finishOnKey: /^[0-9*#]/.test(finish) ? (finish[0] ?? '') : '',
    beep: beep === undefined || toBoolean(beep),
    ...voicingOf(job),
  })
  const recorded = job.on('recordingComplete', 'recorded', 'success')
  const hangup = job.on('hangup')
  // A caller who hangs up while speaking has left a message.
  const isLost = hangup?.next != null && hangup.next !== recorded?.next
  if (isLost) job.lost.set(hangup, 'a message that ends by hanging up leaves by “Recorded”')
  return job.done(node, [
    { node, port: 'recorded', to: recorded },
    ...(hangup && !isLost ? [{ node, port: 'recorded', to: hangup }] : []),
    { node, port: 'silent', to: job.on('noAudio', 'timeout') },
  ])
}

function noteHangup(job: Job): void {
  const hangup = job.on('hangup')
  if (hangup?.next != null) job.lost.set(hangup, 'after the caller has hung up nothing runs')
}
