import { describe, expect, it } from 'vitest'
import { readDocument } from '#runtime/knowledge/readDocument.ts'
import { toSpeech } from '#runtime/llm/toSpeech.ts'
import { readWritten } from '#runtime/llm/writtenCalls.ts'
import { maskText } from '#runtime/log.ts'
import { readCallee } from '#runtime/outbound/readNumber.ts'
import { normaliseText } from '#runtime/speech/flite/normaliseText.ts'
import { splitSentences } from '#runtime/speech/splitSentences.ts'
import { findPersonal } from '#shared/guards/findPersonal.ts'
import { findInjection } from '#shared/guards/injection.ts'
import { splitPassages } from '#shared/knowledge/splitPassages.ts'
import { readSpeech } from '#shared/session/values/readSpeech.ts'
import { holesOf } from '#shared/text/holesOf.ts'
import { evaluateTemplate, renderTemplate } from '#shared/text/liquid.ts'
import { renamePaths } from '#shared/text/renamePaths.ts'

/** Texts that make a careless expression look again from each of their letters. */
const nasty = [
  ...[
    ' ',
    '\n',
    '\t ',
    'a',
    '1',
    '+1 ',
    '1-',
    'a.',
    'a@',
    '@',
    'sip:',
    'https://a?',
    '<',
    '<a',
    '&',
  ],
  ...['<script', '<!--', '{{', '{% ', "'", '"', '(', '```', '<think>', 'I ', 'my name is ', 'at '],
  ...['one ', 'dot ', '…', 'é', '.', ', ', '1,', '$1,', '12:', '2026-', '# '],
]
const filled = (piece: string, length: number) => `${piece.repeat(length / piece.length)}x`

/** What reads texts of callers, models, authors and files on the thread that answers calls; and how long they may be. */
const readers: readonly (readonly [string, number, (text: string) => unknown])[] = [
  ['the log', 100_000, maskText],
  ['personal data', 20_000, (text) => findPersonal(text, ['card', 'iban', 'email', 'phone'])],
  ['orders to a model', 20_000, findInjection],
  ['what a caller says', 4_000, (text) => readTypes.map((type) => readSpeech(type, text, place))],
  ['an answer of a model', 20_000, toSpeech],
  ['calls that a model writes', 20_000, (text) => readWritten(text, new Set(['exit_a']))],
  ['a text to be spoken', 16_000, normaliseText],
  ['sentences', 16_000, splitSentences],
  ['templates', 10_000, (text) => [evaluateTemplate(text, {}), holesOf(text)]],
  ['names in templates', 10_000, (text) => renamePaths(text, 'template', (path) => path)],
  ['passages of a document', 100_000, splitPassages],
  ['a number', 4_000, (text) => readCallee(text, 'DE')],
]
const readTypes = ['digits', 'number', 'amount', 'date', 'time', 'yesno', 'phone', 'text'] as const
const place = { language: 'en-US', timezone: 'UTC', today: '2026-11-23' }

/** Milliseconds: those that look again from each letter take many seconds. */
const patience = 1_500

describe('a text that is made to be slow', () => {
  it.for(readers)('does not hold up %s', ([, length, read]) => {
    const slow: string[] = []
    for (const piece of nasty) {
      const text = filled(piece, length)
      const started = performance.now()
      read(text)
      const took = performance.now() - started
      if (took > patience) slow.push(`${JSON.stringify(piece)}: ${Math.round(took)} ms`)
    }
    expect(slow).toEqual([])
  })

  it.for([
    '{% for a in (1..9999) %}{% for b in (1..9999) %}x{% endfor %}{% endfor %}',
    '{% for a in list %}{% for b in list %}{% for c in list %}{{ a }}{% endfor %}{% endfor %}{% endfor %}',
    '{% liquid for a in list\n for b in list\n for c in list\n echo a\n endfor\n endfor\n endfor %}',
    '{% assign a = "x" %}{% for i in (1..40) %}{% assign a = a | append: a %}{% endfor %}{{ a }}',
    '{{ (1..100000000) | join: "," }}',
  ])('ends as a template after so many parts: %s', (template) => {
    const list = Array.from({ length: 1_000 }, (_, index) => index)
    const started = performance.now()
    const results = Array.from({ length: 10 }, () => renderTemplate(template, { list }))
    expect(results.every(({ ok }) => !ok)).toBe(true)
    // A second each, when nothing but the clock ends them.
    expect(performance.now() - started).toBeLessThan(2_500)
  })

  it('in a template loops through what a webhook may well answer', () => {
    const list = Array.from({ length: 5_000 }, (_, index) => index % 2)
    const template = '{% for a in list %}{% if a == 1 %}x{% endif %}{% endfor %}'
    expect(renderTemplate(template, { list })).toEqual({ ok: true, value: 'x'.repeat(2_500) })
  })

  it('in a document costs its own worker, and no call', async () => {
    const text = filled(' ', 400_000)
    const started = performance.now()
    const read = await readDocument('notes.txt', new TextEncoder().encode(text))
    expect(read.ok).toBe(true)
    expect(performance.now() - started).toBeLessThan(10_000)
  }, 20_000)
})
