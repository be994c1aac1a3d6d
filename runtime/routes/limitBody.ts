import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HttpProblem } from './problem.ts'

/** Refuses larger bodies. The HTTP parser holds a body to its content-length; others are counted as they come. */
export function limitBody(maxSize: number): MiddlewareHandler {
  const refuse = () => {
    throw new HttpProblem(413, 'body.tooLarge', `The body is larger than ${maxSize / 1024} kB.`)
  }
  const count = bodyLimit({ maxSize, onError: refuse })
  return (c, next) => {
    const length = c.req.header('content-length')
    if (length === undefined || c.req.header('transfer-encoding') !== undefined)
      return count(c, next)
    return Number(length) > maxSize ? refuse() : next()
  }
}
