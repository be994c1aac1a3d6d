import { describe, expect, it } from 'vitest'
import { checkFlow } from '#shared/compile/checkFlow.ts'
import { linkFlow } from '#shared/compile/linkFlow.ts'
import { importFlow } from '#shared/import/importFlow.ts'

const mb = 1_000_000
const studio = (type: string, properties: object, transitions: readonly object[] = []) =>
  JSON.stringify({ states: [{ name: 'a', type, transitions, properties }] })
const deep = `{"a":`.repeat(20_000)

/** Files that a quadratic reader would take minutes for: that this ends at all is the test. */
const files: readonly [string, () => string][] = [
  [
    'a text of templates',
    () => studio('say-play', { say: '{{flow.variables.x}} '.repeat(mb / 4) }),
  ],
  ['templates without an end', () => studio('say-play', { say: "{{ a ' ".repeat(mb) })],
  [
    'a form without an end',
    () => studio('make-http-request', { method: 'POST', body: 'a={{&'.repeat(mb) }),
  ],
  [
    'a hundred thousand variables',
    () =>
      studio('set-variables', {
        variables: Array.from({ length: 100_000 }, (_, at) => ({ key: `k${at}`, value: '1' })),
      }),
  ],
  [
    'fifty thousand ways',
    () =>
      studio(
        'split-based-on',
        {},
        Array.from({ length: 50_000 }, (_, at) => ({
          event: 'match',
          next: 'a',
          conditions: [{ type: 'equal_to', arguments: ['{{x}}'], value: `${at}` }],
        })),
      ),
  ],
  [
    'two thousand steps in one place',
    () =>
      JSON.stringify({
        states: Array.from({ length: 2_000 }, () => ({
          type: 'say-play',
          properties: { offset: { x: 1, y: 1 } },
        })),
      }),
  ],
  [
    'settings inside each other',
    () =>
      studio('say-play', {}).replace(
        '"properties":{}',
        `"properties":${deep}1${'}'.repeat(20_000)}`,
      ),
  ],
  ['the word of a flow, again and again', () => '"states": ['.repeat(mb / 2)],
  ['flows without an end', () => '{"states":['.repeat(mb / 20)],
  ['flows in quotes without an end', () => '"{\\"states\\": ['.repeat(mb / 4)],
  ['spread values', () => `{"states":[${'...a,'.repeat(mb)}`],
  ['documents without an end', () => '<Response>'.repeat(mb / 2)],
  ['comments without an end', () => '<!-- '.repeat(mb)],
  ['comments, then a document', () => `${'<!---->'.repeat(mb)}<Response/>`],
  ['quotes and plus signs', () => `x="<Response>${'" + a + "'.repeat(6_000)}</Response>"`],
  [
    'a loop that never ends',
    () =>
      studio('say-play', { say: '{% for i in (1..999999999) %}x{% endfor %}' }, [
        { event: 'audioComplete', next: 'a' },
      ]),
  ],
  ['calls without an end', () => 'new VoiceResponse().say('.repeat(mb / 24)],
  ['a chain of calls', () => `const r = new VoiceResponse(); r${".say('x')".repeat(mb / 20)}`],
  [
    'a builder named again and again',
    () =>
      `Say s = new Say.Builder("x").build(); VoiceResponse.Builder b = new VoiceResponse.Builder();${'b.say(s);'.repeat(mb / 20)}`,
  ],
  [
    'brackets inside each other in a program',
    () => `new VoiceResponse().say(${'({['.repeat(mb / 10)}`,
  ],
  [
    'pieces of a document',
    () =>
      `<?php echo '<Response>';${"if ($x) { echo '<Say>a</Say>'; }".repeat(mb / 40)}echo '</Response>';`,
  ],
  ['tags that never close', () => `<Response>${'<a x="'.repeat(10_000)}</Response>`],
  [
    'an expression inside itself',
    () =>
      studio('split-based-on', { input: '{{x}}' }, [
        {
          event: 'match',
          next: 'a',
          conditions: [{ type: 'regex', arguments: ['{{x}}'], value: '('.repeat(50_000) }],
        },
      ]),
  ],
  [
    'half characters and controls',
    () =>
      `{"states":[{"name":"\ud800\u0000","type":"say-play","properties":{"say":"\udfff\u0007\u202e"}}]}`,
  ],
]

describe('bad input', () => {
  it.for(files)('%s gives a flow or a diagnostic', ([, text]) => {
    const imported = importFlow({ name: 'bad', text: text() })
    if (imported.ok) {
      checkFlow(imported.flow)
      linkFlow(imported.flow)
    } else expect(imported.error.length).toBeGreaterThan(0)
  })
})
