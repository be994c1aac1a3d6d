import { z } from 'zod'
import {
  guardActions,
  guardChecks,
  guardSides,
  parameterTypes,
  personalKinds,
} from '../../compile/modelControl.ts'
import { fieldTypes } from '../../compile/program.ts'
import { bargeInFields } from '../bargeIn.ts'
import { optionId, spokenText, valueName } from '../fields.ts'
import { methods } from '../webhook/webhook.ts'

const guard = z.strictObject({
  id: optionId,
  check: z.enum(guardChecks),
  on: z.enum(guardSides),
  /** Words and phrases that are off limits. */
  words: z.array(z.string().max(200)).max(100),
  /** The same in a sentence, for the model to judge; empty: words alone decide. */
  topic: z.string().max(500),
  kinds: z.array(z.enum(personalKinds)).max(4),
  /** Most characters; null: any. */
  longest: z.number().int().min(10).max(4_000).nullable(),
  /** Whether tags, links and code are stopped too. */
  markup: z.boolean(),
  /** What is said instead. */
  say: spokenText,
  action: z.enum(guardActions),
})

const tool = z.strictObject({
  id: optionId,
  name: valueName,
  description: z.string().max(1_000),
  parameters: z
    .array(
      z.strictObject({
        id: optionId,
        name: valueName,
        type: z.enum(parameterTypes),
        description: z.string().max(500),
        required: z.boolean(),
      }),
    )
    .max(20),
  method: z.enum(methods),
  url: z.string().max(2_000),
  headers: z
    .array(
      z.strictObject({ id: optionId, name: z.string().max(100), value: z.string().max(2_000) }),
    )
    .max(30),
  /** JSON with templates; empty: the parameters as they are. */
  body: z.string().max(20_000),
  /** Seconds. */
  timeout: z.number().min(0.5).max(30),
  /** Name of a credential of the installation; absent or empty: none. */
  credential: z.string().max(30).exactOptional(),
})

/** Another flow that the agent may run while it talks. */
const flowTool = z.strictObject({
  id: optionId,
  name: valueName,
  description: z.string().max(1_000),
  /** Id of the flow. */
  flow: z.string().max(100),
  /** Its variables that the model gives values to. */
  inputs: z
    .array(
      z.strictObject({
        id: optionId,
        variable: z.string().max(60),
        description: z.string().max(500),
        required: z.boolean(),
      }),
    )
    .max(20),
  /** Its variables that the model is told when it comes back, beside its outcome. */
  outputs: z.array(z.string().max(60)).max(20),
})

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
        /** A Liquid condition that means it at once, without the model; absent: none. */
        when: z.string().max(2_000).exactOptional(),
        /** The conversation goes on when the call comes back. */
        returns: z.boolean().exactOptional(),
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
  // What follows is absent in a step that does not use it, so that nothing changes for those that were drawn before.
  /** Name of a model of the installation; absent: its own. */
  model: z.string().max(200).exactOptional(),
  guards: z.array(guard).max(12).exactOptional(),
  tools: z.array(tool).max(20).exactOptional(),
  flows: z.array(flowTool).max(10).exactOptional(),
  /** Tools of servers that the installation knows, each allowed by name. */
  servers: z
    .array(
      z.strictObject({
        id: optionId,
        server: z.string().max(30),
        tools: z.array(z.string().max(100)).max(50),
      }),
    )
    .max(10)
    .exactOptional(),
  /** Most times in a turn that the model goes on with what its tools gave. */
  rounds: z.number().int().min(1).max(8).exactOptional(),
  documents: z
    .array(
      z.strictObject({
        hash: z.string().regex(/^[0-9a-f]{64}$/),
        name: z.string().max(200),
      }),
    )
    .max(20)
    .exactOptional(),
  /** What the models of one call may use up; 0: any. */
  maxTokens: z.number().int().min(0).max(10_000_000).exactOptional(),
  maxCost: z.number().min(0).max(10_000).exactOptional(),
})
export type AgentData = z.infer<typeof agentData>
export type AgentGuard = z.infer<typeof guard>
export type AgentTool = z.infer<typeof tool>
export type AgentFlow = z.infer<typeof flowTool>

/** Whether some guard sends the caller away. */
export const hasGuardedPort = ({ guards = [] }: AgentData): boolean =>
  guards.some(({ action }) => action === 'leave')
