import { describe, expect, it } from 'vitest'
import { heardAt, outcomeOf, tryFlow } from '../nodes/drawFlow.ts'
import { linesOf } from './drawStudio.ts'
import { importFiles, importFlow } from './importFlow.ts'

const read = (text: string, name = 'voice.xml') => {
  const imported = importFlow({ name, text })
  if (!imported.ok) throw new Error(JSON.stringify(imported.error))
  return imported
}
const dollar = '$'

describe('where TwiML is found', () => {
  it.for<[string, string, readonly string[]]>([
    ['alone', '<Response><Say>Hi</Say></Response>', ['Hi']],
    [
      'behind a prolog and a comment',
      '<?xml version="1.0"?>\n<!-- a -->\n<Response><Say>Hi</Say></Response>',
      ['Hi'],
    ],
    ['with a namespace', '<t:Response xmlns:t="urn:x"><Say>Hi</Say></t:Response>', ['Hi']],
    ['in small letters', '<response><say>Hi</say></response>', ['Hi']],
    ['as a part', '<Say>Hi</Say>\n<Pause/>\n<Say>You</Say>', ['Hi', 'You']],
    ['in CDATA', '<Response><Say><![CDATA[Hi & bye]]></Say></Response>', ['Hi & bye']],
    ['in JSON', JSON.stringify({ a: { twiml: '<Response><Say>Hi</Say></Response>' } }), ['Hi']],
    [
      'in a page',
      '<!DOCTYPE html><p>See:</p><pre>&lt;Response&gt;&lt;Say&gt;Hi&lt;/Say&gt;&lt;/Response&gt;</pre>',
      ['Hi'],
    ],
    ['in Markdown', '# A\n```xml\n<Response>\n<Say>Hi</Say>\n</Response>\n```\n', ['Hi']],
    [
      'in a text with escaped quotes',
      'x = "<Response><Say voice=\\"alice\\">Hi</Say>\\n</Response>";',
      ['Hi'],
    ],
    ['in pieces', "x = '<Response>' +\n  '<Say>Hi</Say>' +\n  '</Response>'", ['Hi']],
  ])('is read %s', ([, text, heard]) => {
    const turns = tryFlow(read(text).flow, [])
    expect([heardAt(turns), outcomeOf(turns)]).toEqual([heard, 'completed'])
  })

  it.for<[string, string]>([
    ['a template string', `x = \`<Response><Say>Hi ${dollar}{name}</Say></Response>\``],
    ['pieces', "x = '<Response><Say>Hi ' + name + '</Say></Response>'"],
    ['PHP', '<Response><Say>Hi <?php echo $name; ?></Say></Response>'],
    ['EJS', '<Response><Say>Hi <%= name %></Say></Response>'],
  ])('tells the holes of %s', ([, text]) => {
    const lines = linesOf(read(text).report).filter((line) => line.kind === 'template')
    expect(lines).toMatchObject([
      { list: 'approximated', path: '/Response/Say[1]', became: 'Hi {{ vars.name }}' },
    ])
  })

  it('takes the good ones of several', () => {
    const { flow, report } = read('<Response><Say>A</Say></Response><Response><Say></Response>')
    expect(heardAt(tryFlow(flow, []))).toEqual(['A'])
    expect(report.notConverted).toMatchObject([{ kind: 'file', source: 'document 2' }])
  })

  it.for<[string, string]>([
    ['a page without any', '<html><body>Hello</body></html>'],
    ['a beginning without an end', '<Response>'.repeat(1_000)],
  ])('refuses %s', ([, text]) => {
    expect(importFlow({ name: 'a.xml', text })).toMatchObject({ ok: false })
  })
})

