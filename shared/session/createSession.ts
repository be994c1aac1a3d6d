import type { Program } from '../compile/program.ts'
import type { CallInfo, Session } from './session.ts'
import { initialVars } from './values.ts'

/** A call that has not started: variables at their defaults, but for those given. */
export const createSession = (
  program: Program,
  call: CallInfo,
  vars: Session['vars'] = {},
): Session => ({
  call,
  program: program.hash,
  status: 'new',
  outcome: null,
  startedAt: 0,
  turn: 0,
  open: false,
  waiting: { for: 'nothing' },
  vars: { ...initialVars(program.variables), ...vars },
  nodes: {},
  counts: {},
  input: null,
  agents: {},
  steps: 0,
  effects: 0,
})
