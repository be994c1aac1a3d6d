import fc from 'fast-check'

/** Names as people and generators give them: words, spaces, other scripts, words that objects own. */
const names = [
  ...['Trigger', 'main_menu', 'split_1', 'Say-Play 2', 'menú', '挨拶', '1st', 'a', 'A', ''],
  ...['__proto__', 'constructor', 'toString', 'x'.repeat(250), 'emoji 📞', 'מתג'],
]
const name = fc.constantFrom(...names)
const dollar = '$'

const values = [
  ...[
    'Digits',
    'SpeechResult',
    'parsed.a.b',
    'body',
    'status_code',
    'RecordingUrl',
    'inbound.Body',
  ],
]
const path = fc.oneof(
  fc
    .tuple(name, fc.constantFrom(...values))
    .map(([widget, value]) =>
      /^[\w-]+$/.test(widget) ? `widgets.${widget}.${value}` : `widgets["${widget}"].${value}`,
    ),
  fc.constantFrom(
    'trigger.call.From',
    'trigger.call.CallerCity',
    'contact.channel.address',
    'flow.channel.address',
    'flow.variables.count',
    'flow.variables["my var"]',
    'flow.data.user.name',
    'flow.sid',
    'widgets[flow.variables.x].Digits',
    '"now"',
  ),
)
const template = fc
  .tuple(
    path,
    fc.constantFrom(
      '',
      ' | upcase',
      ' | plus: 1',
      ' | default: "x"',
      ' | timezone: "Europe/Berlin" | date: "%H%M"',
      ' | nope',
    ),
    fc.constantFrom('{{', '{{ ', '{{-'),
  )
  .map(([inner, filter, open]) => `${open}${inner}${filter}}}`)

/** What stands in a text property. */
const text = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('Hello.', 'Press 1 for sales.', '1', '', '#', '0', 'true'),
  },
  { weight: 4, arbitrary: template },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '{% if widgets.a.Digits == "1" %}One{% else %}Other{% endif %}',
      '{% assign n = flow.variables.count | plus: 1 %}{{ n }}',
      '{{',
      '{% for x in (1..9999999) %}{{ x }}{% endfor %}',
      'TF_WORKFLOW',
      `${dollar}{hole}`,
      '\u202eright to left',
      '\u0000\u0007',
      '\ud800',
      'x'.repeat(9_000),
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
)
const anything = fc.oneof({ weight: 6, arbitrary: text }, { weight: 1, arbitrary: fc.jsonValue() })
const number = fc.oneof(
  fc.constantFrom<unknown>(0, 1, 5, '5', 3_600, -1, 1e9, 'many', null, [], 2.5),
  text,
)
const yes = fc.constantFrom<unknown>(true, false, 'true', 'false', null, 1)
const pairs = fc.oneof(
  fc.array(fc.record({ key: fc.oneof(name, text), value: anything }, { requiredKeys: ['key'] }), {
    maxLength: 4,
  }),
  fc.dictionary(fc.constantFrom('a', 'b'), anything),
)

const spoken = {
  say: anything,
  play: fc.constantFrom('', 'https://a.example/b.mp3', '{{flow.variables.url}}'),
  loop: number,
  voice: fc.constantFrom('alice', 'Polly.Joanna', 'default', ''),
  language: fc.constantFrom('en-US', 'es-MX', 'en', 'nonsense language', ''),
}

/** Every type with its events and settings. */
const types: Readonly<
  Record<
    string,
    { readonly events: readonly string[]; readonly settings: Record<string, fc.Arbitrary<unknown>> }
  >
