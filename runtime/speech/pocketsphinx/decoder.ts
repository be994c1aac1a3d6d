import koffi from 'koffi'

/** Words and the log score of the path through them; the text is empty when nothing was found. */
export interface Hypothesis {
  readonly text: string
  readonly score: number
}

/** One pocketsphinx decoder: one utterance at a time. Its calls block: use it in a worker. */
export interface Decoder {
  /** Phones of a word in the dictionary, or null. */
  lookUp(word: string): string | null
  /** `phones`: ARPAbet without stress, a space between. Searches made later know the word. */
  addWord(word: string, phones: string): void
  /** Compiles a grammar under a name; throws when it is no JSGF. */
  addGrammar(name: string, jsgf: string): void
  removeSearch(name: string): void
  /** Chooses what the next utterance is searched for. */
  setSearch(name: string): void
  start(): void
  feed(pcm: Int16Array): void
  /** The words so far. */
  partial(): Hypothesis
  finish(): Hypothesis
  /** Decodes a whole utterance; its cepstral mean is its own (batch normalisation). */
  decodeWhole(pcm: Int16Array): Hypothesis
  /** Frames of 10 ms in the last utterance. */
  frames(): number
  /** Posterior log probability of the last utterance's words, natural logarithm. */
  logProbability(): number
  close(): void
}

const libraries = ['libpocketsphinx.so.3', 'libsphinxbase.so.3'] as const

/** True when the system has the two shared libraries. */
export function hasLibraries(): boolean {
  try {
    for (const name of libraries) koffi.load(name).unload()
    return true
  } catch {
    return false
  }
}

/** Makes a decoder from command-line arguments of pocketsphinx (`-hmm`, folder, `-dict`, …). */
export function createDecoder(args: readonly string[]): Decoder {
  const api = loadApi()
  const argv = ['fml', ...args]
  const config = api.parse(null, api.definitions(), argv.length, argv, 0)
  if (!config) throw new Error(`pocketsphinx refused its arguments: ${args.join(' ')}`)
  const decoder = api.init(config)
  if (!decoder) throw new Error('pocketsphinx could not load its model: is the folder whole?')
  const check = (code: number, what: string) => {
    if (code < 0) throw new Error(`pocketsphinx failed to ${what}`)
  }
  const hypothesis = (): Hypothesis => {
    const score = [0]
    const text = api.hypothesis(decoder, score)
    return { text: text ?? '', score: score[0] ?? 0 }
  }
  const start = () => check(api.startUtterance(decoder), 'start an utterance')
  const finish = () => {
    check(api.endUtterance(decoder), 'end an utterance')
    return hypothesis()
  }
  return {
    lookUp: (word) => api.lookUpWord(decoder, word),
    addWord: (word, phones) => check(api.addWord(decoder, word, phones, 0), `add “${word}”`),
    addGrammar: (name, jsgf) => check(api.setJsgf(decoder, name, jsgf), `read grammar ${name}`),
    removeSearch: (name) => check(api.unsetSearch(decoder, name), `remove search ${name}`),
    setSearch: (name) => check(api.setSearch(decoder, name), `use search ${name}`),
    start,
    feed: (pcm) => check(api.processRaw(decoder, pcm, pcm.length, 0, 0), 'take audio'),
    partial: hypothesis,
    finish,
    decodeWhole: (pcm) => {
      start()
      check(api.processRaw(decoder, pcm, pcm.length, 0, 1), 'take audio')
      return finish()
    },
    frames: () => api.frames(decoder),
    logProbability: () => api.probability(decoder) * Math.log(logBase),
    close: () => {
      api.free(decoder)
    },
  }
}

/** Base of pocketsphinx's integer logarithms (`-logbase`). */
const logBase = 1.0001

type Pointer = object
type Api = ReturnType<typeof bind>
let loaded: Api | null = null

function loadApi(): Api {
  loaded ??= bind()
  return loaded
}

/** Signatures of pocketsphinx.h and cmd_ln.h, version 5prealpha. */
function bind() {
  const [pocketsphinx, sphinxbase] = libraries.map((name) => koffi.load(name))
  if (!pocketsphinx || !sphinxbase) throw new Error('the shared libraries did not load')
  const define = (signature: string) => pocketsphinx.func(signature)
  const parse: (...args: [null, Pointer, number, string[], number]) => Pointer | null =
    sphinxbase.func('void *cmd_ln_parse_r(void *, void *, int, char **, int)')
  const definitions: () => Pointer = define('void *ps_args()')
  const init: (config: Pointer) => Pointer | null = define('void *ps_init(void *)')
  const free: (decoder: Pointer) => number = define('int ps_free(void *)')
  const startUtterance: (decoder: Pointer) => number = define('int ps_start_utt(void *)')
  const endUtterance: (decoder: Pointer) => number = define('int ps_end_utt(void *)')
  const processRaw: (...args: [Pointer, Int16Array, number, number, number]) => number = define(
    'int ps_process_raw(void *, int16_t *, size_t, int, int)',
  )
  const hypothesis: (decoder: Pointer, score: number[]) => string | null = define(
    'const char *ps_get_hyp(void *, _Out_ int32_t *)',
  )
  const probability: (decoder: Pointer) => number = define('int32_t ps_get_prob(void *)')
  const setJsgf: (decoder: Pointer, name: string, jsgf: string) => number = define(
    'int ps_set_jsgf_string(void *, const char *, const char *)',
  )
  const setSearch: (decoder: Pointer, name: string) => number = define(
    'int ps_set_search(void *, const char *)',
  )
  const unsetSearch: (decoder: Pointer, name: string) => number = define(
    'int ps_unset_search(void *, const char *)',
  )
  const frames: (decoder: Pointer) => number = define('int ps_get_n_frames(void *)')
  const addWord: (...args: [Pointer, string, string, number]) => number = define(
    'int ps_add_word(void *, const char *, const char *, int)',
  )
  const lookUpWord: (decoder: Pointer, word: string) => string | null = define(
    'const char *ps_lookup_word(void *, const char *)',
  )
  return {
    parse,
    definitions,
    init,
    free,
    startUtterance,
    endUtterance,
    processRaw,
    hypothesis,
    probability,
    setJsgf,
    setSearch,
    unsetSearch,
    frames,
    addWord,
    lookUpWord,
  }
}
