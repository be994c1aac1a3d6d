import type { Diagnostic } from '../diagnostic.ts'
import type { Flow } from '../flow/flow.ts'
import { createGraph, type FlowGraph } from './graph.ts'
import { linkOwn } from './linkFlow.ts'
import { quoteName } from './nodeName.ts'
import { opsOf } from './opsOf.ts'
import type { Listening, Op } from './program.ts'

/** What an installation can speak and hear. */
export interface SpeechEnvironment {
  readonly voices: readonly string[]
  /** Spoken; BCP 47, `en` covers every English. Null: any. */
  readonly languages: readonly string[] | null
  /** Understood. @defaultValue null */
  readonly heard?: readonly string[] | null
  /** Whether the recogniser can know a phrase. */
  readonly canHear: (phrase: string) => boolean
}

/** What a flow asks for that this installation does not have. */
export const check = (flow: Flow, environment: SpeechEnvironment): readonly Diagnostic[] =>
  checkIn(createGraph(flow), environment)

/** The same of a flow that was read before. */
export function checkIn(graph: FlowGraph, environment: SpeechEnvironment): readonly Diagnostic[] {
  const { flow } = graph
  const { settings } = flow
  const voice = checkVoice(flow, environment)
  if (!covers(environment.languages, settings.language)) {
    voice.push(noLanguage(settings.language, environment.languages ?? []))
  }
  const heard = listeningOps(graph)
  return covers(environment.heard ?? null, settings.language)
    ? [...voice, ...checkPhrases(heard, environment)]
    : [...voice, ...notHeard(heard, settings.language)]
}

const checkVoice = ({ settings }: Flow, { voices }: SpeechEnvironment): Diagnostic[] =>
  settings.voice === '' || voices.includes(settings.voice)
    ? []
    : [
        {
          code: 'environment.noVoice',
          severity: 'warning',
          path: 'settings.voice',
          message: `No engine here has the voice “${settings.voice}”: its usual voice speaks instead.`,
          hint:
            voices.length === 0
              ? 'Leave the voice empty.'
              : `Choose ${voices.slice(0, 5).join(', ')}, or leave it empty.`,
        },
      ]

/** Whether one of the languages is the wanted one: `en` covers `en-GB`. */
function covers(languages: readonly string[] | null, wanted: string): boolean {
  const asked = wanted.toLowerCase()
  return (
    languages === null ||
    languages.some(
      (one) => asked === one.toLowerCase() || asked.startsWith(`${one.toLowerCase()}-`),
    )
  )
}

const noLanguage = (language: string, spoken: readonly string[]): Diagnostic => ({
  code: 'environment.noLanguage',
  severity: 'error',
  path: 'settings.language',
  message: `No engine here speaks ${language}.`,
  hint:
    spoken.length === 0
      ? 'Connect a speech engine.'
      : `Choose ${spoken.slice(0, 5).join(', ')}, install espeak-ng, or connect an engine that knows it.`,
})

/** One sentence for the whole flow: the first step that listens for words shows it. */
function notHeard(heard: readonly Heard[], language: string): Diagnostic[] {
  const first = heard.find(({ hearsWords }) => hearsWords)
  return first
    ? [
        {
          code: 'environment.notHeard',
          severity: 'warning',
          nodeId: first.node,
          message: `No recogniser here understands ${language}: callers can use keys only.`,
          hint: 'Offer a key for every choice, or connect a recogniser that knows the language.',
        },
      ]
    : []
}

interface Heard {
  readonly node: string
  readonly name: string
  readonly phrases: readonly string[]
  readonly hearsWords: boolean
}

function listeningOps(graph: FlowGraph): readonly Heard[] {
  const { ops, anywhere = [] } = linkOwn(graph)
  const heard = opsOf(ops).flatMap(([, op]) => {
    const listening = listeningOf(op)
    return listening
      ? [
          {
            node: op.node,
            phrases: listening.hints ?? [],
            hearsWords: listening.input.includes('speech'),
          },
        ]
      : []
  })
  const everywhere = anywhere.map(({ node, phrases }) => ({
    node,
    phrases,
    hearsWords: phrases.length > 0,
  }))
  return [...heard, ...everywhere].map((one) => ({ ...one, name: quoteName(graph, one.node) }))
}

function checkPhrases(heard: readonly Heard[], { canHear }: SpeechEnvironment): Diagnostic[] {
  const seen = new Set<string>()
  return heard.flatMap((op) =>
    op.phrases.flatMap((phrase): Diagnostic[] => {
      const key = `${op.node} ${phrase}`
      if (seen.has(key) || canHear(phrase)) return []
      seen.add(key)
      return [
        {
          code: 'environment.unknownPhrase',
          severity: 'warning',
          nodeId: op.node,
          message: `${op.name}: the recogniser cannot know “${phrase}”.`,
          hint: 'Use other words for it, or offer a key as well.',
        },
      ]
    }),
  )
}

function listeningOf(op: Op): Listening | null {
  if (op.op === 'gather') return op
  return op.op === 'model' ? op.listening : null
}
