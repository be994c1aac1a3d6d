import { describe, expect, it } from 'vitest'
import { drawFlow } from '#shared/nodes/drawFlow.ts'
import { callOrder } from './callOrder.ts'
import { outlineOf, parentOf, placeOf } from './outlineOf.ts'

const flow = drawFlow(
  [
    ['lost', 'say', { text: 'Nobody hears this.' }],
    ['after', 'say', { text: 'Nor this.' }],
    ['remark', 'note'],
    ['bye', 'end'],
    ['menu', 'menu', { options: [{ id: 'o1', key: '1', phrases: [] }] }],
    ['help', 'anywhere', { key: '0' }],
    ['person', 'end'],
    ['one', 'say', { text: 'One.' }],
  ],
  [
    'start.next>menu',
    'menu.o1>one',
    'menu.noInput>menu',
    'one.next>bye',
    'help.next>person',
    'lost.next>after',
    'after.next>bye',
  ],
)

describe('the outline of a flow', () => {
  it('lists steps in the order of a call, and apart what no call gets to', () => {
    expect(callOrder(flow)).toEqual({
      steps: ['start', 'menu', 'one', 'bye'],
      anywhere: ['help', 'person'],
      unreachable: ['lost', 'after'],
      remarks: ['remark'],
    })
    expect(callOrder(flow)).toBe(callOrder({ ...flow, name: 'Other' }))
  })

  it('draws ways under their steps and folds', () => {
    const lines = outlineOf(flow, new Set(['one', 'heading anywhere'])).map((row) => {
      const indent = '  '.repeat(row.level - 1)
      if (row.kind === 'heading') return `${indent}# ${row.name} ${row.count}`
      if (row.kind === 'way') return `${indent}${row.port.title} > ${row.target?.name ?? '-'}`
      return `${indent}${row.node.name} ${row.ways}/${row.open}`
    })
    expect(lines).toEqual([
      'Start 1/0',
      '  Next > menu',
      'menu 3/1',
      '  1 > one',
      '  No input > menu',
      '  No match > -',
      'one 1/0',
      'bye 0/0',
      '# anywhere 2',
      '# unreachable 2',
      '  lost 1/0',
      '    Next > after',
      '  after 1/0',
      '    Next > bye',
      '# remarks 1',
      '  remark 0/0',
    ])
  })

  it('knows what a line lies under and where it stands', () => {
    const rows = outlineOf(flow, new Set())
    const at = rows.findIndex((row) => row.key === 'menu noInput')
    expect(rows[parentOf(rows, at)]?.key).toBe('menu')
    expect(placeOf(rows, at)).toEqual({ at: 2, of: 3 })
    expect(placeOf(rows, 0)).toEqual({ at: 1, of: 7 })
    expect(parentOf(rows, 0)).toBe(0)
  })

  it('stays quick and flat in a long chain', () => {
    const count = 3_000
    const long = drawFlow(
      Array.from({ length: count }, (_, index) => [`s${index}`, 'say', { text: 'x' }] as const),
      ['start.next>s0', ...Array.from({ length: count - 1 }, (_, i) => `s${i}.next>s${i + 1}`)],
    )
    const rows = outlineOf(long, new Set())
    expect(rows).toHaveLength(2 * (count + 1))
    expect(Math.max(...rows.map((row) => row.level))).toBe(2)
  })
})
