import { expect, it } from 'vitest'
import type { Recognizer, Synthesizer } from '../speech/speech.ts'
import type { Known } from './choose.ts'
import { createSpeech } from './createSpeech.ts'
import type { ProviderEntry } from './entries.ts'

const builtInVoice: Synthesizer = {
  name: 'flite',
  voices: ['slt'],
  languages: ['en'],
  synthesize: async () => Int16Array.of(1),
  close: async () => {},
}
const builtInEars: Recognizer = {
  name: 'pocketsphinx',
  available: true,
  remedy: null,
  languages: ['en'],
  letters: 'a-z',
  open: () => ({
    feed: () => {},
    finish: async () => ({ text: 'hi', confidence: 1, decoder: 'pocketsphinx', ms: 1 }),
    cancel: () => {},
  }),
  close: async () => {},
}

const entry = (id: string, voices: string[], more: Partial<ProviderEntry> = {}): ProviderEntry => ({
  ...{ id, origin: 'settings', key: 'k', isKeyLost: false },
  settings: {
    ...{ title: id, preset: 'other', baseUrl: 'http://127.0.0.1:65530/v1', model: '', price: null },
    speech: { model: 'tts', voice: voices[0] ?? '', voices },
    transcription: { model: 'whisper-1' },
  },
  ...more,
})
const choices = { model: '', fallback: '', speech: '', transcription: '', embeddings: '' }

function open(first: Known) {
  let known = first
  const speech = createSpeech({ known: () => known, builtInVoice, builtInEars, now: () => 0 })
  return {
    ...speech,
    become: (next: Known) => {
      known = next
    },
  }
}

it('speaks and listens by what is set at the moment', () => {
  const { synthesizer, recognizer, become } = open({ entries: [], choices })
  const now = () => [synthesizer.name, recognizer.name, synthesizer.voices, recognizer.letters]
  expect(now()).toEqual(['flite', 'pocketsphinx', ['slt'], 'a-z'])
  const entries = [entry('kokoro', ['af', 'bf']), entry('other', ['x'])]
  become({ entries, choices })
  expect(now()).toEqual(['kokoro', 'kokoro', ['af', 'bf'], 'any'])
  become({ entries, choices: { ...choices, speech: 'other', transcription: 'built-in' } })
  expect(now()).toEqual(['other', 'pocketsphinx', ['x'], 'a-z'])
})

it('goes without a provider whose key is lost', () => {
  const entries = [entry('kokoro', ['af'], { isKeyLost: true })]
  const { synthesizer, recognizer } = open({ entries, choices })
  expect([synthesizer.name, recognizer.name]).toEqual(['flite', 'pocketsphinx'])
})

it('says by the built-in voice what a provider that is away cannot, and says so', async () => {
  const { synthesizer } = open({ entries: [entry('kokoro', ['af'])], choices })
  const instead: string[] = []
  const onInstead = (why: string) => instead.push(why)
  const sentence = { text: 'Hello there.', voice: 'af', onInstead }
  expect(await synthesizer.synthesize(sentence)).toEqual(Int16Array.of(1))
  expect(await synthesizer.synthesize(sentence)).toEqual(Int16Array.of(1))
  expect(instead).toEqual([expect.stringMatching(/^kokoro: /), expect.stringMatching(/^kokoro: /)])
})
