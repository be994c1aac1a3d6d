import type { Role } from '#shared/api/people.ts'

/**
 * Who may ask for a route. `public`: anybody. `signature`: whoever signs the body, which the route checks. `token`: whoever
 * knows an unguessable name that is part of the request. `self`: a signed-in person about themselves, never an API key.
 */
export type Access = Role | 'public' | 'signature' | 'token' | 'self'

/**
 * Every route of the server and who may ask for it, as `METHOD pattern` the way it is registered. A route that is not
 * here is refused, and `test/routes/roles.test.ts` names it. Two rows more than one would think of:
 * calls and softphones need an editor, as they run webhooks and models for real.
 */
export const routeRoles: Readonly<Record<string, Access>> = {
  // Watchers: whether it lives, and nothing else.
  'GET /health': 'public',
  'GET /health/ready': 'public',

  // Engines and senders that sign.
  'POST /hooks/voice': 'signature',
  'POST /hooks/voice/:callId/:turn': 'signature',
  'POST /hooks/prepare/:callId/:turn': 'signature',
  'GET /hooks/say/:callId/:turn': 'signature',
  'POST /hooks/status': 'signature',
  // FreJun's network: our token is in the address, and it signs what it tells.
  'POST /hooks/teler/flow/:token': 'token',
  'POST /hooks/teler/next/:token': 'token',
  'POST /hooks/teler/status/:token': 'signature',
  'POST /hooks/teler/fallback/:token': 'signature',
  // Our own question to ourselves, from outside: it gives back what only we can sign.
  'GET /hooks/reach/:nonce': 'public',
  'POST /sample/bookings': 'signature',
  'POST /sample/parcels': 'signature',
  // What callers booked.
  'GET /sample/bookings': 'viewer',

  // Signing in.
  'GET /api/session': 'public',
  'POST /api/session': 'public',
  'DELETE /api/session': 'public',
  'POST /api/links/open': 'token',
  'POST /api/links/redeem': 'token',
  'GET /api/sessions': 'self',
  'DELETE /api/sessions': 'self',
  'DELETE /api/sessions/:id': 'self',
  'PUT /api/password': 'self',
  'GET /api/keys': 'self',
  'POST /api/keys': 'self',
  'DELETE /api/keys/:id': 'self',
  'GET /api/people': 'admin',
  'PATCH /api/people/:id': 'admin',
  'DELETE /api/people/:id': 'admin',
  'POST /api/people/:id/reset-link': 'admin',
  'DELETE /api/people/:id/sessions': 'admin',
  'GET /api/invites': 'admin',
  'POST /api/invites': 'admin',
  'DELETE /api/invites/:id': 'admin',

  'GET /api/audit': 'admin',

  // What the API is, which holds nothing of anybody.
  'GET /api/openapi.json': 'public',
  'GET /api/docs': 'public',

  // What thinks and speaks for the whole installation; steps choose among the models.
  'GET /api/models': 'viewer',
  'GET /api/providers': 'admin',
  'POST /api/providers': 'admin',
  'POST /api/providers/list': 'admin',
  'POST /api/providers/try': 'admin',
  'PUT /api/providers/:id': 'admin',
  'PUT /api/providers/choices': 'admin',
  'DELETE /api/providers/:id': 'admin',

  // Who else hears of calls.
  'GET /api/subscriptions': 'admin',
  'POST /api/subscriptions': 'admin',
  'PATCH /api/subscriptions/:id': 'admin',
  'DELETE /api/subscriptions/:id': 'admin',
  'POST /api/subscriptions/:id/test': 'admin',
  'POST /api/subscriptions/:id/secret': 'admin',
  'GET /api/signing-secret': 'admin',
  'POST /api/signing-secret/reveal': 'admin',
  'POST /api/signing-secret/rotate': 'admin',

  // Secrets of webhooks: who draws chooses by name.
  'GET /api/credentials': 'admin',
  'GET /api/credentials/names': 'editor',
  'PUT /api/credentials/:name': 'admin',
  'DELETE /api/credentials/:name': 'admin',

  // How calls get here. Settings of numbers decide what callers hear, carriers what they cost.
  'POST /api/numbers': 'admin',
  'PATCH /api/numbers/:number': 'publisher',
  'DELETE /api/numbers/:number': 'admin',
  'POST /api/reach': 'viewer',
  'GET /api/trunks': 'viewer',
  'POST /api/trunks': 'admin',
  'PUT /api/trunks/:id': 'admin',
  'DELETE /api/trunks/:id': 'admin',
  'POST /api/trunks/test': 'admin',
  'GET /api/carriers': 'viewer',
  'GET /api/carriers/teler': 'viewer',
  'POST /api/carriers/teler/check': 'admin',
  'PUT /api/carriers/teler': 'admin',
  'DELETE /api/carriers/teler': 'admin',
  'GET /api/carriers/teler/numbers': 'admin',

  // What models may use: servers of the installation, documents of flows.
  'GET /api/tool-servers': 'viewer',
  'PUT /api/tool-servers/:name': 'admin',
  'DELETE /api/tool-servers/:name': 'admin',
  'POST /api/tool-servers/:name/tools': 'admin',
  'GET /api/documents': 'viewer',
  'GET /api/documents/:hash': 'viewer',
  'POST /api/documents': 'editor',
  'DELETE /api/documents/:hash': 'editor',

  // Calling many, and whom never to call.
  'GET /api/campaigns': 'viewer',
  'POST /api/campaigns': 'publisher',
  'GET /api/campaigns/:id': 'viewer',
  'PUT /api/campaigns/:id': 'publisher',
  'DELETE /api/campaigns/:id': 'publisher',
  'GET /api/campaigns/:id/callees': 'viewer',
  'GET /api/campaigns/:id/preview': 'viewer',
  'GET /api/campaigns/:id/problems.csv': 'viewer',
  'GET /api/campaigns/:id/results.csv': 'viewer',
  'POST /api/campaigns/:id/check': 'publisher',
  'POST /api/campaigns/:id/:move': 'publisher',
  'GET /api/opt-outs': 'viewer',
  'POST /api/opt-outs': 'editor',
  'DELETE /api/opt-outs/:number': 'publisher',

  // Flows.
  'GET /api/flows/:id/delays': 'viewer',
  'GET /api/environment': 'viewer',
  'GET /api/templates': 'viewer',
  'GET /api/flows': 'viewer',
  'POST /api/flows': 'editor',
  'GET /api/flows/:id': 'viewer',
  'PUT /api/flows/:id': 'editor',
  'DELETE /api/flows/:id': 'editor',
  'GET /api/flows/:id/export.zip': 'viewer',
  'POST /api/flows/:id/presence': 'viewer',
  'POST /api/flows/:id/test-request': 'editor',
  'POST /api/flows/:id/publish': 'publisher',
  'GET /api/flows/:id/versions': 'viewer',
  'GET /api/flows/:id/versions/:version': 'viewer',
  'PATCH /api/flows/:id/versions/:version': 'publisher',
  'POST /api/flows/:id/versions/:version/publish': 'publisher',
  'GET /api/bin': 'viewer',
  'POST /api/bin/:id/restore': 'editor',
  'DELETE /api/bin/:id': 'publisher',
  'GET /api/media': 'viewer',
  'POST /api/media': 'editor',
  'DELETE /api/media/:id': 'editor',
  // Engines elsewhere fetch what they play; the name is 144 bits of the hash of its content.
  'GET /media/:id': 'token',

  // Numbers and what answers there.
  'GET /api/numbers': 'viewer',
  'GET /api/numbers/plans': 'viewer',
  'PUT /api/numbers/:number/testers': 'publisher',
  'DELETE /api/numbers/:number/next': 'publisher',
  'DELETE /api/numbers/:number/split': 'publisher',

  // Calls.
  'GET /api/calls': 'viewer',
  'POST /api/calls': 'publisher',
  'DELETE /api/calls/:id': 'editor',
  'GET /api/calls/counts': 'viewer',
  'GET /api/calls/:id': 'viewer',
  'GET /api/calls/:id/events': 'viewer',
  'GET /api/recordings/:id': 'viewer',
  'POST /api/text-calls': 'editor',
  'POST /api/text-calls/:id/input': 'editor',
  'POST /api/softphone/token': 'editor',
  'POST /api/speech': 'editor',
  'POST /api/simulator/effects': 'editor',
  'GET /api/outbox': 'viewer',
  'POST /api/outbox/:id/replay': 'publisher',

  // The built editor, which holds nothing of anybody; and the answer that there is no such address.
  'GET /*': 'public',
  'ALL /api/*': 'public',
}
