import { expect, it } from 'vitest'
import { parseMarkdown } from './parseMarkdown.ts'

it('reads headings, paragraphs, lists, tables and code', () => {
  const source = [
    '# Menu',
    'Asks the caller',
    'to choose.',
    '',
    'Ports:',
    '- **No input**: silence',
    '  for long',
    '- No match',
    '',
    '| a | b |',
    '|---|---|',
    '| 1 | 2 |',
    '',
    '```',
    '{{ x }}',
    '```',
  ].join('\n')
  expect(parseMarkdown(source)).toEqual([
    { type: 'heading', level: 1, text: 'Menu' },
    { type: 'paragraph', text: 'Asks the caller to choose.' },
    { type: 'paragraph', text: 'Ports:' },
    { type: 'list', items: ['**No input**: silence for long', 'No match'] },
    {
      type: 'table',
      rows: [
        ['a', 'b'],
        ['1', '2'],
      ],
    },
    { type: 'code', text: '{{ x }}' },
  ])
})
