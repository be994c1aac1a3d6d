import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../flow/flow.ts'
import { drawFlow, tryFlow } from '../drawFlow.ts'
import { definitionOf } from '../index.ts'
import type { WebhookData } from './webhook.ts'

const bodyOf = (body: WebhookData['body']) => {
  const flow = drawFlow(
    [
      [
        'hook',
        'webhook',
        { method: 'POST', url: 'https://a.example', headers: [], body, timeout: 5 },
      ],
    ],
    ['start.next>hook', 'hook.ok>ok', 'hook.failed>bad', 'hook.timeout>late'],
  )
  const [effect] = tryFlow(flow, []).flatMap((turn) => turn.effects.map((one) => one.effect))
  return effect?.type === 'request' ? [effect.headers, effect.body] : []
}
const fields = [
  { id: 'a', name: 'caller', value: '{{ call.from }}' },
  { id: 'b', name: "it's & so", value: 'a b=c\n(ü)*~!' },
  { id: 'c', name: 'caller', value: '' },
]

describe('a webhook that nobody waits for', () => {
  const flow = drawFlow(
    [
      [
        'hook',
        'webhook',
        {
          ...{ method: 'POST', url: 'https://a.example', headers: [], timeout: 5, waits: false },
          body: { type: 'fields', fields: [] },
        },
      ],
    ],
    ['start.next>hook', 'hook.ok>ok'],
  )

  it('is asked for, and the call goes on in the same turn', () => {
    const [turn, ...more] = tryFlow(flow, [])
    expect(turn?.effects.map(({ effect }) => effect)).toMatchObject([{ detached: true }])
    expect([turn?.documents.length, turn?.session.status, more]).toEqual([1, 'ended', []])
  })
})

describe('what a webhook sends', () => {
  it('is a form as a browser would write it', () => {
    expect(bodyOf({ type: 'form', fields })).toEqual([
      { 'content-type': 'application/x-www-form-urlencoded' },
      new URLSearchParams([
        ['caller', '+12025550123'],
        ["it's & so", 'a b=c\n(ü)*~!'],
        ['caller', ''],
      ]).toString(),
    ])
  })

  it('is JSON', () => {
    expect(bodyOf({ type: 'fields', fields: fields.slice(0, 1) })).toEqual([
      { 'content-type': 'application/json' },
      '{"caller":"+12025550123"}',
    ])
  })
})

describe('what a webhook hands on', () => {
  const keep = [
    { id: 'a', name: 'first', path: 'orders[0].id' },
    { id: 'b', name: 'gone', path: 'orders[3].id' },
  ]
  const flow = drawFlow(
    [
      ['hook', 'webhook', { url: 'https://a.example', keep }],
      [
        'tell',
        'end',
        {
          text: 'Order {{ nodes.hook.first }}{{ nodes.hook.gone }}, of {{ nodes.hook.body.orders[0].id }}.',
          outcome: 'ok',
        },
      ],
    ],
    ['start.next>hook', 'hook.ok>tell', 'hook.failed>bad', 'hook.timeout>late'],
  )
  it('is read by its name; what is not there is nothing', () => {
    const turns = tryFlow(flow, [], {
      answer: () => ({ type: 'response', status: 200, body: { orders: [{ id: 7 }] } }),
    })
    expect(JSON.stringify(turns)).toContain('Order 7, of 7.')
  })

  it('changes no program that hands nothing on', () => {
    const compiled = definitionOf('webhook')?.compile(
      {
        id: 'n',
        type: 'webhook',
        name: 'n',
        position: { x: 0, y: 0 },
        data: { ...definitionOf('webhook')?.defaults(() => 'x') },
      },
      { target: (port) => port, settings: defaultSettings, subflow: null },
    )
    expect(compiled?.['n']).not.toHaveProperty('keeps')
  })
})
