import { scopeName } from '../../flow/flow.ts'
import { bargeInOf } from '../bargeIn.ts'
import { defineNode } from '../defineNode.ts'
import { type AgentData, agentData, hasGuardedPort } from './agentData.ts'
import { checkAgent } from './checkAgent.ts'
import { compileControl, controlTemplates } from './compileControl.ts'
import { flowCalls, flowExits, flowOps } from './compileFlows.ts'

export type { AgentData } from './agentData.ts'

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
    ...(hasGuardedPort(data)
      ? [{ id: 'guarded', title: 'Guarded', unwired: 'error' as const }]
      : []),
  ],
  describe: (data) => data.prompt || 'No task yet.',
  templates: (data) => [
    { path: 'prompt', source: data.prompt, kind: 'template' },
    { path: 'greeting', source: data.greeting, kind: 'template' },
    { path: 'knowledge', source: data.knowledge, kind: 'template' },
    { path: 'retryText', source: data.retryText, kind: 'template' },
    ...controlTemplates(data),
  ],
  collects: (data) => [...data.collect.map((field) => field.name), 'exit', 'reason'],
  check: checkAgent,
  flowCalls,
  compile: (node, { target, callable }) => ({
    ...flowOps(node, callable),
    [node.id]: {
      op: 'model',
      node: node.id,
      prompt: node.data.prompt,
      greeting: node.data.greeting,
      knowledge: node.data.knowledge,
      exits: [
        ...node.data.exits.map((exit) => ({
          name: scopeName(exit.name),
          description: exit.description || exit.name,
          phrases: exit.phrases.map((phrase) => phrase.trim()).filter(Boolean),
          port: exit.id,
          to: target(exit.id),
          ...(exit.when?.trim() ? { when: exit.when.trim() } : {}),
          ...(exit.returns ? { returns: true as const } : {}),
        })),
        ...flowExits(node, callable),
      ],
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
        ...(hasGuardedPort(node.data) ? { guarded: target('guarded') } : {}),
      },
      ...compileControl(node.data),
    },
  }),
})