> = {
  trigger: {
    events: ['incomingMessage', 'incomingCall', 'incomingRequest', 'incomingParent'],
    settings: {},
  },
  'say-play': { events: ['audioComplete'], settings: { ...spoken, digits: anything } },
  'gather-input-on-call': {
    events: ['keypress', 'speech', 'timeout'],
    settings: {
      ...spoken,
      number_of_digits: number,
      timeout: number,
      finish_on_key: fc.constantFrom('#', '*', '', 'none'),
      stop_gather: yes,
      gather_language: fc.constantFrom('en', 'es-MX'),
      hints: text,
      speech_timeout: fc.constantFrom<unknown>('auto', 3),
      speech_model: text,
      profanity_filter: yes,
    },
  },
  'split-based-on': { events: ['noMatch', 'match'], settings: { input: anything } },
  'set-variables': { events: ['next'], settings: { variables: pairs } },
  'make-http-request': {
    events: ['success', 'failed'],
    settings: {
      method: fc.constantFrom('GET', 'POST', 'TRACE', ''),
      url: anything,
      body: anything,
      content_type: fc.constantFrom(
        'application/json;charset=utf-8',
        'application/x-www-form-urlencoded;charset=utf-8',
        'text/xml',
      ),
      parameters: pairs,
      add_twilio_auth: yes,
    },
  },
  'run-function': {
    events: ['success', 'fail'],
    settings: { url: anything, parameters: pairs, service_sid: text },
  },
  'connect-call-to': {
    events: ['callCompleted', 'hangup'],
    settings: {
      noun: fc.constantFrom('number', 'number-multi', 'client', 'conference', 'sip', 'sim', 'odd'),
      to: anything,
      sip_endpoint: anything,
      caller_id: anything,
      timeout: number,
      record: yes,
    },
  },
  'record-voicemail': {
    events: ['recordingComplete', 'noAudio', 'hangup'],
    settings: {
      ...spoken,
      max_length: number,
      timeout: number,
      transcribe: yes,
      finish_on_key: text,
    },
  },
  'run-subflow': {
    events: ['completed', 'failed'],
    settings: { flow_sid: fc.constantFrom('FW1', '', '{{x}}'), parameters: pairs },
  },
  'send-to-flex': {
    events: ['callComplete', 'failedToEnqueue', 'callFailure'],
    settings: { workflow: text, channel: text, attributes: anything },
  },
  'enqueue-call': { events: ['callComplete'], settings: { queue_name: text } },
  'make-outgoing-call-v2': { events: ['answered', 'busy'], settings: { from: text, to: text } },
  'send-message': { events: ['sent', 'failed'], settings: { body: anything, to: text } },
  'send-and-wait-for-reply': {
    events: ['incomingMessage', 'timeout', 'deliveryFailure'],
    settings: { body: anything, timeout: number },
  },
  'add-twiml-redirect': { events: ['return', 'timeout', 'fail'], settings: { url: anything } },
  'capture-payments': { events: ['success', 'hangup'], settings: { payment_amount: text } },
  'fork-stream': { events: ['next'], settings: { stream_url: anything } },
  'record-call': { events: ['success', 'failed'], settings: { record_call: yes } },
  'connect-virtual-agent-v2': { events: ['return', 'hangup'], settings: { connector: text } },
  'search-customer-profile': { events: ['success'], settings: { query: anything } },
  'banana-split': { events: ['peeled'], settings: { fruit: anything } },
  '': { events: [], settings: {} },
}

const conditionTypes = [
  ...['equal_to', 'not_equal_to', 'matches_any_of', 'does_not_match_any_of', 'is_blank'],
  ...['is_not_blank', 'regex', 'contains', 'does_not_contain', 'starts_with', 'less_than'],
  ...['does_not_start_with', 'greater_than', 'is_before_time', 'is_after_time'],
  ...['is_before_date', 'is_after_date', 'rhymes_with', ''],
]
const condition = fc.record(
  {
    friendly_name: text,
    arguments: fc.oneof(fc.array(anything, { maxLength: 2 }), text),
    type: fc.constantFrom(...conditionTypes),
    value: fc.oneof(
      fc.constantFrom<unknown>(
        '1',
        '1, 2',
        'yes,no,maybe',
        '^(a|b)$',
        '(a+)+$',
        '17:30',
        '2026-12-31',
        7,
      ),
      anything,
    ),
  },
  { requiredKeys: [] },
)

const transition = (events: readonly string[]) =>
  fc.record(
    {
      event: fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(...events, 'match') },
        { weight: 1, arbitrary: text },
      ),
      next: fc.oneof({ weight: 6, arbitrary: name }, { weight: 1, arbitrary: fc.jsonValue() }),
      conditions: fc.array(condition, { maxLength: 3 }),
    },
    { requiredKeys: [] },
  )

const widget = fc.constantFrom(...Object.keys(types)).chain((type) => {
  const { events = [], settings = {} } = types[type] ?? {}
  return fc.record(
    {
      name,
      type: fc.constant(type),
      transitions: fc.array(transition(events), { maxLength: 6 }),
      properties: fc.record(
        {
          ...settings,
          offset: fc.oneof(fc.record({ x: number, y: number }), fc.jsonValue()),
          extra: anything,
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ['type'] },
  )
})

/** Studio definitions as people, programs and mishaps write them. */
export const anyStudio = fc.record({
  description: text,
  initial_state: name,
  states: fc.array(
    fc.oneof({ weight: 12, arbitrary: widget }, { weight: 1, arbitrary: fc.jsonValue() }),
    { maxLength: 14 },
  ),
})
