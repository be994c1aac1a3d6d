import { z } from 'zod'
import type { Diagnostic } from '../../diagnostic.ts'
import { scopeName } from '../../flow/flow.ts'
import { quoteLiquid } from '../../text/quoteLiquid.ts'
import { defineNode } from '../defineNode.ts'
import { checkUnique, optionId } from '../fields.ts'

export const decideData = z.strictObject({
  /** What is judged; by default what the caller said last. */
  about: z.string().max(4_000),
  /** What the model should know to judge it. */
  prompt: z.string().max(10_000),
  choices: z
    .array(
      z.strictObject({
        id: optionId,
        name: z.string().max(60),
        /** When to choose it, for the model. */
        description: z.string().max(1_000),
        /** Phrases that mean it at once, without the model. */
        phrases: z.array(z.string().max(200)).max(30),
        /** A Liquid condition that means it at once; empty: none. */
        when: z.string().max(2_000),
      }),
    )
    .max(20),
  /** Seconds the model may take. */
  timeout: z.number().min(1).max(60),
  /** Name of a model of the installation; absent or empty: its own. */
  model: z.string().max(300).exactOptional(),
})
export type DecideData = z.infer<typeof decideData>
type Choice = DecideData['choices'][number]

/** Chooses a way: by rules at once, else by asking the model. */
export const decide = defineNode<DecideData>({
  type: 'decide',
  title: 'Decide',
  summary: 'Choose a way by rules first, then by what was meant.',
  group: 'think',
  data: decideData,
  defaults: (newId) => ({
    about: '{{ input.speech }}',
    prompt: '',
    choices: [{ id: newId(), name: '', description: '', phrases: [], when: '' }],
    timeout: 6,
  }),
  ports: (data) => [
    ...data.choices.map((choice) => ({
      id: choice.id,
      title: choice.name.trim() || 'New choice',
      unwired: 'error' as const,
    })),
    { id: 'else', title: 'Else', unwired: 'error' },
    { id: 'failed', title: 'Failed', unwired: 'error' },
  ],
  describe: (data) =>
    data.choices
      .map((choice) => choice.name.trim())
      .filter(Boolean)
      .join(', else ') || 'No choices yet.',
  templates: (data) => [
    { path: 'about', source: data.about, kind: 'template' },
    { path: 'prompt', source: data.prompt, kind: 'template' },
    ...data.choices.flatMap((choice, index) =>
      choice.when.trim() === ''
        ? []
        : [{ path: `choices.${index}.when`, source: choice.when, kind: 'condition' as const }],
    ),
  ],
  collects: () => ['choice', 'reason'],
  check: checkChoices,
  compile: (node, { target }) => ({
    [node.id]: {
      op: 'branch',
      node: node.id,
      saves: 'choice',
      rules: node.data.choices.flatMap((choice) =>
        rulesOf(choice).map((when) => ({
          when,
          value: scopeName(choice.name),
          port: choice.id,
          to: target(choice.id),
        })),
      ),
      else: `${node.id}.model`,
    },
    [`${node.id}.model`]: {
      op: 'model',
      node: node.id,
      prompt: node.data.prompt,
      greeting: '',
      knowledge: '',
      exits: node.data.choices.map((choice) => ({
        name: scopeName(choice.name),
        description: choice.description || choice.name,
        phrases: phrasesOf(choice),
        port: choice.id,
        to: target(choice.id),
      })),
      collect: [],
      turns: 1,
      timeout: node.data.timeout * 1_000,
      listening: { input: ['speech'], timeout: 5_000, bargeIn: 'any' },
      retries: 0,
      retryText: '',
      ports: { noInput: target('else'), limit: target('else'), failed: target('failed') },
      once: { about: node.data.about, else: target('else') },
      ...(node.data.model ? { model: node.data.model } : {}),
    },
  }),
})

const phrasesOf = (choice: Choice): readonly string[] =>
  choice.phrases.map((phrase) => phrase.trim()).filter(Boolean)

const rulesOf = (choice: Choice): readonly string[] => [
  ...(choice.when.trim() === '' ? [] : [choice.when.trim()]),
  ...phrasesOf(choice).map((phrase) => `input.speech mentions ${quoteLiquid(phrase)}`),
]

function checkChoices(data: DecideData): readonly Diagnostic[] {
  if (data.choices.length === 0) {
    return [
      {
        code: 'decide.noChoices',
        severity: 'error',
        message: 'There is nothing to choose from.',
        hint: 'Add a choice, for example “Wants to cancel”.',
        path: 'choices',
      },
    ]
  }
  const unnamed = data.choices.flatMap((choice, index): Diagnostic[] =>
    choice.name.trim() === ''
      ? [
          {
            code: 'decide.unnamedChoice',
            severity: 'error',
            message: 'This choice has no name.',
            hint: 'Name it by what is the case, for example “Wants to cancel”.',
            path: `choices.${index}.name`,
          },
        ]
      : [],
  )
  const repeated = checkUnique(
    data.choices.map((choice) => (choice.name.trim() === '' ? '' : scopeName(choice.name))),
    (index) => `choices.${index}.name`,
    (name) => ({
      code: 'decide.repeatedChoice',
      message: `Two choices are both “${name}” to the model.`,
      hint: 'Name them so that they differ in letters or digits.',
    }),
  )
  const nothing =
    data.about.trim() === ''
      ? [
          {
            code: 'decide.noSubject',
            severity: 'error' as const,
            message: 'There is nothing to judge.',
            hint: 'Write {{ input.speech }} for what the caller said last.',
            path: 'about',
          },
        ]
      : []
  return [...unnamed, ...repeated, ...nothing]
}