describe('templates of a TwiML Bin', () => {
  it.for<[string, string, string]>([
    ['{{From}}', '{{ call.from }}', 'converted'],
    ['{{ Digits }}', '{{ input.digits }}', 'converted'],
    ['{{Name}}', '{{ vars.name }}', 'approximated'],
    ['{{#each x}}', '{{#each x}}', 'notConverted'],
    ['{{ vars.a | upcase }}', '{{ vars.a | upcase }}', 'converted'],
  ])('%s', ([source, became, list]) => {
    const { flow, report } = read(`<Response><Say>Hi ${source}.</Say></Response>`)
    expect(flow.nodes[1]?.data['text']).toBe(`Hi ${became}.`)
    expect(linesOf(report).filter((line) => line.kind === 'template')).toMatchObject([
      { list, path: '/Response/Say[1]' },
    ])
  })

  it('go where a number is dialled', () => {
    const { flow } = read(
      '<Response><Dial callerId="{{To}}">{{#e164}}{{From}}{{/e164}}</Dial></Response>',
    )
    expect(flow.nodes[1]?.data).toMatchObject({
      callerId: '{{ call.to }}',
      targets: [{ address: '{{ call.from }}' }],
    })
  })
})

describe('documents that lead to each other', () => {
  const menu =
    '<Response><Gather numDigits="1" action="https://x.example/chosen.xml?a=1"><Say>Press.</Say></Gather><Redirect>/menu</Redirect></Response>'
  const chosen = '<Response><Say>Thanks.</Say><Hangup/></Response>'

  it.for<[string, string]>([
    ['comments', `<!-- menu.xml -->\n${menu}\n<!-- chosen.xml -->\n${chosen}`],
    ['keys of JSON', JSON.stringify({ '/menu': menu, '/chosen': chosen })],
    [
      'routes of a program',
      `app.post('/menu', r => '${menu}')\napp.post("/chosen", r => \`${chosen}\`)`,
    ],
  ])('by %s', ([, text]) => {
    const { flow, report } = read(text, 'all')
    const answered = tryFlow(flow, [{ digits: '1' }])
    expect([heardAt(answered), outcomeOf(answered)]).toEqual([['Thanks.'], 'completed'])
    expect(heardAt(tryFlow(flow, [{ silence: true }]))).toEqual(['Press.'])
    expect(linesOf(report).filter((line) => line.path.includes('Redirect'))).toMatchObject([
      { list: 'converted' },
    ])
  })

  it('as files of one folder', () => {
    const imported = importFiles('ivr', [
      { name: 'menu.xml', text: menu },
      { name: 'chosen.xml', text: chosen },
    ])
    if (!imported.ok) throw new Error(JSON.stringify(imported.error))
    expect(heardAt(tryFlow(imported.flow, [{ digits: '1' }]))).toEqual(['Thanks.'])
  })

  it('as one that leads to itself', () => {
    const { flow } = read(
      '<Response><Gather action="/done"><Say>Press.</Say></Gather><Redirect>voice.xml</Redirect></Response>',
    )
    expect(heardAt(tryFlow(flow, [{ silence: true }]))).toEqual(['Press.'])
  })

  it('not by a name that two of them have', () => {
    const { report } = read(
      `<!-- a/x.xml -->${menu}<!-- b/x.xml -->${chosen}<!-- c.xml --><Response><Redirect>x.xml</Redirect></Response>`,
    )
    expect(report.notConverted.map((line) => line.path)).toContain('/Response[3]/Redirect[1]')
  })
})

describe('what stands inside a verb', () => {
  it('is told also where the verb is not converted', () => {
    const { report } = read(
      '<Response><Connect><Stream url="wss://a"><Parameter name="k" value="v"/></Stream></Connect></Response>',
    )
    expect(report.notConverted.map((line) => line.path)).toEqual([
      '/Response/Connect[1]',
      '/Response/Connect[1]/Stream[1]',
      '/Response/Connect[1]/Stream[1]/Parameter[1]',
    ])
  })

  it('is told where the verb takes nothing like it', () => {
    const { report } = read('<Response><Play>https://a.example/b.mp3<Say>x</Say></Play></Response>')
    expect(report.notConverted).toMatchObject([{ path: '/Response/Play[1]/Say[1]' }])
  })
})
