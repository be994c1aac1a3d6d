import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

const secure = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    // Mantine and CodeMirror write style elements.
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    mediaSrc: ["'self'", 'blob:', 'data:'],
    workerSrc: ["'self'", 'blob:'],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  referrerPolicy: 'same-origin',
  permissionsPolicy: { microphone: ['self'], camera: [], geolocation: [] },
  // Without TLS of our own: whoever stands in front sets it.
  strictTransportSecurity: false,
})

/** What browsers are told to refuse. Engines read no headers meant for browsers: a turn need not carry them. */
export const headers: MiddlewareHandler = (c, next) =>
  /^\/(?:hooks|sample)\//.test(c.req.path) ? next() : secure(c, next)
