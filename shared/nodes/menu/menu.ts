import { z } from 'zod'
import type { Op, OpId } from '../../compile/program.ts'
import type { Diagnostic } from '../../diagnostic.ts'
import { quoteLiquid } from '../../text/quoteLiquid.ts'
import { bargeInFields, bargeInOf } from '../bargeIn.ts'
import { defineNode } from '../defineNode.ts'
import { checkText, checkUnique, checkVoicing, optionId, spokenText, voicing } from '../fields.ts'

export const menuData = z.strictObject({
  prompt: spokenText,
  options: z
    .array(
      z.strictObject({
        id: optionId,
        /** One key, or empty. */
        key: z.string().max(1),
        /** What a caller may say; the first one names the option. */
        phrases: z.array(z.string().max(200)).max(30),
      }),
    )
    .max(30),
  /** Spoken instead of the prompt when the caller was silent or not understood; empty repeats the prompt. */
  retryPrompt: spokenText,
  /** Times a caller is asked again. */
  retries: z.number().int().min(0).max(5),
  /** Seconds of silence before the caller is asked again. */
  timeout: z.number().min(1).max(60),
  /** Whether a key or a word cuts the prompt short. */
  interruptible: z.boolean(),
  ...bargeInFields,
  ...voicing,
})
export type MenuData = z.infer<typeof menuData>
type MenuOption = MenuData['options'][number]

/** Asks the caller to choose by key or by voice. */
export const menu = defineNode<MenuData>({
  type: 'menu',
  title: 'Menu',
  summary: 'Let the caller choose by key or by voice.',
  group: 'listen',
  data: menuData,
  defaults: (newId) => ({
    prompt: '',
    options: [
      { id: newId(), key: '1', phrases: [] },
      { id: newId(), key: '2', phrases: [] },
    ],
    retryPrompt: '',
    retries: 1,
    timeout: 5,
    interruptible: true,
  }),
  ports: (data) => [
    ...data.options.map((option) => ({
      id: option.id,
      title: titleOf(option),
      unwired: 'error' as const,
    })),
    { id: 'noInput', title: 'No input', unwired: 'error' },
    { id: 'noMatch', title: 'No match', unwired: 'error' },
  ],
  describe: (data) => data.prompt || 'Nothing to say yet.',
  templates: (data) => [
    { path: 'prompt', source: data.prompt, kind: 'template' },
    { path: 'retryPrompt', source: data.retryPrompt, kind: 'template' },
  ],
  collects: () => ['choice'],
  voicing: (data) => data,
  check: (data) => [
    ...checkText(data.prompt, 'prompt', 'Tell the caller which keys to press or what to say.'),
    ...checkOptions(data),
    ...checkVoicing(data),
  ],
  compile: (node, { target }) => compileMenu(node.id, node.data, target),
})

const titleOf = (option: MenuOption): string =>
  [option.key, option.phrases[0] ?? ''].filter(Boolean).join(' · ') || 'New option'

function checkOptions(data: MenuData): readonly Diagnostic[] {
  if (data.options.length === 0) {
    return [
      {
        code: 'menu.noOptions',
        severity: 'error',
        message: 'This menu has no options.',
        hint: 'Add an option with a key or a phrase.',
        path: 'options',
      },
    ]
  }
  const unreachable = data.options.flatMap((option, index): Diagnostic[] => {
    if (option.key !== '' && !/^[0-9*#]$/.test(option.key)) {
      return [
        {
          code: 'menu.badKey',
          severity: 'error',
          message: `“${option.key}” is not a key of a telephone.`,
          hint: 'Use 0 to 9, * or #.',
          path: `options.${index}.key`,
        },
      ]
    }
    return option.key === '' && phrasesOf(option).length === 0
      ? [
          {
            code: 'menu.emptyOption',
            severity: 'error',
            message: 'No caller can choose this option.',
            hint: 'Give it a key, a phrase or both.',
            path: `options.${index}`,
          },
        ]
      : []
  })
  const repeatedKeys = checkUnique(
    data.options.map((option) => option.key),
    (index) => `options.${index}.key`,
    (key) => ({
      code: 'menu.repeatedKey',
      message: `Key ${key} is used twice.`,
      hint: 'Give each option its own key.',
    }),
  )
  const phrases = data.options.flatMap((option, index) =>
    phrasesOf(option).map((phrase) => ({ phrase: phrase.toLowerCase(), index })),
  )
  const repeatedPhrases = checkUnique(
    phrases.map(({ phrase }) => phrase),
    (index) => `options.${phrases[index]?.index ?? 0}.phrases`,
    (phrase) => ({
      code: 'menu.repeatedPhrase',
      message: `“${phrase}” is used twice.`,
      hint: 'Use each phrase for one option only.',
    }),
  )
  return [...unreachable, ...repeatedKeys, ...repeatedPhrases]
}

const phrasesOf = (option: MenuOption): readonly string[] =>
  option.phrases.map((phrase) => phrase.trim()).filter(Boolean)

function compileMenu(
  id: string,
  data: MenuData,
  target: (port: string) => OpId,
): Readonly<Record<OpId, Op>> {
  const hints = data.options.flatMap(phrasesOf)
  const keys = data.options.some((option) => option.key !== '')
  const listening = {
    input: [
      ...(keys ? (['dtmf'] as const) : []),
      ...(hints.length > 0 ? (['speech'] as const) : []),
    ],
    ...(keys ? { numDigits: 1, finishOnKey: '' } : {}),
    timeout: data.timeout * 1_000,
    ...(hints.length > 0 ? { hints } : {}),
    ...bargeInOf(data),
  }
  const counter = `${id}.tries`
  const gather = (prompt: string, resets: object): Op => ({
    op: 'gather',
    node: id,
    ...listening,
    prompt: [{ say: prompt }],
    ...resets,
    next: `${id}.read`,
  })
  return {
    [id]: gather(data.prompt, { resets: counter }),
    [`${id}.retry`]: gather(data.retryPrompt.trim() === '' ? data.prompt : data.retryPrompt, {}),
    [`${id}.read`]: {
      op: 'branch',
      node: id,
      saves: 'choice',
      rules: rulesOf(data, target),
      else: `${id}.again`,
    },
    [`${id}.again`]: {
      op: 'count',
      node: id,
      name: counter,
      max: data.retries,
      under: `${id}.retry`,
      over: { noInput: target('noInput'), noMatch: target('noMatch') },
    },
  }
}

/** Keys first; then phrases, the one with most words first, so that “test results” wins over “test”. */
function rulesOf(data: MenuData, target: (port: string) => OpId) {
  const byKey = data.options
    .filter((option) => option.key !== '')
    .map((option) => ({ option, when: `input.digits == ${quoteLiquid(option.key)}`, words: 0 }))
  const byPhrase = data.options
    .flatMap((option) =>
      phrasesOf(option).map((phrase) => ({
        option,
        when: `input.speech mentions ${quoteLiquid(phrase)}`,
        words: phrase.split(/\s+/).length,
      })),
    )
    .sort((a, b) => b.words - a.words)
  return [...byKey, ...byPhrase].map(({ option, when }) => ({
    when,
    value: phrasesOf(option)[0] ?? option.key,
    port: option.id,
    to: target(option.id),
  }))
}
