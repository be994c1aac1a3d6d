import type { ErrorHandler, Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Log } from '../log.ts'
import { StoreFull, StoreUnavailable } from '../storage/store.ts'
import { HttpProblem, notFound, respondProblem } from './problem.ts'

/** Every refusal leaves as problem+json from here. */
export function handleErrors(hono: Hono, log: Log): void {
  hono.notFound((c) => respondProblem(c, notFound('such address').problem))
  hono.onError(createErrorHandler(log))
}

/** Answers with the problem that an error stands for. */
export function createErrorHandler(log: Log): ErrorHandler {
  return (error, c) => {
    if (error instanceof HttpProblem) return respondProblem(c, error.problem)
    if (error instanceof HTTPException) {
      const { status, message } = error
      return respondProblem(c, new HttpProblem(status, 'http', message || 'Refused.').problem)
    }
    if (error instanceof StoreFull) {
      log.error({ err: error }, 'The disk is full. Free space on the disk of DATA_DIR.')
      return respondProblem(c, new HttpProblem(503, 'disk.full', error.message).problem)
    }
    if (error instanceof StoreUnavailable) {
      log.error({ err: error }, error.message)
      return respondProblem(c, new HttpProblem(503, 'store.unavailable', error.message).problem)
    }
    log.error({ err: error, method: c.req.method, path: c.req.path }, 'A request failed.')
    const detail = 'Something went wrong on our side: look at the log of the server.'
    return respondProblem(c, new HttpProblem(500, 'internal', detail).problem)
  }
}
