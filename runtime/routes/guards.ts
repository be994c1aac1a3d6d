import { isIP } from 'node:net'
import type { MiddlewareHandler } from 'hono'
import { HttpProblem } from './problem.ts'

export interface Guards {
  /** A name this server answers to: loopback, any address, HOST, PUBLIC_URL. Other names may be DNS rebinding. */
  isAllowedHost(host: string | undefined): boolean
  /** Whether a page of this origin may change something here: only our own pages. */
  isAllowedOrigin(origin: string | undefined, host: string | undefined): boolean
}

/** Any web page can reach a loopback port: these lists keep foreign pages out. */
export function createGuards(options: { host: string; publicUrl: string | null }): Guards {
  const publicHost = options.publicUrl ? new URL(options.publicUrl).host.toLowerCase() : null
  const publicOrigin = options.publicUrl ? new URL(options.publicUrl).origin : null
  const names = new Set(['localhost', options.host.toLowerCase()])
  const isKnown = (host: string): boolean => {
    if (host.toLowerCase() === publicHost) return true
    const name = nameOf(host)
    return name !== null && (names.has(name) || isIP(name) > 0 || name.endsWith('.localhost'))
  }
  // Nearly every request has the same host: reading it as an address costs more than the rest of the guard.
  let last = { host: '', isAllowed: false }
  const isAllowedHost = (host: string | undefined): boolean => {
    if (!host) return false
    if (host !== last.host) last = { host, isAllowed: isKnown(host) }
    return last.isAllowed
  }
  return {
    isAllowedHost,
    isAllowedOrigin: (origin, host) => {
      if (origin === undefined || origin === publicOrigin) return true
      const parsed = URL.canParse(origin) ? new URL(origin) : null
      // Under its public name it is one origin: a page that came without TLS may be somebody else’s.
      if (parsed === null || parsed.host === publicHost) return false
      return isAllowedHost(host) && parsed.host === host?.toLowerCase()
    },
  }
}

/** `name:port` or `[address]:port` without the port. */
function nameOf(host: string): string | null {
  const url = `http://${host}`
  if (!URL.canParse(url)) return null
  const { hostname, pathname, username } = new URL(url)
  if (pathname !== '/' || username !== '') return null
  return hostname.replace(/^\[|\]$/g, '').toLowerCase()
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Refuses requests under a foreign name, and changes asked for by foreign pages. */
export function guardRequests(guards: Guards): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header('host') ?? new URL(c.req.url).host
    if (!guards.isAllowedHost(host)) {
      throw new HttpProblem(
        403,
        'host.foreign',
        `This server does not answer as ${host}: set PUBLIC_URL to its public address.`,
      )
    }
    if (!safeMethods.has(c.req.method)) {
      const isForeign =
        !guards.isAllowedOrigin(c.req.header('origin'), host) ||
        c.req.header('sec-fetch-site') === 'cross-site'
      if (isForeign) {
        throw new HttpProblem(403, 'origin.foreign', 'Other web pages may not change things here.')
      }
    }
    return next()
  }
}
