import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFliteSynthesizer } from '#runtime/speech/flite/fliteSynthesizer.ts'
import { joinPcm } from '#runtime/speech/joinPcm.ts'
import { createPocketsphinxRecognizer } from '#runtime/speech/pocketsphinx/pocketsphinxRecognizer.ts'
import type { ListenFor, Recognition } from '#runtime/speech/speech.ts'
import {
  hasHumanClips,
  humanClipsRemedy,
  readHumanClips,
  wordErrorRate,
} from '../support/humanClips.ts'
import { recogniseClip, recogniseRemedy } from '../support/recognise.ts'
import { throughTelephone } from '../support/telephone.ts'
import { hasTestVoice, silence, speakWithTestVoice, testVoiceRemedy } from '../support/voices.ts'

const log = { warn: () => {} }
const recognizer = createPocketsphinxRecognizer({ log, workers: 1, timeout: 100_000 })
const synthesizer = createFliteSynthesizer({ log })
afterAll(async () => {
  await recognizer.close()
  await synthesizer.close()
})

const lines = [
  ['16 kHz', (pcm: Int16Array) => pcm],
  ['a telephone', throughTelephone],
] as const

const menu: ListenFor = {
  language: 'en-US',
  phrases: ['Appointment', 'Test results', 'Track my parcel', 'Northside', 'Speak to an agent'],
}
const anything: ListenFor = { language: 'en-US', phrases: [] }

/** Feeds a clip as a line would, with the detector's pre-roll and hang-over around it. */
function hear(
  pcm: Int16Array,
  listenFor: ListenFor,
  partial?: (text: string) => void,
): Promise<Recognition> {
  const whole = joinPcm([silence(400), pcm, silence(400)])
  const utterance = recognizer.open(listenFor, partial)
  for (let at = 0; at < whole.length; at += 320) utterance.feed(whole.subarray(at, at + 320))
  return utterance.finish()
}

async function say(text: string): Promise<Int16Array> {
  return (await speakWithTestVoice(text)) ?? new Int16Array()
}

const canListen = recognizer.available
const canTalk = canListen && hasTestVoice()
const talkTitle = canTalk ? 'a caller' : `a caller (${testVoiceRemedy}; ${recogniseRemedy})`

describe.skipIf(!canTalk)(talkTitle, () => {
  const listen = async (line: (pcm: Int16Array) => Int16Array) => {
    const { text, decoder } = await hear(line(await say('test results')), menu)
    return { text, decoder }
  }
  const understood = { text: 'test results', decoder: 'pocketsphinx grammar' }

  it('is understood when saying “test results” over 16 kHz', async () => {
    expect(await listen((pcm) => pcm)).toEqual(understood)
  })

  // A known miss; when it is mended, this becomes an ordinary case.
  it.fails('is not yet understood when saying “test results” over a telephone', async () => {
    expect(await listen(throughTelephone)).toEqual(understood)
  })
})

describe.skipIf(!canTalk).for(lines)(`${talkTitle} over %s`, ([, line]) => {
  it.for<[string, string]>([
    ['appointment', 'appointment'],
    ['track my parcel', 'track my parcel'],
    ['i want to track my parcel', 'track my parcel'],
    ['northside', 'northside'],
    ['speak to an agent please', 'speak to an agent'],
  ])('is understood by the grammar when saying “%s”', async ([said, phrase]) => {
    const { text, decoder, confidence } = await hear(line(await say(said)), menu)
    expect({ text, decoder }).toEqual({
      text: expect.stringContaining(phrase),
      decoder: 'pocketsphinx grammar',
    })
    expect(confidence).toBeGreaterThan(0.5)
  })

  it.for([
    'i have a problem with the shower in my bathroom',
    'what is the weather like today',
    'my daughter has a fever and a sore throat',
    'he never told me about the money',
  ])('is left to the general model when saying “%s”', async (said) => {
    const { text, decoder } = await hear(line(await say(said)), menu)
    expect(decoder).toBe('pocketsphinx general')
    expect(text).not.toBe('')
  })

  it.for<[NonNullable<ListenFor['builtin']>, string, string]>([
    ['digits', 'five five five one two three four', '5551234'],
    ['number', 'twenty three', '23'],
    ['yesno', 'yes', 'yes'],
    ['yesno', 'no thank you', 'no'],
    ['date', 'the twenty first of march', '21 march'],
    ['time', 'half past three', '3:30'],
    ['amount', 'fifteen dollars and fifty cents', '15.50'],
  ])('gives %s by saying “%s”', async ([builtin, said, value]) => {
    const { text } = await hear(line(await say(said)), { ...anything, builtin })
    expect(text).toBe(value)
  })
})

const peopleTitle = hasHumanClips() ? 'people' : `people (${humanClipsRemedy})`

describe.skipIf(!canListen || !hasHumanClips()).for(lines)(`${peopleTitle} over %s`, ([, line]) => {
  it('are understood by a grammar that has their cards', async () => {
    const ranks = 'ace two three four five six seven eight nine ten jack queen king'.split(' ')
    const suits = 'clubs diamonds hearts spades'.split(' ')
    const phrases = ranks.flatMap((rank) => suits.map((suit) => `${rank} of ${suit}`))
    const clips = (await readHumanClips('cards')).filter(({ text }) => phrases.includes(text))
    const heard = []
    for (const { pcm } of clips) heard.push(await hear(line(pcm), { language: 'en-US', phrases }))
    expect(heard.map(({ text }) => text)).toEqual(
      clips.map(({ text }) => expect.stringContaining(text)),
    )
    expect(heard.map(({ decoder }) => decoder)).toEqual(clips.map(() => 'pocketsphinx grammar'))
  })

  it('are left to the general model while a menu listens, which gets most of their words', async () => {
    const pairs: Array<[string, string]> = []
    for (const { pcm, text } of await readHumanClips('librivox')) {
      const result = await hear(line(pcm), menu)
      expect(result.decoder).toBe('pocketsphinx general')
      pairs.push([text, result.text])
    }
    expect(wordErrorRate(pairs)).toBeLessThan(0.4)
  })
})

const title = canListen ? 'the recogniser' : `the recogniser (${recogniseRemedy})`

describe.skipIf(!canListen)(title, () => {
  let greeting: Int16Array
  beforeAll(async () => {
    greeting = await synthesizer.synthesize({
      text: 'Welcome to the clinic. How can I help you today?',
    })
  })

  it('understands what the product says, by its general model', async () => {
    expect(await recogniseClip(greeting)).toBe('welcome to the clinic how can i help you today')
  })

  it('gives the words so far', async () => {
    const partials: string[] = []
    const utterance = recognizer.open(anything, (words) => partials.push(words))
    for (let at = 0; at < greeting.length; at += 320)
      utterance.feed(greeting.subarray(at, at + 320))
    const { text } = await utterance.finish()
    expect(text).toContain('welcome to the clinic')
    expect(partials.some((words) => text.startsWith(words))).toBe(true)
    expect(partials.length).toBeGreaterThan(2)
    expect(new Set(partials).size).toBe(partials.length)
  })

  it('hears the same in an utterance whatever was heard before it', async () => {
    const loud = greeting.map((sample) => Math.max(-32_768, Math.min(32_767, 4 * sample)))
    const first = await hear(greeting, anything)
    await hear(loud, anything)
    const second = await hear(greeting, anything)
    expect(second.text).toBe(first.text)
  })
})
