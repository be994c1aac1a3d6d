import type { Agent, Dispatcher } from 'undici'
import { createGuardedLookup } from './addressGuard.ts'

interface AgentOptions extends Pick<Agent.Options, 'connections' | 'maxResponseSize'> {
  readonly allowPrivate: boolean
  /** Tests pass a name service of their own. */
  readonly lookup?: ReturnType<typeof createGuardedLookup> | undefined
}

/** Connections to other servers, which look names up under guard. */
export interface GuardedAgent {
  /** Made when something is first sent: a start does not wait for the library. */
  get(): Promise<Dispatcher>
  close(): Promise<void>
}

export function openAgent({ allowPrivate, lookup, ...options }: AgentOptions): GuardedAgent {
  let opened: Promise<Dispatcher> | null = null
  const open = async () => {
    const undici = await import('undici')
    const connect = allowPrivate ? {} : { lookup: lookup ?? createGuardedLookup() }
    return new undici.Agent({ ...options, connect })
  }
  return {
    get: () => {
      opened ??= open()
      return opened
    },
    close: async () => {
      await (await opened)?.destroy()
    },
  }
}
