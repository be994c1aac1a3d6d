import type { Diagnostic } from '../diagnostic.ts'
import type { Flow } from '../flow/flow.ts'
import { createGraph, type FlowGraph } from './graph.ts'
import { linkOwn } from './linkFlow.ts'
import { quoteName } from './nodeName.ts'
import type { Listening, Op } from './program.ts'

/** What an installation can speak and hear. */
export interface SpeechEnvironment {
  readonly voices: readonly string[]
  /** BCP 47; `en` covers every English. */
  readonly languages: readonly string[]
  /** Whether the recogniser can know a phrase. */
  readonly canHear: (phrase: string) => boolean
}

/** What a flow asks for that this installation does not have. */
export function check(flow: Flow, environment: SpeechEnvironment): readonly Diagnostic[] {
  const graph = createGraph(flow)
  return [...checkVoice(flow, environment), ...checkLanguage(flow, environment)].concat(
    checkPhrases(graph, environment),
  )
}

const checkVoice = ({ settings }: Flow, { voices }: SpeechEnvironment): Diagnostic[] =>
  settings.voice === '' || voices.includes(settings.voice)
    ? []
    : [
        {
          code: 'environment.noVoice',
          severity: 'error',
          path: 'settings.voice',
          message: `No engine here has the voice “${settings.voice}”.`,
          hint:
            voices.length === 0
              ? 'Leave the voice empty.'
              : `Choose ${voices.slice(0, 5).join(', ')}, or leave it empty.`,
        },
      ]

function checkLanguage({ settings }: Flow, { languages }: SpeechEnvironment): Diagnostic[] {
  const wanted = settings.language.toLowerCase()
  const isCovered = languages.some((one) => {
    const known = one.toLowerCase()
    return known === wanted || wanted.startsWith(`${known}-`)
  })
  return isCovered
    ? []
    : [
        {
          code: 'environment.noLanguage',
          severity: 'error',
          path: 'settings.language',
          message: `No engine here speaks and hears ${settings.language}.`,
          hint:
            languages.length === 0
              ? 'Connect a speech engine.'
              : `Choose ${languages.slice(0, 5).join(', ')}, or connect an engine that knows it.`,
        },
      ]
}

function checkPhrases(graph: FlowGraph, { canHear }: SpeechEnvironment): Diagnostic[] {
  const seen = new Set<string>()
  const { ops, anywhere = [] } = linkOwn(graph)
  const heard = [
    ...Object.values(ops).map((op) => ({ node: op.node, phrases: listeningOf(op)?.hints ?? [] })),
    ...anywhere,
  ]
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
          message: `${quoteName(graph, op.node)}: the recogniser cannot know “${phrase}”.`,
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
