import { describe, expect, it } from 'vitest'
import { checkFlow } from '../compile/checkFlow.ts'
import { drawFlow, tryFlow } from './drawFlow.ts'

const draw = (voicing: object) =>
  drawFlow(
    [
      ['hello', 'say', { text: 'Hello.' }],
      ['hola', 'say', { text: 'Hola.', ...voicing }],
      [
        'why',
        'ask',
        { prompt: 'Why?', value: 'text', by: 'speech', hints: ['a bill', 'a visit'], ...voicing },
      ],
    ],
    ['start.next>hello', 'hello.next>hola', 'hola.next>why', 'why.answered>done'],
  )

describe('a step with a voice and a language of its own', () => {
  it('speaks and listens in them; the others do not', () => {
    const own = { voice: 'lupe', language: 'es-MX' }
    const [turn] = tryFlow(draw(own), [])
    expect(turn?.documents[0]?.verbs).toMatchObject([
      { text: 'Hello.' },
      { text: 'Hola.', ...own },
      { type: 'gather', language: 'es-MX', hints: ['a bill', 'a visit'], prompt: [own] },
    ])
    expect(turn?.documents[0]?.verbs[0]).not.toHaveProperty('language')
  })

  it('is the flow’s where they are empty', () => {
    const [turn] = tryFlow(draw({ voice: '', language: ' ' }), [])
    expect(turn?.documents[0]?.verbs[1]).toEqual({ type: 'say', id: 'hola', text: 'Hola.' })
  })

  it('speaks the language of a flow that is not English, wherever it speaks', () => {
    const flow = draw({ voice: 'lupe' })
    const german = { ...flow, settings: { ...flow.settings, language: 'de-DE', voice: 'anna' } }
    const [turn] = tryFlow(german, [])
    expect(turn?.documents[0]?.verbs).toMatchObject([
      { text: 'Hello.', language: 'de-DE', voice: 'anna' },
      { text: 'Hola.', language: 'de-DE', voice: 'lupe' },
      { type: 'gather', language: 'de-DE', prompt: [{ language: 'de-DE', voice: 'lupe' }] },
    ])
  })

  it('must name a language', () => {
    expect(
      checkFlow(draw({ language: 'Spanish, please' })).filter(
        (one) => one.code === 'voicing.badLanguage',
      ),
    ).toMatchObject([
      { nodeId: 'hola', path: 'language' },
      { nodeId: 'why', path: 'language' },
    ])
  })
})
