import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkFlow } from '#shared/compile/checkFlow.ts'
import { linkFlow } from '#shared/compile/linkFlow.ts'
import { parseFml } from '#shared/fml/parseFml.ts'
import { importFlow } from '#shared/import/importFlow.ts'
import { parseFlow } from '#shared/nodes/parseFlow.ts'
import { walkPorts } from '../support/walkPorts.ts'

interface Tree {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly content: readonly (Tree | string)[]
}

const dollar = '$'
const words = fc.oneof(
  fc.constantFrom(
    ...['Hello', '/next', '+12025550123', 'https://a.example/b.mp3', '{{From}}', '{{#e164}}'],
    ...[`${dollar}{name}`, '{% if %}', '', ' ', '<', '&', '\u202e', 'x'.repeat(5_000)],
  ),
  fc.string({ maxLength: 20 }),
)
const { tree } = fc.letrec<{ tree: Tree; content: readonly (Tree | string)[] }>((tie) => ({
  content: fc.array(fc.oneof({ depthSize: 'small' }, words, tie('tree')), { maxLength: 4 }),
  tree: fc.record({
    name: fc.constantFrom(
      ...['Say', 'Play', 'Gather', 'Dial', 'Record', 'Pause', 'Redirect', 'Reject', 'Hangup'],
      ...['Number', 'Sip', 'Client', 'Conference', 'Enqueue', 'Connect', 'Stream', 'Parameter'],
      ...['say', 'Banana', 'break', 'prosody', 'x:Say', 'Pay', 'Sms'],
    ),
    attributes: fc.dictionary(
      fc.constantFrom(
        ...['action', 'loop', 'timeout', 'numDigits', 'input', 'voice', 'language', 'finishOnKey'],
        ...['callerId', 'length', 'maxLength', 'record', 'id', 'x:y', 'digits', 'time'],
      ),
      fc.oneof(words, fc.constantFrom('1', '-1', 'many', '1e9', 'dtmf speech', 'es-MX', '#')),
      { maxKeys: 4 },
    ),
    content: tie('content'),
  }),
}))

const escaped = (text: string): string =>
  text
    .replace(/\p{Cc}/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')

const print = ({ name, attributes, content }: Tree): string => {
  const own = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  const inner = content.map((part) => (typeof part === 'string' ? escaped(part) : print(part)))
  return `<${name}${own.join('')}>${inner.join('')}</${name}>`
}

/** Paths of all elements but the marks of a Say. */
const pathsOf = (trees: Tree['content'], path: string): readonly string[] =>
  trees
    .filter((part) => typeof part !== 'string')
    .flatMap((part, index) => {
      const at = `${path}/${part.name}[${index + 1}]`
      return [at, ...(part.name.toLowerCase() === 'say' ? [] : pathsOf(part.content, at))]
    })

describe('any TwiML', () => {
  const documents = fc.array(fc.array(tree, { maxLength: 5 }), { minLength: 1, maxLength: 3 })

  it('that is well-formed becomes a flow that can be walked, with every verb in the report once', () => {
    fc.assert(
      fc.property(documents, (all) => {
        const text = all.map((verbs) => `<Response>${verbs.map(print).join('')}</Response>`)
        const imported = importFlow({ name: 'a.xml', text: text.join('\n<!-- next -->\n') })
        if (!imported.ok) throw new Error(JSON.stringify(imported.error))
        const { flow, report } = imported
        expect(parseFlow(JSON.parse(JSON.stringify(flow)))).toEqual({ ok: true, value: flow })
        checkFlow(flow)
        linkFlow(flow)
        const lines = [...report.converted, ...report.approximated, ...report.notConverted]
        const told = lines.flatMap((line) => (line.kind === 'verb' ? [line.path] : []))
        const roots = all.map((_, index) =>
          all.length === 1 ? '/Response' : `/Response[${index + 1}]`,
        )
        expect(told.toSorted()).toEqual(
          all.flatMap((verbs, index) => pathsOf(verbs, roots[index] ?? '')).sort(),
        )
        expect(report.notConverted.filter((line) => !line.why)).toEqual([])
      }),
      { seed: 3, numRuns: 400 },
    )
    fc.assert(
      fc.property(documents, (all) => {
        const text = all
          .map((verbs) => `<Response>${verbs.map(print).join('')}</Response>`)
          .join('')
        const imported = importFlow({ name: 'a.xml', text })
        expect(imported.ok ? walkPorts(imported.flow).failures : imported.error).toEqual([])
      }),
      { seed: 4, numRuns: 15 },
    )
  })

  it('that is broken or inside something else gives a flow or a diagnostic, and so does the FML parser', () => {
    const piece = fc.oneof(
      tree.map(print),
      words,
      fc.constantFrom(
        ...['<Response>', '</Response>', '<Response/>', '<response >', '<?xml version="1.0"?>'],
        ...['<!-- ', ' -->', '<![CDATA[', ']]>', '<!DOCTYPE x>', '&nbsp;', '&#0;', '&#x110000;'],
        ...['r = new VoiceResponse();', "r.say('x')", 'r.gather(', ')', '=""a""', 'if (x) '],
        ...['<Say', '</Say>', '"', "'", '`', '<%= x %>', '<?php echo 1 ?>', '\uFEFF', '\ud800'],
        ...[
          '{"a":"',
          '"}',
          '&lt;Response&gt;',
          '<html>',
          "' + x + '",
          '\\n',
          '<x:Response xmlns:x="y">',
        ],
      ),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (parts) => {
        const text = parts.join('')
        const imported = importFlow({ name: 'a.xml', text })
        if (imported.ok) linkFlow(imported.flow)
        else expect(imported.error.length).toBeGreaterThan(0)
        const parsed = parseFml(text)
        expect(parsed.ok || parsed.error.length > 0).toBe(true)
      }),
      { seed: 5, numRuns: 2_000 },
    )
  })
})
