import type { Diagnostic } from '../diagnostic.ts'
import type { Flow } from '../flow/flow.ts'
import { createGraph, type FlowGraph } from './graph.ts'
import { linkOwn } from './linkFlow.ts'
import { opsOf } from './opsOf.ts'
import type { Op } from './program.ts'

/** A credential of an installation, as far as a flow is concerned. */
export interface KnownCredential {
  readonly name: string
  readonly host: string
}

/** Requests of a flow whose credential is not there, or is for another host. */
export const checkCredentials = (
  flow: Flow,
  known: readonly KnownCredential[],
): readonly Diagnostic[] => checkCredentialsIn(createGraph(flow), known)

/** The same of a flow that was read before. */
export function checkCredentialsIn(
  graph: FlowGraph,
  known: readonly KnownCredential[],
): readonly Diagnostic[] {
  const hosts = new Map(known.map(({ name, host }) => [name, host]))
  return opsOf(linkOwn(graph).ops)
    .flatMap(([, op]) => usesOf(op))
    .flatMap(({ nodeId, path, name, url }): Diagnostic[] => {
      const host = hosts.get(name)
      const place = { severity: 'error' as const, nodeId, path }
      if (host === undefined) {
        const message = `There is no credential “${name}” here.`
        const hint = 'Add it in the settings, or choose another one.'
        return [{ ...place, code: 'credential.missing', message, hint }]
      }
      const target = hostIn(url)
      if (target === null || target === host) return []
      const message = `The credential “${name}” is for ${host}, not for ${target}.`
      const hint = 'Mend the address, or choose another credential.'
      return [{ ...place, code: 'credential.otherHost', message, hint }]
    })
}

interface Use {
  readonly nodeId: string
  readonly path: string
  readonly name: string
  readonly url: string
}

function usesOf(op: Op): readonly Use[] {
  const nodeId = op.node
  if (op.op === 'request') {
    return op.credential === undefined
      ? []
      : [{ nodeId, path: 'credential', name: op.credential, url: op.url }]
  }
  if (op.op !== 'model') return []
  return (op.tools ?? []).flatMap((tool, index) =>
    tool.type === 'webhook' && tool.request.credential !== undefined
      ? [
          {
            nodeId,
            path: `tools.${index}.credential`,
            name: tool.request.credential,
            url: tool.request.url,
          },
        ]
      : [],
  )
}

/** The host of an address that is known before the call: no template stands in it. */
function hostIn(url: string): string | null {
  const [start = ''] = /^https?:\/\/[^\s/?#{]+(?=[/?#]|$)/i.exec(url.trim()) ?? []
  return URL.canParse(start) ? new URL(start).host : null
}
