import { describe, expect, it } from 'vitest'
import { printFml } from '../../fml/printFml.ts'
import type { DialStatus } from '../../session/event.ts'
import { drawFlow, outcomeOf, tryFlow } from '../drawFlow.ts'
import { transfer } from './transfer.ts'

const wires = [
  'start.next>desk',
  'desk.completed>done',
  'desk.noAnswer>quiet',
  'desk.busy>engaged',
  'desk.failed>broken',
]
const flow = drawFlow(
  [
    [
      'desk',
      'transfer',
      {
        targets: [
          { id: 'a', type: 'number', address: '{{ vars.desk }}' },
          { id: 'b', type: 'sip', address: 'sip:desk@example.com' },
        ],
        whisper: 'A call from {{ call.from }}.',
        acceptKey: '1',
        record: true,
        consent: 'We record this call.',
      },
    ],
  ],
  wires,
  { variables: [{ name: 'desk', type: 'text', default: '+12025550199', sensitive: false }] },
)

describe('transfer', () => {
  it('says whom to call, how long, and what to whisper', () => {
    expect(tryFlow(flow, [])[0]?.documents.map(printFml).join()).toContain(
      '<Dial id="desk" sequential="true" timeout="25" timeLimit="3600" whisper="A call from +12025550123." ' +
        'acceptKey="1" consent="We record this call." record="true" action="/hooks/voice/C1/2"><Number>+12025550199</Number><Sip>sip:desk@example.com</Sip></Dial>',
    )
  })

  it.for<[DialStatus, string]>([
    ['completed', 'done'],
    ['no-answer', 'quiet'],
    ['busy', 'engaged'],
    ['failed', 'broken'],
    ['canceled', 'quiet'],
  ])('leaves by how the call went: %s', ([status, outcome]) => {
    expect(outcomeOf(tryFlow(flow, [{ dial: status }]))).toBe(outcome)
  })

  it('keeps who answered and for how long', () => {
    const turns = tryFlow(flow, [{ dial: 'completed', by: '+12025550199', seconds: 42 }])
    expect(turns.at(-1)?.session.nodes).toEqual({
      desk: { status: 'completed', duration: 42, answeredBy: '+12025550199', recordingUrl: '' },
    })
  })

  it('fails at once where no address is left', () => {
    const nobody = drawFlow(
      [['desk', 'transfer', { targets: [{ id: 'a', type: 'number', address: '{{ vars.no }}' }] }]],
      wires,
    )
    expect(outcomeOf(tryFlow(nobody, []))).toBe('broken')
  })

  it('takes an engine that reports no status for a failure', () => {
    expect(outcomeOf(tryFlow(flow, [{ silence: true }]))).toBe('broken')
  })

  it.for([
    ['number', '+1 (202) 555-0123', undefined],
    ['number', 'Ann', 'transfer.badAddress'],
    ['number', '', 'transfer.noAddress'],
    ['sip', 'sip:ann@example.com:5061;transport=tls', undefined],
    ['sip', 'ann@example.com', 'transfer.badAddress'],
    ['sip', '{{ vars.desk }}', undefined],
  ] as const)('checks the %s %s', ([type, address, code]) => {
    const data = transfer.defaults(() => 'a')
    const targets = [{ id: 'a', type, address }]
    expect(transfer.check({ ...data, targets })[0]?.code).toBe(code)
  })
})
