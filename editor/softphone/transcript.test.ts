import { describe, expect, it } from 'vitest'
import type { CallRow } from '#shared/api/api.ts'
import { addRow, emptyTranscript } from './transcript.ts'

const read = (...rows: readonly [type: string, data?: CallRow['data']][]) =>
  rows
    .map(([type, data = {}], index) => ({ seq: index + 1, at: index, type, data }))
    .reduce(addRow, emptyTranscript)

describe('addRow', () => {
  it('shows what both sides say, once', () => {
    const { lines } = read(
      ['verb.started', { verb: 'say', node: 'n1', text: 'Press 1 or 2.' }],
      ['speech.partial', { text: 'appoint' }],
      ['speech.final', { text: 'appointment', confidence: 0.91, decoder: 'grammar', ms: 40 }],
      ['input.received', { node: 'n1', reason: 'speech', speech: 'appointment' }],
    )
    expect(lines).toEqual([
      { type: 'said', seq: 1, text: 'Press 1 or 2.', cut: false },
      {
        type: 'heard',
        seq: 3,
        text: 'appointment',
        how: 'voice',
        note: 'one of the expected phrases, 91% sure',
      },
    ])
  })

  it('says in plain words what outside systems did', () => {
    const { lines } = read(
      ['effect.finished', { node: 'n1', ok: true, summary: 'answered 201' }],
      ['effect.finished', { node: 'n2', ok: true, summary: 'offline responder answered' }],
      ['effect.finished', { node: 'n3', ok: true, summary: 'gpt-x chose sales' }],
    )
    expect(lines).toEqual([
      { type: 'note', seq: 1, text: 'The server answered with 201' },
      { type: 'note', seq: 2, text: 'The built-in responder answered' },
      { type: 'note', seq: 3, text: 'gpt-x chose sales' },
    ])
  })

  it('offers a recording that is kept here, and no other address', () => {
    const { lines } = read(
      [
        'value.set',
        { name: 'nodes.mail.recordingUrl', value: 'https://a.example/api/recordings/r1' },
      ],
      ['value.set', { name: 'nodes.mail.recordingUrl', value: 'https://a.example/evil.wav' }],
      ['value.set', { name: 'nodes.mail.recordingUrl', value: '' }],
    )
    expect(lines).toEqual([{ type: 'recording', seq: 1, url: '/api/recordings/r1' }])
  })

  it('joins keys pressed in a row', () => {
    const { lines } = read(['digit', { digit: '4' }], ['digit', { digit: '2' }])
    expect(lines).toMatchObject([{ type: 'heard', how: 'keys', text: '42' }])
  })

  it('marks what the caller has interrupted', () => {
    const { lines } = read(
      ['verb.started', { verb: 'say', node: 'n1', text: 'A long text' }],
      ['bargein', { by: 'speech' }],
    )
    expect(lines).toMatchObject([{ type: 'said', cut: true }])
  })

  it('notes silence, and why a way was taken', () => {
    const { lines } = read(
      ['input.received', { node: 'n1', reason: 'timeout' }],
      ['port.taken', { node: 'n1', port: 'booked', reason: 'The caller agreed to Friday.' }],
    )
    expect(lines).toMatchObject([
      { type: 'note', text: 'Silence' },
      { type: 'note', text: 'The caller agreed to Friday.' },
    ])
  })

  it('ignores rows that it has seen and rows that it does not know', () => {
    const once = read(['text', { text: 'hello' }], ['something.new', { text: 'x' }])
    expect(addRow(once, { seq: 1, at: 0, type: 'text', data: { text: 'hello' } })).toBe(once)
    expect(once.lines).toHaveLength(1)
  })

  it('ends with the outcome', () => {
    expect(
      read(['call.ended', { outcome: 'booked' }], ['line.ended', { reason: 'bye' }]),
    ).toMatchObject({ isOver: true, outcome: 'booked' })
  })
})
