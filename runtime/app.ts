import { type Context, Hono } from 'hono'
import type { Environment } from '#shared/api/api.ts'
import { fileLimits } from '#shared/api/campaigns.ts'
import { speechEnvironment } from '#shared/api/speechEnvironment.ts'
import type { ModelEffect } from '#shared/session/effect.ts'
import { createCallRunner } from './calls/callRunner.ts'
import type { CallRunner } from './calls/callRunnerTypes.ts'
import type { Clock } from './calls/clock.ts'
import { createTurnClient } from './calls/createTurnClient.ts'
import { createLiveCalls, type LiveCalls } from './calls/liveCalls.ts'
import { createPrograms } from './calls/programs.ts'
import { createSayings } from './calls/sayings.ts'
import type { Carriers } from './carriers/createCarriers.ts'
import type { TelerEdge } from './carriers/teler/telerEdge.ts'
import type { TrunkTestParts } from './carriers/trunk/testTrunk.ts'
import { createCredentialOpener } from './effects/openCredential.ts'
import { type Performer, performEffect, workOf } from './effects/performEffect.ts'
import { createRequestPerformer } from './effects/performRequest.ts'
import { createLibrary } from './knowledge/createLibrary.ts'
import { joinToolboxes } from './llm/toolbox.ts'
import { createWebhookTools } from './llm/webhookTools.ts'
import type { Log } from './log.ts'
import type { Media } from './media/createMedia.ts'
import type { Campaigns } from './outbound/campaigns/campaignsTypes.ts'
import { createCampaigns } from './outbound/campaigns/createCampaigns.ts'
import { createOutbound } from './outbound/createOutbound.ts'
import type { Outbound } from './outbound/outboundTypes.ts'
import { createOutbox, type Outbox } from './outbox/createOutbox.ts'
import { createSubscriptions, type Subscriptions } from './outbox/createSubscriptions.ts'
import type { SigningSecrets } from './outbox/signingSecrets.ts'
import { addressOf, type Connection } from './people/addressOf.ts'
import { createAttempts } from './people/attempts.ts'
import type { Accounts } from './people/createAccounts.ts'
import { createKeyRoutes, createPeopleRoutes } from './people/peopleRoutes.ts'
import { createRateLimits } from './people/rateLimits.ts'
import { requireRoles } from './people/requireRoles.ts'
import { type RouteName, routesOf } from './people/routeFinder.ts'
import { createSessionRoutes } from './people/sessionRoutes.ts'
import { createPresence } from './presence/createPresence.ts'
import type { Providers } from './providers/createProviders.ts'
import type { Recordings } from './recordings/createRecordings.ts'
import { createAuditRoutes, recordAudit } from './routes/audit.ts'
import { createBinRoutes } from './routes/bin.ts'
import { createCallRoutes } from './routes/calls.ts'
import { createCampaignRoutes } from './routes/campaigns.ts'
import { createCarrierRoutes } from './routes/carriers.ts'
import { createCredentialRoutes } from './routes/credentials.ts'
import { createDelayRoutes } from './routes/delays.ts'
import { createDocsRoutes } from './routes/docs.ts'
import { createDocumentRoutes } from './routes/documents.ts'
import { createFlowRoutes } from './routes/flows.ts'
import { createGuards, type Guards, guardRequests } from './routes/guards.ts'
import { handleErrors } from './routes/handleErrors.ts'
import { headers } from './routes/headers.ts'
import { createHealthRoutes } from './routes/health.ts'
import { createHooks } from './routes/hooks.ts'
import { keepAnswers } from './routes/idempotency.ts'
import { limitBody } from './routes/limitBody.ts'
import { createMediaFiles, createMediaRoutes } from './routes/media.ts'
import { createNumberRoutes } from './routes/numbers.ts'
import { createOptOutRoutes } from './routes/optOuts.ts'
import { createRefusal } from './routes/otherMethods.ts'
import { createOutboundCallRoutes, recallCall } from './routes/outboundCalls.ts'
import { createOutboxRoutes } from './routes/outbox.ts'
import { pageLists } from './routes/pages.ts'
import { createPlanRoutes } from './routes/plans.ts'
import { createProviderRoutes } from './routes/providers.ts'
import { createPublishRoutes } from './routes/publish.ts'
import { createReachAnswer, createReachRoutes, reachPath } from './routes/reach.ts'
import { createRecordingRoutes } from './routes/recordings.ts'
import { createSigningRoutes } from './routes/signing.ts'
import { createSoftphoneTokens, type SoftphoneTokens } from './routes/softphoneTokens.ts'
import { createStaticFiles } from './routes/staticFiles.ts'
import { createSubscriptionRoutes } from './routes/subscriptions.ts'
import { createTalkRoutes } from './routes/talk.ts'
import { createTelerRoutes } from './routes/teler.ts'
import { createTestRequestRoutes } from './routes/testRequests.ts'
import { createToolServerRoutes } from './routes/toolServers.ts'
import { createTriedEffectRoutes } from './routes/triedEffects.ts'
import { createTrunkRoutes } from './routes/trunks.ts'
import { createVersionRoutes } from './routes/versions.ts'
import { createHealth, type Health } from './running/createHealth.ts'
import { createSampleService } from './sample/createSampleService.ts'
import type { Synthesizer } from './speech/speech.ts'
import type { Store } from './storage/store.ts'
import type { Vault } from './storage/vault.ts'
import type { Templates } from './templates.ts'
import { createTextCalls } from './text/createTextCalls.ts'
import { createToolServers } from './tools/createToolServers.ts'
import type { Reporter, TurnClient } from './voice/report.ts'

