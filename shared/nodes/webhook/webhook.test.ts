import { describe, expect, it } from 'vitest'
import { drawFlow, tryFlow } from '../drawFlow.ts'
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
