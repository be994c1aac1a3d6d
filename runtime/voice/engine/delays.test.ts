import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Report } from '../report.ts'
import { createDelays } from './delays.ts'

const parts = [
  'endpointing',
  'recognition',
  'turn',
  'network',
  'model',
  'sentence',
  'synthesis',
  'audio',
] as const

const span = fc.integer({ min: 0, max: 9_000 })

it('has parts that add up to what the caller waited, whatever the runtime says of itself', () => {
  const timing = fc.record({
    token: fc.double({ min: 0, max: 20_000, noNaN: true }),
    sentence: span,
    saved: span,
  })
  const documents = fc.array(
    fc.record({ after: span, took: fc.option(span, { nil: undefined }) }),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  fc.assert(
    fc.property(
      fc.tuple(span, span, span, span),
      documents,
      fc.option(fc.record({ after: span, timing: fc.option(timing, { nil: undefined }) })),
      fc.boolean(),
      ([endpoint, words, made, sent], pages, sentence, isFiller) => {
        const reports: Report[] = []
        const delays = createDelays((report) => reports.push(report))
        let at = 1_000
        const times = {
          lastInputAt: at,
          endpointAt: at + endpoint,
          finalAt: at + endpoint + words,
        }
        at = times.finalAt
        delays.inputEnded(times)
        for (const { after, took } of pages) {
          at += after
          delays.documentArrived(at, took)
        }
        if (sentence) {
          at += sentence.after
          if (isFiller) delays.fillerArrived(at)
          delays.sentenceArrived(at, sentence.timing)
        }
        at += made
        const started = delays.audioReady(at)
        started(at + sent)
        delays.audioReady(at + 5_000)(at + 6_000)
        expect(reports).toHaveLength(1)
        const [delay] = reports
        if (delay?.type !== 'delay') throw new Error('No delay was reported.')
        const sum = parts.reduce((total, part) => total + (delay[part] ?? 0), 0)
        expect(sum).toBe(delay.total)
        expect(delay.total).toBe(at + sent - times.lastInputAt)
        for (const part of parts) expect(delay[part] ?? 0).toBeGreaterThanOrEqual(0)
      },
    ),
    { seed: 7 },
  )
})

it('tells the runtime from the way to it, and the model from its first sentence', () => {
  const reports: Report[] = []
  const delays = createDelays((report) => reports.push(report))
  delays.inputEnded({ lastInputAt: 0, endpointAt: 600, finalAt: 650 })
  delays.documentArrived(700, 30)
  delays.sentenceArrived(1_100, { token: 300, sentence: 380, saved: 240 })
  delays.audioReady(1_150)(1_165)
  expect(reports).toEqual([
    {
      type: 'delay',
      endpointing: 600,
      recognition: 50,
      turn: 30,
      network: 40,
      model: 300,
      sentence: 80,
      synthesis: 50,
      audio: 15,
      total: 1_165,
      saved: 240,
    },
  ])
})