export interface AppDeps {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly newId: () => string
  readonly carriers: Carriers
  /** What trying a trunk needs. */
  readonly sip: TrunkTestParts
  /** Seals secrets that people enter. */
  readonly vault: Vault
  readonly webhookSecret: string
  /** What webhooks are signed with; never the secret of the turns. */
  readonly signing: SigningSecrets
  readonly allowPrivateWebhooks: boolean
  readonly host: string
  readonly publicUrl: string | null
  /** Folder of the built editor. */
  readonly editorFolder: string
  /** Flows to start from. */
  readonly templates: Templates
  readonly model: Performer<ModelEffect>
  readonly synthesizer: Synthesizer
  /** Speaks without any provider. */
  readonly builtInVoice: Synthesizer
  readonly providers: Providers
  readonly recordings: Pick<Recordings, 'read'>
  readonly media: Media
  readonly environment: () => Environment
  /** Who may do what; null: whoever reaches this server may do everything. */
  readonly accounts: Accounts | null
  /** Where FreJun's network comes in; absent: nowhere. */
  readonly teler?: TelerEdge | null
}

export interface App {
  readonly fetch: (request: Request, connection?: Connection) => Response | Promise<Response>
  /** Every registered route: a test asks each with each role. */
  readonly routes: readonly RouteName[]
  readonly runner: CallRunner
  readonly live: LiveCalls
  /** Sends webhooks that nobody waits for. */
  readonly outbox: Outbox
  /** Who is told of calls. */
  readonly subscriptions: Pick<Subscriptions, 'refresh'>
  /** Dials calls of ours, once it is connected. */
  readonly outbound: Outbound
  /** Call whom they name, once they are woken. */
  readonly campaigns: Campaigns
  readonly report: Reporter
  readonly tokens: SoftphoneTokens
  readonly guards: Guards
  readonly health: Health
  /** Speaks the turn protocol with this app in process, as `voice`. */
  readonly voiceTurns: TurnClient
  /** Ends what goes on and keeps what was reported; the store stays open. */
  close(): Promise<void>
}

/** Path of the softphone's WebSocket. */
export const sipPath = '/sip'
const mebibyte = 1024 * 1024

