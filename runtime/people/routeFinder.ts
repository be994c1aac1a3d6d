import type { Hono } from 'hono'
import { RegExpRouter } from 'hono/router/reg-exp-router'
import { SmartRouter } from 'hono/router/smart-router'
import { TrieRouter } from 'hono/router/trie-router'

/** Patterns under which nothing but middleware is registered for all methods with a `next`. */
const middlewarePatterns: readonly string[] = [
  ...['/*', '/api/*', '/api/campaigns/*', '/hooks/*', '/sample/*', '/media/*'],
]

/** A registered route, as `METHOD pattern`. */
export type RouteName = string

/** The routes of an app without its middleware, in the order they are tried. */
export const routesOf = ({ routes }: Hono): readonly { method: string; path: string }[] =>
  routes.filter(
    ({ method, path, handler }) =>
      !(method === 'ALL' && handler.length > 1 && middlewarePatterns.includes(path)),
  )

/** Finds which route would answer, by the router of the app itself. To be made when all routes are registered. */
export function createRouteFinder(app: Hono): (method: string, path: string) => RouteName | null {
  const router = new SmartRouter<RouteName>({ routers: [new RegExpRouter(), new TrieRouter()] })
  for (const { method, path } of routesOf(app)) router.add(method, path, `${method} ${path}`)
  return (method, path) => {
    // As Hono does: the body is left out of the answer.
    const [[first]] = router.match(method === 'HEAD' ? 'GET' : method, path)
    return first?.[0] ?? null
  }
}
