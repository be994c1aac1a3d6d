import type { Flow, FlowNode } from '#shared/flow/flow.ts'
import { type Draft, drawFlow } from '#shared/nodes/drawFlow.ts'

/** One thing that a caller may be asked, and what this caller answers. */
export interface Answer {
  /** What the question is about, in the words of whoever asks. */
  readonly about: RegExp
  readonly says: string
  /** The same letter by letter, or otherwise than usual. */
  readonly spelled?: string
  /** What the caller says when they change their mind about it. */
  readonly changed?: string
  /** Field of an agent, with the value that a model would write for each way to say it. */
  readonly field?: string
  readonly value?: string
  readonly changedValue?: string
}

/** Something people call about: a flow, and what one caller knows and wants. */
export interface Task {
  readonly id: string
  readonly flow: Flow
  /** Said when nothing in particular was asked. */
  readonly opening: string
  readonly answers: readonly Answer[]
  /** Everything in one breath. */
  readonly all: string
  /** A question that belongs to the matter. */
  readonly question: string
  /** The end that a caller who helps reaches. */
  readonly success: string
}

const endings: readonly Draft[] = [
  ['silent', 'end', { text: 'I cannot hear you. Please call again. Goodbye.', outcome: 'silent' }],
  ['unclear', 'end', { text: 'A colleague will call you back. Goodbye.', outcome: 'unclear' }],
  ['person', 'end', { text: 'I put you on the list for a person. Goodbye.', outcome: 'person' }],
  ['broken', 'end', { text: 'Something is broken here. Goodbye.', outcome: 'broken' }],
]

/** A flow with the ends that every task has, and a person in reach from everywhere. */
export function taskFlow(id: string, nodes: readonly Draft[], wires: readonly string[]): Flow {
  return drawFlow(
    [...nodes, ['human', 'anywhere', { key: '0', phrases: humanPhrases }], ...endings],
    [...wires, 'human.next>person'],
    { id, name: id },
  )
}

const humanPhrases = ['human', 'a person', 'an agent', 'operator', 'somebody real', 'supervisor']

/** The ways out of an ask or a menu that went wrong. */
export const lost = (id: string, other = 'invalid'): readonly string[] => [
  `${id}.noInput>silent`,
  `${id}.${other}>unclear`,
]

/** The ways out of an agent that went wrong. */
export const lostAgent = (id: string): readonly string[] => [
  `${id}.noInput>silent`,
  `${id}.limit>unclear`,
  `${id}.failed>broken`,
]

interface AgentParts {
  readonly prompt: string
  readonly greeting: string
  readonly knowledge: string
  readonly collect: readonly (readonly [name: string, type: string, description: string])[]
  readonly exits: readonly (readonly [name: string, description: string, ...phrases: string[]])[]
}

/** Data of an agent step. */
export const agentData = ({ collect, exits, ...rest }: AgentParts): FlowNode['data'] => ({
  ...rest,
  collect: collect.map(([name, type, description]) => ({
    ...{ id: name, name, type, description, required: true },
  })),
  exits: exits.map(([name, description, ...phrases]) => ({ id: name, name, description, phrases })),
})

export const end = (outcome: string, text: string): Draft => [outcome, 'end', { text, outcome }]
