import { createDecoder, type Decoder } from './decoder.ts'
import type { Grammar } from './grammar.ts'
import type { Model } from './model.ts'
import { createPrimer, type Primer } from './primer.ts'
import { pronounce } from './pronounce.ts'

/** What both decoders made of an utterance. */
export interface Heard {
  readonly general: Candidate
  readonly grammar: Candidate | null
  /** Frames of 10 ms that the scores add up over. */
  readonly frames: number
}

export interface Candidate {
  readonly text: string
  readonly score: number
  /** Natural logarithm of the posterior probability of the words. */
  readonly logProbability: number
}

/** Two decoders, one utterance at a time. All calls block, and a fault in C ends the process: it lives in a process of its own. */
export interface Listener {
  open(grammar: Grammar | null, partial: ((text: string) => void) | null): void
  feed(pcm: Int16Array): void
  finish(): Heard
  cancel(): void
}

/** Removing noise and silence harms speech that a speech detector already cut out. */
const common = ['-remove_noise', 'no', '-remove_silence', 'no', '-logfn', '/dev/null']
/** With pocketsphinx's own beams a grammar loses two words of three (see the README). */
const wideBeams = ['-beam', '1e-80', '-wbeam', '1e-60', '-pbeam', '1e-80']
/** The second pass costs 100-200 ms after the last word and gains nothing. */
const onePass = ['-fwdflat', 'no']

const generalSearch = '_default'
/** A search that costs next to nothing, for taking the cepstral mean. */
const primeSearch = 'prime'
const primeGrammar = '#JSGF V1.0; grammar prime; public <prime> = yes ;'

const grammarsKept = 40
/** 100 ms at 16 kHz: whoever begins an answer early waits for words that no longer change. */
const partialEverySamples = 1_600

/** 100 ms. Pieces of two seconds ended in a failed assertion inside pocketsphinx, which aborts. */
const pieceSamples = 1_600

interface Hearing {
  readonly grammar: boolean
  readonly partial: ((text: string) => void) | null
  readonly primer: Primer
  started: boolean
  sinceLastPartial: number
}

/** Loads the model: some 350 ms and 170 MB. */
export function createListener(model: Model): Listener {
  const base = ['-hmm', model.acoustic, '-dict', model.dictionary, ...common]
  const general = createDecoder([...base, '-lm', model.language, ...onePass])
  const constrained = createDecoder([...base, ...wideBeams])
  for (const decoder of [general, constrained]) decoder.addGrammar(primeSearch, primeGrammar)
  const grammars = createGrammarCache(constrained)
  let hearing: Hearing | null = null

  const begin = (now: Hearing) => {
    now.started = true
    const speech = now.primer.speech()
    prime(general, speech, generalSearch)
    if (now.grammar) prime(constrained, speech, grammars.current())
    decode(now, now.primer.all())
  }
  const decode = (now: Hearing, pcm: Int16Array) => {
    if (pcm.length === 0) return
    for (let at = 0; at < pcm.length; at += pieceSamples) {
      const piece = pcm.slice(at, at + pieceSamples)
      general.feed(piece)
      if (now.grammar) constrained.feed(piece)
    }
    now.sinceLastPartial += pcm.length
    if (now.partial && now.sinceLastPartial >= partialEverySamples) {
      now.sinceLastPartial = 0
      now.partial(general.partial().text)
    }
  }
  const end = (now: Hearing): Heard => {
    if (!now.started) begin(now)
    const grammar = now.grammar ? candidate(constrained) : null
    return { grammar, general: candidate(general), frames: general.frames() }
  }
  return {
    open: (grammar, partial) => {
      if (hearing) throw new Error('an utterance is already open')
      if (grammar) grammars.choose(grammar)
      hearing = {
        grammar: grammar !== null,
        partial,
        primer: createPrimer(),
        started: false,
        sinceLastPartial: 0,
      }
    },
    feed: (pcm) => {
      if (!hearing) return
      if (hearing.started) decode(hearing, pcm)
      else if (hearing.primer.push(pcm)) begin(hearing)
    },
    finish: () => {
      const now = hearing
      hearing = null
      if (!now) throw new Error('no utterance is open')
      return end(now)
    },
    cancel: () => {
      const now = hearing
      hearing = null
      if (now?.started) end(now)
    },
  }
}

/** Gives the decoder the cepstral mean of this speech and starts an utterance. */
function prime(decoder: Decoder, speech: Int16Array, search: string): void {
  decoder.setSearch(primeSearch)
  // Decoding a whole utterance sets the mean; the live utterance after it starts from there.
  if (speech.length > 0) decoder.decodeWhole(speech)
  decoder.setSearch(search)
  decoder.start()
}

function candidate(decoder: Decoder): Candidate {
  const { text, score } = decoder.finish()
  return { text, score, logProbability: decoder.logProbability() }
}

/** Compiles each grammar once and keeps those used last: compiling takes some 10 ms. */
function createGrammarCache(decoder: Decoder) {
  const names = new Map<string, string>()
  let count = 0
  let current = primeSearch
  return {
    current: () => current,
    choose: ({ jsgf, words }: Grammar) => {
      const known = names.get(jsgf)
      names.delete(jsgf)
      current = known ?? `g${++count}`
      if (!known) {
        for (const word of words) learn(decoder, word)
        decoder.addGrammar(current, jsgf)
      }
      names.set(jsgf, current)
      const [oldest] = names
      if (names.size <= grammarsKept || !oldest) return
      names.delete(oldest[0])
      decoder.removeSearch(oldest[1])
    },
  }
}

function learn(decoder: Decoder, word: string): void {
  if (decoder.lookUp(word) !== null) return
  decoder.addWord(word, pronounce(word, decoder.lookUp))
}
