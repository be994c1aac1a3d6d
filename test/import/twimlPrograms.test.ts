import { describe, expect, it } from 'vitest'
import type { FlowNode } from '#shared/flow/flow.ts'
import { importFlow } from '#shared/import/importFlow.ts'

const dollar = '$'
const read = (text: string, name = 'voice.txt') => {
  const imported = importFlow({ name, text })
  if (!imported.ok) throw new Error(JSON.stringify(imported.error))
  return imported
}

const wordsOf = ({ type, data }: FlowNode): string => {
  const targets = Array.isArray(data['targets'])
    ? data['targets'].map((target) => String(Object(target)['address'])).join(', ')
    : ''
  const words = data['text'] ?? data['prompt'] ?? data['url'] ?? targets
  return `${type} ${String(words)}`.trim()
}
/** Steps of an import in the order in which they are drawn, without Start and End. */
const stepsOf = (text: string, name?: string): readonly string[] =>
  read(text, name)
    .flow.nodes.map(wordsOf)
    .filter((step) => !/^(?:start|end$|end )/.test(step))

const menu = ['ask Press one for the kitchen.', 'say Nothing heard.', 'transfer +12025550123']

describe('a program that builds TwiML', () => {
  it.for<[string, string]>([
    [
      'JavaScript',
      `const { VoiceResponse } = require('twilio').twiml
app.post('/in', (req, res) => {
  const answer = new VoiceResponse() // one call
  const keys = answer.gather({ numDigits: 1, action: '/key' })
  keys.say({ voice: 'alice' }, 'Press one ' + 'for the kitchen.')
  answer.say('Nothing heard.')
  answer.dial({ timeout: 9 }).number('+12025550123')
})`,
    ],
    [
      'Python',
      `from twilio.twiml.voice_response import VoiceResponse, Gather
@app.route("/in")
def inbound():
    answer = VoiceResponse()
    if True:
        keys = Gather(num_digits=1, action=url_for('key'))
        keys.say("Press one "
                 "for the kitchen.", voice='alice')
    answer.append(keys)
    answer.say(NOTHING)
    answer.dial('+12025550123', timeout=9)
NOTHING = "Nothing heard."`,
    ],
    [
      'older Python',
      `r = twiml.Response()
with r.gather(numDigits=1, action="/key") as g:
    g.say("Press one for the kitchen.")
r.addSay("Nothing heard.")
r.dial("+12025550123")`,
    ],
    [
      'PHP',
      `<?php
use Twilio\\TwiML\\VoiceResponse;
$r = new VoiceResponse();
$g = $r->gather(['numDigits' => 1, 'action' => url('/key')]);
$g->say('Press one for the kitchen.', ['voice' => 'alice']);
$r->say("Nothing heard.");
$d = $r->dial('', array('timeout' => 9));
$d->number('+12025550123');
echo $r;`,
    ],
    [
      'Ruby',
      `answer = Twilio::TwiML::VoiceResponse.new do |r|
  r.gather(num_digits: 1, action: '/key') { |g| g.say message: 'Press one for the kitchen.' }
  r.say(message: 'Nothing heard.')
  r.dial timeout: 9 do |d|
    d.number '+12025550123'
  end
end`,
    ],
    [
      'C#',
      `var answer = new VoiceResponse();
answer.Append(new Gather(numDigits: 1, action: new Uri("/key", UriKind.Relative)).Say("Press one for the kitchen.", voice: "alice"));
// answer.Say("Old.");
answer.Say("Nothing heard.").Dial("+12025550123", timeout: 9);`,
    ],
    [
      'Java',
      `Say say = new Say.Builder("Press one for the kitchen.").voice(Say.Voice.ALICE).build();
Gather keys = new Gather.Builder().numDigits(1).inputs(Gather.Input.DTMF).say(say).build();
VoiceResponse.Builder answer = new VoiceResponse.Builder();
answer.gather(keys);
answer.say(new Say.Builder("Nothing heard.").build())
  .dial(new Dial.Builder().number(new Number.Builder("+12025550123").build()).build());`,
    ],
    [
      'Go',
      `keys := &twiml.VoiceGather{NumDigits: "1"}
keys.InnerElements = []twiml.Element{&twiml.VoiceSay{Message: "Press one for the kitchen."}}
xml, err := twiml.Voice([]twiml.Element{keys, &twiml.VoiceSay{Message: "Nothing heard."}, &twiml.VoiceDial{Number: "+12025550123"}})`,
    ],
  ])('in %s is read', ([, text]) => {
    expect(stepsOf(text)).toEqual(menu)
    expect(read(text).flow.nodes[1]?.data).toMatchObject({ maxLength: 1, by: 'keys' })
  })

  it('leads from one answer to another by routes and the names of functions', () => {
    const { flow } = read(`
@app.route("/hello")
def hello():
    r = VoiceResponse()
    r.gather(action=url_for('desk.chosen'))
    r.redirect('/hello')
@app.route("/chosen")
def chosen():
    r = VoiceResponse()
    r.hangup()`)
    const [, gather] = flow.nodes
    const led = flow.edges.filter(({ source }) => source === gather?.id)
    expect(Object.fromEntries(led.map((edge) => [edge.sourceHandle, edge.target]))).toEqual({
      answered: 'Hang_up',
      invalid: gather?.id,
      noInput: gather?.id,
    })
  })

  it('says where the program decides, and what it puts in', () => {
    const { flow, report } = read(`
const r = new VoiceResponse()
if (isOpen) { r.say(\`Hello ${dollar}{guest.name}, you pressed ${dollar}{req.body.Digits}\`) }
else r.say('Closed')`)
    expect(flow.nodes[1]?.data['text']).toBe(
      'Hello {{ vars.guest_name }}, you pressed {{ input.digits }}',
    )
    expect(report.notConverted.map(({ source }) => source)).toContain('{% if (isOpen) %}{% else %}')
  })

  it('is told apart from one that answers text messages', () => {
    const text = 'const r = new MessagingResponse(); r.message("Hi")'
    expect(importFlow({ name: 'a.js', text })).toMatchObject({ ok: false })
  })
})

