import { describe, expect, it } from 'vitest'
import { renamePaths } from '../text/renamePaths.ts'
import { drawFlow } from './drawFlow.ts'
import { renameReads } from './renameReads.ts'

const rename = (path: string) =>
  path === 'nodes.menu' || path.startsWith('nodes.menu.')
    ? path.replace('nodes.menu', 'nodes.menu_2')
    : null

describe('renamePaths', () => {
  it.for<[string, 'template' | 'condition', string]>([
    ['no holes: nodes.menu.choice', 'template', 'no holes: nodes.menu.choice'],
    ['{{ nodes.menu.choice }}!', 'template', '{{ nodes.menu_2.choice }}!'],
    [
      '{{nodes.menu.choice|default:"nodes.menu.choice"}}',
      'template',
      '{{nodes.menu_2.choice|default:"nodes.menu.choice"}}',
    ],
    [
      '{% if nodes.menu.choice == 1 %}a{% endif %}',
      'template',
      '{% if nodes.menu_2.choice == 1 %}a{% endif %}',
    ],
    ['{{ nodes.menu_other.choice }}', 'template', '{{ nodes.menu_other.choice }}'],
    [
      "nodes.menu.choice == 'nodes.menu.choice'",
      'condition',
      "nodes.menu_2.choice == 'nodes.menu.choice'",
    ],
    ['{{ broken nodes.menu.choice', 'template', '{{ broken nodes.menu.choice'],
  ])('%s', ([source, kind, expected]) => expect(renamePaths(source, kind, rename)).toBe(expected))
})

describe('renameReads', () => {
  it('reaches texts in lists and the fields of a rule, and nothing else', () => {
    const [, web, branch, say] = drawFlow(
      [
        [
          'w',
          'webhook',
          {
            url: 'https://a.example/{{ nodes.menu.choice }}',
            body: {
              type: 'fields',
              fields: [{ id: 'a', name: 'b', value: '{{ nodes.menu.choice }}' }],
            },
          },
        ],
        [
          'b',
          'branch',
          {
            rules: [
              {
                id: 'r',
                label: '',
                test: {
                  type: 'compare',
                  variable: 'nodes.menu.choice',
                  comparison: 'is',
                  value: '1',
                },
              },
            ],
          },
        ],
        ['s', 'say', { text: 'Hi.' }],
      ],
      [],
    ).nodes
    if (!web || !branch || !say) throw new Error('not drawn')
    expect(renameReads(web, rename).data).toMatchObject({
      url: 'https://a.example/{{ nodes.menu_2.choice }}',
      body: { fields: [{ value: '{{ nodes.menu_2.choice }}' }] },
    })
    expect(JSON.stringify(renameReads(branch, rename).data)).toContain('nodes.menu_2.choice')
    expect(renameReads(say, rename)).toBe(say)
  })
})
