import type { Diagnostic } from '../../diagnostic.ts'
import { scopeName } from '../../flow/flow.ts'
import { checkUnique, valueNamePattern } from '../fields.ts'
import type { AgentData } from './agentData.ts'
import { checkControl } from './checkControl.ts'

/** Problems that only an agent has. */
export const checkAgent = (data: AgentData): readonly Diagnostic[] => [
  ...checkPrompt(data),
  ...checkExits(data),
  ...checkCollect(data),
  ...checkControl(data),
]

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