describe('a document that a program writes', () => {
  it.for<[string, string, readonly string[]]>([
    [
      'in statements',
      `<?php
echo '<?xml version="1.0"?>';
echo '<Response>';
if ($d == 1) {
  echo '<Say>One ' . $name . '.</Say>';
} else {
  echo "<Gather action=\\"k.php\\">"; echo '<Say>Two.</Say>'; echo '</Gather>';
}
echo '</Response>';`,
      ['say One {{ vars.name }}.', 'ask Two.'],
    ],
    [
      'in pieces of Basic',
      'Dim x = "<Response>" & _\n "<Say voice=""alice"">Hi " & name & "</Say>" & _\n "</Response>"',
      ['say Hi {{ vars.name }}'],
    ],
    [
      'in texts behind each other',
      `return ('<Response>'\n  f"<Say>Hi {name}</Say>"\n  '</Response>')`,
      ['say Hi {{ vars.name }}'],
    ],
    [
      'in a format of C',
      'fmt.Fprintf(w, `<Response><Say>Hi %s</Say><Dial>%s</Dial></Response>`, n, to)',
      ['say Hi {{ vars.value_1 }}', 'transfer {{ vars.value_2 }}'],
    ],
    [
      'in a heredoc',
      `$x = <<<XML
<Response><Say>Hi {$user['name']}</Say><Dial>$number</Dial></Response>
XML;`,
      ['say Hi {{ vars.user_name }}', 'transfer {{ vars.number }}'],
    ],
    [
      'with verbs in a hole',
      `x = \`<Response><Say>Hi</Say>${dollar}{late ? '<Hangup/>' : ''}</Response>\``,
      ['say Hi'],
    ],
    [
      'in an address',
      'https://a.example/echo?Twiml=%3CResponse%3E%3CSay%3EHi+you%3C%2FSay%3E%3C%2FResponse%3E',
      ['say Hi you'],
    ],
  ])('%s is put together', ([, text, steps]) => {
    expect(stepsOf(text)).toEqual(steps)
  })

  it('never speaks the marks of its template', () => {
    const { flow, report } = read(
      '<Response>{% if a %}<Gather>{% for b in c %}<Say>{{ b.text|e }}</Say>{% endfor %}</Gather>{% endif %}<Dial>{{#each n}}<Number>{{this.no}}</Number>{{/each}}</Dial></Response>',
      'a.xml',
    )
    expect(flow.nodes.slice(1, 3).map(wordsOf)).toEqual([
      'ask {{ vars.b_text }}',
      'transfer {{ vars.this_no }}',
    ])
    expect(report.notConverted.map(({ path }) => path)).toEqual([
      '/Response/text()',
      '/Response/Gather[1]/text()',
      '/Response/Dial[2]/text()',
    ])
  })
})

describe('a document that is nearly TwiML', () => {
  it.for<[string, string, readonly string[]]>([
    [
      'in small letters',
      '<response><gather numdigits="2"><say>A</say></gather></response>',
      ['ask A'],
    ],
    ['in capitals', '<RESPONSE><SAY VOICE="man">A</SAY></RESPONSE>', ['say A']],
    [
      'of another service',
      '<Response><GetDigits><Speak>A</Speak></GetDigits><Wait length="2"/></Response>',
      ['ask A', 'pause'],
    ],
    ['with an & alone', '<Response><Say>You & me</Say></Response>', ['say You & me']],
    [
      'with entities of a page',
      '<Response><Say>Caf&eacute;&nbsp;&mdash; &Ntilde;and&uacute;</Say></Response>',
      ['say Café — Ñandú'],
    ],
    [
      'with values without quotes',
      '<Response><Gather numDigits=2><Say>A</Say></Gather></Response>',
      ['ask A'],
    ],
    [
      'with values in braces',
      '<Response><Gather numDigits={2}><Say>A</Say></Gather></Response>',
      ['ask A'],
    ],
  ])('%s is read as it was meant, and says so', ([, text, steps]) => {
    const { report } = read(text, 'a.xml')
    expect(stepsOf(text, 'a.xml')).toEqual(steps)
    expect(report.approximated.length).toBeGreaterThan(0)
  })

  it('of another kind is refused', () => {
    const text =
      '<?xml version="1.0"?><response><status>ok</status><items><item/></items></response>'
    expect(importFlow({ name: 'a.xml', text })).toMatchObject({
      ok: false,
      error: [{ code: 'import.notTwiml' }],
    })
  })

  it('says what became of attributes, and nothing of those that ask for what happens anyway', () => {
    const { report } = read(
      '<Response xmlns:xsi="urn:x"><Gather input="speech" speechTimeout="auto" speechModel="phone_call" method="GET" actionOnEmptyResult="true"/></Response>',
      'a.xml',
    )
    expect(report.notConverted).toMatchObject([
      { path: '/Response/Gather[1]/@speechModel', why: expect.stringContaining('recogniser') },
    ])
  })

  it('whose text no verb says is told', () => {
    expect(
      read('<Response>Thanks for the text</Response>', 'a.xml').report.notConverted,
    ).toMatchObject([{ kind: 'file', source: 'Thanks for the text' }])
  })
})
