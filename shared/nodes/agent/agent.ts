import { z } from 'zod'
import { fieldTypes } from '../../compile/program.ts'
import type { Diagnostic } from '../../diagnostic.ts'
import { scopeName } from '../../flow/flow.ts'
import { bargeInFields, bargeInOf } from '../bargeIn.ts'
import { defineNode } from '../defineNode.ts'
import { checkUnique, optionId, spokenText, valueName, valueNamePattern } from '../fields.ts'

export const agentData = z.strictObject({
  /** What the agent is to do, and how. */
  prompt: z.string().max(20_000),
  /** First sentence; empty lets the model open. */
  greeting: spokenText,
  /** Facts it may use. */
  knowledge: z.string().max(100_000),
  collect: z
    .array(
      z.strictObject({
        id: optionId,
        name: valueName,
        type: z.enum(fieldTypes),
        description: z.string().max(500),
        required: z.boolean(),
      }),
    )
    .max(30),
  exits: z
    .array(
      z.strictObject({
        id: optionId,
        name: z.string().max(60),
        /** When to leave this way. */
        description: z.string().max(1_000),
        /** What a caller says to leave this way. */
        phrases: z.array(z.string().max(200)).max(30),
      }),
    )
    .max(20),
  /** Most turns of the caller. */
  turns: z.number().int().min(1).max(100),
  /** Seconds a model turn may take. */
  timeout: z.number().min(1).max(60),
  /** Seconds of silence before the caller is asked again. */
  silence: z.number().min(1).max(60),
  retryText: spokenText,
  interruptible: z.boolean(),
  ...bargeInFields,
  /** Off: the model is asked only when the caller is known to be done. */
  early: z.boolean().exactOptional(),
})
export type AgentData = z.infer<typeof agentData>

/** Holds a conversation until one of its exits is reached. */
export const agent = defineNode<AgentData>({
  type: 'agent',
  title: 'Agent',
  summary: 'Hold a conversation, collect values, leave by a named exit.',
  group: 'think',
  data: agentData,
  defaults: (newId) => ({
    prompt: '',
    greeting: '',
    knowledge: '',
    collect: [],
    exits: [{ id: newId(), name: 'Done', description: '', phrases: [] }],
    turns: 12,
    timeout: 8,
    silence: 6,
    retryText: 'Sorry, I did not hear you.',
    interruptible: true,
  }),
  ports: (data) => [
    ...data.exits.map((exit) => ({
      id: exit.id,
      title: exit.name.trim() || 'New exit',
      unwired: 'error' as const,
    })),
    { id: 'noInput', title: 'No input', unwired: 'error' },
    { id: 'limit', title: 'Too many turns', unwired: 'error' },
    { id: 'failed', title: 'Failed', unwired: 'error' },
  ],
  describe: (data) => data.prompt || 'No task yet.',
  templates: (data) => [
    { path: 'prompt', source: data.prompt, kind: 'template' },
    { path: 'greeting', source: data.greeting, kind: 'template' },
    { path: 'knowledge', source: data.knowledge, kind: 'template' },
    { path: 'retryText', source: data.retryText, kind: 'template' },
  ],
  collects: (data) => [...data.collect.map((field) => field.name), 'exit', 'reason'],
  check: (data) => [...checkPrompt(data), ...checkExits(data), ...checkCollect(data)],
  compile: (node, { target }) => ({
    [node.id]: {
      op: 'model',
      node: node.id,
      prompt: node.data.prompt,
      greeting: node.data.greeting,
      knowledge: node.data.knowledge,
      exits: node.data.exits.map((exit) => ({
        name: scopeName(exit.name),
        description: exit.description || exit.name,
        phrases: exit.phrases.map((phrase) => phrase.trim()).filter(Boolean),
        port: exit.id,
        to: target(exit.id),
      })),
      collect: node.data.collect.map(({ name, type, description, required }) => ({
        name,
        type,
        description,
        required,
      })),
      turns: node.data.turns,
      timeout: node.data.timeout * 1_000,
      listening: {
        input: ['dtmf', 'speech'],
        timeout: node.data.silence * 1_000,
        hints: node.data.exits.flatMap((exit) => exit.phrases.map((p) => p.trim()).filter(Boolean)),
        ...bargeInOf(node.data),
      },
      ...(node.data.early === false ? { early: false as const } : {}),
      retries: 1,
      retryText: node.data.retryText,
      ports: {
        noInput: target('noInput'),
        limit: target('limit'),
        failed: target('failed'),
      },
    },
  }),
})

const checkPrompt = (data: AgentData): readonly Diagnostic[] =>
  data.prompt.trim() === ''
    ? [
        {
          code: 'agent.noPrompt',
          severity: 'error',
          message: 'The agent has no task.',
          hint: 'Say in a few sentences what it should find out or do.',
          path: 'prompt',
        },
      ]
    : []

function checkExits(data: AgentData): readonly Diagnostic[] {
  if (data.exits.length === 0) {
    return [
      {
        code: 'agent.noExits',
        severity: 'error',
        message: 'The agent has no way out.',
        hint: 'Add an exit, for example “Booked”.',
        path: 'exits',
      },
    ]
  }
  const unnamed = data.exits.flatMap((exit, index): Diagnostic[] =>
    exit.name.trim() === ''
      ? [
          {
            code: 'agent.unnamedExit',
            severity: 'error',
            message: 'This exit has no name.',
            hint: 'Name what has happened when the agent leaves this way.',
            path: `exits.${index}.name`,
          },
        ]
      : [],
  )
  const repeated = checkUnique(
    data.exits.map((exit) => (exit.name.trim() === '' ? '' : scopeName(exit.name))),
    (index) => `exits.${index}.name`,
    (name) => ({
      code: 'agent.repeatedExit',
      message: `Two exits are both “${name}” to the model.`,
      hint: 'Name them so that they differ in letters or digits.',
    }),
  )
  return [...unnamed, ...repeated]
}

function checkCollect(data: AgentData): readonly Diagnostic[] {
  const bad = data.collect.flatMap((field, index): Diagnostic[] =>
    valueNamePattern.test(field.name)
      ? []
      : [
          {
            code: 'agent.badField',
            severity: 'error',
            message:
              field.name === '' ? 'This value has no name.' : `“${field.name}” cannot be a name.`,
            hint: 'Use small letters, digits and _, for example party_size.',
            path: `collect.${index}.name`,
          },
        ],
  )
  const repeated = checkUnique(
    data.collect.map((field) => field.name),
    (index) => `collect.${index}.name`,
    (name) => ({
      code: 'agent.repeatedField',
      message: `The value “${name}” is collected twice.`,
      hint: 'Give each value its own name.',
    }),
  )
  return [...bad, ...repeated]
}