/** The whole server without a port: everything it needs comes in `deps`. */
export function createApp(deps: AppDeps): App {
  const { store, clock, log, signing } = deps
  const hono = new Hono()
  /**
   * What engines post takes the short way: few routes, a signature instead of a role, nothing to be looked at twice. No
   * two turns have the same path: a router that looks paths up in a table would enter each.
   */
  const fetchHere = (request: Request, connection?: Connection) =>
    isPlainTurn(request, guards) ? hooks.fetch(request) : hono.fetch(request, connection)
  const guards = createGuards({ host: deps.host, publicUrl: deps.publicUrl })
  const health = createHealth(store, clock)
  const tokens = createSoftphoneTokens(clock.now)
  const programs = createPrograms(store, deps.templates, clock.now)
  const presence = createPresence(clock.now)
  const request = createRequestPerformer({
    now: clock.now,
    secretsOf: ({ receiver }) => (receiver === undefined ? signing.own() : signing.of(receiver)),
    allowPrivate: deps.allowPrivateWebhooks,
    credential: createCredentialOpener(store, deps.vault),
    fetchHere,
  })
  const toolServers = createToolServers({
    store,
    vault: deps.vault,
    allowPrivate: deps.allowPrivateWebhooks,
  })
  const library = createLibrary({
    store,
    embeddings: () => deps.providers.resolveEmbeddings(),
    log,
  })
  const toolbox = joinToolboxes([createWebhookTools(request.perform), toolServers])
  const model: Performer<ModelEffect> = {
    ...deps.model,
    perform: (effect, context) => deps.model.perform(effect, { ...context, toolbox, library }),
  }
  const live: LiveCalls = createLiveCalls({
    store,
    clock,
    log,
    mask: (callId, row) => runner.mask(callId, row),
  })
  const subscriptions = createSubscriptions({ store, clock, log })
  const sayings = createSayings(clock)
  const runner: CallRunner = createCallRunner({
    store,
    sayings,
    programs,
    clock,
    log,
    performers: { request, model },
    flushReports: live.flush,
    report: live.report,
    wakeOutbox: () => outbox.wake(),
    adoptTyped: (callId) => textCalls.adopt(callId),
    listen: subscriptions.listen,
  })
  const outbox: Outbox = createOutbox({
    store,
    clock,
    log,
    newId: deps.newId,
    random: Math.random,
    perform: ({ request: effect }, context) =>
      performEffect(workOf({ request, model }, effect), context, clock.after),
    mask: (callId, row) => runner.mask(callId, row),
  })
  const outbound = createOutbound(deps)
  const campaigns = createCampaigns({ ...deps, programs, outbound })
  const turnClient = (channel: 'voice' | 'text') =>
    createTurnClient({ fetch: fetchHere, secret: deps.webhookSecret, now: clock.now, channel })
  const textCalls = createTextCalls({
    store,
    client: turnClient('text'),
    report: live.report,
    clock,
    log,
    newId: deps.newId,
  })

  handleErrors(hono, log)
  const rates = createRateLimits(clock.now)
  const asker = (c: Context) => addressOf(c, deps.publicUrl !== null)
  const { accounts } = deps
  const attempts = createAttempts({ store, clock, log })
  const people = {
    store,
    clock,
    rates,
    attempts,
    accounts,
    addressOf: asker,
    endPhones: tokens.endOf,
  }
  // Before the guards: watchers come by any name.
  hono.route('/health', createHealthRoutes(health))
  hono.use(guardRequests(guards))
  // Engines read no such headers, and every turn would pay for them.
  hono.use((c, next) => (c.req.path.startsWith('/hooks/') ? next() : headers(c, next)))
  hono.use(requireRoles({ ...people, app: hono }))
  hono.use('/hooks/*', limitBody(largestTurn))
  hono.route(reachPath, createReachAnswer(deps))
  if (deps.teler) hono.route('/hooks/teler', createTelerRoutes(deps.teler))
  const hooks = createHooks({ ...deps, programs, runner, sayings, outbound })
  // In the table of roles as well, and for the rest of them.
  hono.route('/', hooks)
  hono.use('/sample/*', limitBody(mebibyte))
  hono.route('/sample', createSampleService(signing.own, clock.now))
  hono.use('/api/*', limitBody(16 * mebibyte))
  hono.use('/api/*', pageLists)
  hono.use('/api/*', keepAnswers({ ...deps, recalls: { '/api/calls': recallCall(store) } }))
  hono.use('/api/*', recordAudit({ store, clock, log, newId: deps.newId }))
  hono.route('/api', createDocsRoutes(deps.publicUrl))
  hono.route('/api/audit', createAuditRoutes(store))
  hono.route('/api', createSessionRoutes(people))
  hono.route('/api', createPeopleRoutes(people))
  hono.route('/api/keys', createKeyRoutes(people))
  hono.get('/api/environment', (c) => c.json(deps.environment()))
  hono.route('/api/providers', createProviderRoutes(deps))
  hono.get('/api/models', async (c) => c.json(await deps.providers.offered()))
  hono.route('/api/flows', createFlowRoutes({ ...deps, presence }))
  hono.route('/api/bin', createBinRoutes(deps))
  hono.get('/api/templates', async (c) => c.json(await deps.templates.list()))
  const speech = () => speechEnvironment(deps.environment())
  hono.route('/api/flows', createPublishRoutes({ ...deps, speech }))
  hono.route('/api/flows', createTestRequestRoutes({ ...deps, request }))
  hono.route('/api/flows', createVersionRoutes(deps.store))
  hono.route('/api/flows', createDelayRoutes(deps))
  hono.route('/api/numbers', createPlanRoutes(store))
  hono.route('/api/numbers', createNumberRoutes(deps))
  hono.route('/api/trunks', createTrunkRoutes(deps))
  hono.route('/api/carriers', createCarrierRoutes(deps))
  hono.route('/api/reach', createReachRoutes(deps))
  hono.route('/api/recordings', createRecordingRoutes(deps.recordings))
  hono.route('/api/media', createMediaRoutes(deps))
  hono.route('/media', createMediaFiles(deps.media))
  hono.route('/api/calls', createCallRoutes({ store, live, clock }))
  hono.route('/api/signing-secret', createSigningRoutes(signing))
  hono.route('/api/subscriptions', createSubscriptionRoutes({ ...deps, subscriptions, request }))
  hono.route('/api/calls', createOutboundCallRoutes({ ...deps, programs, outbound }))
  hono.use('/api/campaigns/*', limitBody(fileLimits.bytes))
  hono.route('/api/campaigns', createCampaignRoutes({ store, campaigns }))
  hono.route('/api/opt-outs', createOptOutRoutes({ store, clock }))
  hono.route('/api/documents', createDocumentRoutes({ store, clock }))
  hono.route('/api/tool-servers', createToolServerRoutes({ ...deps, toolServers }))
  hono.route('/api/credentials', createCredentialRoutes(deps))
  hono.route('/api/outbox', createOutboxRoutes({ store, outbox, clock }))
  hono.route('/api/simulator', createTriedEffectRoutes({ request, model }, clock.after))
  hono.route('/api', createTalkRoutes({ ...deps, textCalls, tokens, sipPath }))
  hono.all('/api/*', createRefusal(hono))
  hono.route('/', createStaticFiles(deps.editorFolder))

  return {
    fetch: fetchHere,
    routes: routesOf(hono).map(({ method, path }) => `${method} ${path}`),
    runner,
    outbox,
    subscriptions,
    outbound,
    campaigns,
    live,
    report: live.report,
    tokens,
    guards,
    health,
    voiceTurns: turnClient('voice'),
    close: async () => {
      await campaigns.close()
      await outbound.close()
      textCalls.close()
      await runner.close()
      await live.drain()
      await outbox.close()
      await request.close()
      await toolServers.close()
    },
  }
}

/** Where engines post turns, and bytes of such a post. */
const turnPath = '/hooks/voice'
const largestTurn = mebibyte / 4

/** A turn that passes all guards by what it looks like; any other request passes them one by one. */
function isPlainTurn({ url, headers }: Request, guards: Guards): boolean {
  const hostAt = url.indexOf('//') + 2
  const pathAt = url.indexOf('/', hostAt)
  if (!url.startsWith(turnPath, pathAt)) return false
  const length = headers.get('content-length')
  return (
    length !== null &&
    Number(length) <= largestTurn &&
    !headers.has('transfer-encoding') &&
    !headers.has('origin') &&
    !headers.has('sec-fetch-site') &&
    guards.isAllowedHost(headers.get('host') ?? url.slice(hostAt, pathAt))
  )
}
