import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Clock } from '../../calls/clock.ts'
import type { Log } from '../../log.ts'
import type { IncomingCall } from '../../voice/line.ts'
import type { OutboundCall, OutboundEvent, PlacedCall } from '../carrier.ts'
import { CallControl } from './callControl.ts'
import type { ActionContext, TelerAction } from './firstAction.ts'
import { mediaPath } from './mediaPath.ts'
import { createMediaServer } from './mediaServer.ts'
import { refuseSignature } from './signature.ts'
import { type FlowRequest, TelerCall } from './telerCall.ts'
import type { TelerClient } from './telerClient.ts'
import { TelerError } from './telerError.ts'
import { createTelerTokens, type TelerTokens } from './tokens.ts'
import { parseWebhook } from './webhook.ts'
import type { WebhookSecrets } from './webhookSecrets.ts'

/** The account that is used now. */
export interface UsedAccount {
  readonly client: TelerClient
  readonly secrets: WebhookSecrets
  readonly acceptsOlderSignatures: boolean
}

export interface TelerEdgeDeps {
  readonly log: Log
  readonly clock: Clock
  /** Teler reaches us there. */
  readonly publicUrl: string
  /** Tokens are made with it. */
  readonly secret: string
}

/** A webhook as it came. */
export interface WebhookPost {
  readonly token: string
  readonly path: string
  readonly body: string
  readonly timestamp: string | undefined
  readonly signature: string | undefined
}

/** What a webhook is answered with. */
export type WebhookAnswer = 200 | 400 | 401 | 404 | 503

/** Where Teler comes in: flow requests, webhooks, media sockets. One for the whole process. */
export interface TelerEdge {
  /** Addresses of the voice app. */
  readonly app: { readonly flow: string; readonly status: string; readonly fallback: string }
  readonly publicUrl: string
  /** From now on calls are steered, and webhooks checked, with this account; null: none. */
  use(account: UsedAccount | null): void
  /** Who runs calls, and whom the network need not call for them. A later listener replaces the former. */
  onCall(listener: (call: IncomingCall) => void, isNear?: ActionContext['isNear']): void
  /** The action for a call; null: the token is not ours. */
  flow(token: string, request: FlowRequest): Promise<TelerAction | null>
  /** The action after an action; null: the token is not ours. */
  next(token: string, request: FlowRequest): Promise<TelerAction | null>
  webhook(post: WebhookPost): Promise<WebhookAnswer>
  /** Takes an upgrade below `mediaPath`, if its token is for a call that waits for its media. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Calls somebody. Rejects with a TelerError. */
  place(call: OutboundCall, hear: (event: OutboundEvent) => void): Promise<PlacedCall>
  liveCalls(): number
  close(): Promise<void>
}

export const flowPath = '/hooks/teler/flow'
export const nextPath = '/hooks/teler/next'
export const statusPath = '/hooks/teler/status'
export const fallbackPath = '/hooks/teler/fallback'

/** The token of the voice app's own addresses. */
const appSubject = 'app'
/** Events that are remembered, so that one that comes again does nothing. */
const mostEvents = 5_000
/** Calls that are over are remembered so long: Teler asks and tells again. */
const remember = 600_000

/** Milliseconds in which a call that was made shows a sign. */
const signWithin = 6_000
/** Milliseconds that a stop waits for hang-ups on their way. */
const closeWithin = 3_000

interface Known {
  readonly call: TelerCall
  readonly control: CallControl
}

/** Starts the edge; it owns no port. */
export function createTelerEdge(deps: TelerEdgeDeps): TelerEdge {
  const { log, clock, publicUrl } = deps
  const tokens = createTelerTokens(deps.secret)
  const calls = new Map<string, Known>()
  /** Teler's name of a call that came in: its flow request may come again. */
  const keys = new Map<string, string>()
  const events = new Set<string>()
  let account: UsedAccount | null = null
  let takeCall: ((call: IncomingCall) => void) | null = null
  let isNear: ActionContext['isNear'] = () => false
  let live = 0
  const running = new Set<Promise<void>>()
  const addressOf = createAddresses(publicUrl, tokens)

  const create = (
    used: UsedAccount,
    outbound: ConstructorParameters<typeof TelerCall>[0]['outbound'],
  ): Known & { readonly key: string } => {
    const key = randomBytes(12).toString('base64url')
    const control = new CallControl(used.client, log)
    live++
    const call = new TelerCall({
      ...{ clock, log, control, outbound },
      addresses: addressOf(key),
      take: (incoming) => {
        if (takeCall) takeCall(incoming)
        else incoming.reject(503, 'Service Unavailable')
      },
      isNear: (target) => isNear(target),
      track: (work) => {
        running.add(work)
        void work.finally(() => running.delete(work))
      },
      onOver: () => {
        live--
        clock.after(remember, () => {
          calls.delete(key)
          for (const id of control.ids) keys.delete(id)
        })
      },
    })
    calls.set(key, { call, control })
    return { key, call, control }
  }
  const callOfFlow = (subject: string, { callId }: FlowRequest): TelerCall | null => {
    if (subject !== appSubject) return calls.get(subject)?.call ?? null
    const known = calls.get(keys.get(callId) ?? '')
    if (known || !account) return known?.call ?? null
    const { key, call } = create(account, null)
    keys.set(callId, key)
    return call
  }
  const callOfEvent = (subject: string, callId: string | null): TelerCall | null => {
    const key = subject === appSubject ? (keys.get(callId ?? '') ?? '') : subject
    const known = calls.get(key)
    known?.control.learn(callId)
    return known?.call ?? null
  }
  const media = createMediaServer({
    log,
    clock,
    callOf: (token) => {
      const key = tokens.read('media', token)
      return key === null ? null : (calls.get(key)?.call ?? 'gone')
    },
  })

  const isSigned = async (used: UsedAccount, post: WebhookPost): Promise<boolean> => {
    const refuse = (secrets: readonly string[]) =>
      refuseSignature(
        { ...post, url: `${publicUrl}${post.path}` },
        { secrets, now: clock.now(), acceptsOlder: used.acceptsOlderSignatures },
      )
    const refusal = refuse(await used.secrets.current())
    if (refusal === null || refuse(await used.secrets.again()) === null) return true
    log.warn({ why: refusal }, 'A webhook of Teler was refused.')
    return false
  }
  const isNew = (id: string): boolean => {
    if (events.has(id)) return false
    events.add(id)
    const [oldest] = events
    if (events.size > mostEvents && oldest !== undefined) events.delete(oldest)
    return true
  }

  const webhook = async (post: WebhookPost): Promise<WebhookAnswer> => {
    const subject = tokens.read('status', post.token)
    if (subject === null) return 404
    // Nobody can check it: Teler sends it again.
    if (!account) return 503
    let isGood: boolean
    try {
      isGood = await isSigned(account, post)
    } catch (error) {
      log.warn({ err: error }, 'A webhook of Teler could not be checked: its secret is not known.')
      return 503
    }
    if (!isGood) {
      // Whoever sent it knew the address, so it may be true: Teler is asked.
      calls.get(subject)?.call.suspect()
      return 401
    }
    const event = parseWebhook(parseJson(post.body))
    if (!event) return 400
    if (isNew(event.id)) callOfEvent(subject, event.callId)?.event(event)
    return 200
  }

  const place = async (
    { to, from, ringSeconds, callId }: OutboundCall,
    hear: (event: OutboundEvent) => void,
  ): Promise<PlacedCall> => {
    if (!account) throw new Error('no account of Teler is set up.')
    const { key, call, control } = create(account, { callId, hear })
    const forget = () => {
      if (!call.isOver) live--
      calls.delete(key)
    }
    const initiate = async (client: TelerClient): Promise<void> => {
      const id = await client.initiate({
        ...{ from_number: from, to_number: to, record: false },
        flow_url: `${publicUrl}${flowPath}/${tokens.create('flow', key)}`,
        status_callback_url: `${publicUrl}${statusPath}/${tokens.create('status', key)}`,
      })
      control.learn(id)
    }
    try {
      await initiate(account.client)
    } catch (error) {
      const isUncertain = error instanceof TelerError && error.isUncertain
      if (!isUncertain) forget()
      // Teler failed to say that it called, and then acts as if it had: it has.
      else if (await call.isHeardOf(signWithin))
        log.warn({ err: error }, 'A call was made although Teler failed to say so.')
      else clock.after(remember, forget)
      if (!isUncertain || control.ids.length === 0) throw error
    }
    call.watchRinging(ringSeconds * 1_000)
    return { sid: control.ids[0] ?? callId, cancel: () => call.giveUp('canceled') }
  }

  return {
    publicUrl,
    app: {
      flow: `${publicUrl}${flowPath}/${tokens.create('flow', appSubject)}`,
      status: `${publicUrl}${statusPath}/${tokens.create('status', appSubject)}`,
      fallback: `${publicUrl}${fallbackPath}/${tokens.create('status', appSubject)}`,
    },
    use: (next) => {
      account = next
    },
    onCall: (listener, near = () => false) => {
      takeCall = listener
      isNear = near
    },
    flow: async (token, request) => {
      const subject = tokens.read('flow', token)
      if (subject === null) return null
      const call = callOfFlow(subject, request)
      return call ? call.flow(0, request) : hangupAction
    },
    next: async (token, request) => {
      const [key = '', step = ''] = tokens.read('next', token)?.split('/') ?? []
      if (key === '') return null
      return calls.get(key)?.call.flow(Number(step), request) ?? hangupAction
    },
    webhook,
    handleUpgrade: media.handleUpgrade,
    place,
    liveCalls: () => live,
    close: async () => {
      const late = Promise.withResolvers<void>()
      const timer = setTimeout(late.resolve, closeWithin)
      await Promise.race([Promise.all(running), late.promise])
      clearTimeout(timer)
      await media.close()
    },
  }
}

const hangupAction: TelerAction = { action: 'hangup' }

const createAddresses =
  (publicUrl: string, tokens: TelerTokens) =>
  (key: string): ConstructorParameters<typeof TelerCall>[0]['addresses'] => ({
    publicUrl,
    media: `${publicUrl.replace(/^http/, 'ws')}${mediaPath}/${tokens.create('media', key)}`,
    status: `${publicUrl}${statusPath}/${tokens.create('status', key)}`,
    next: (step) => `${publicUrl}${nextPath}/${tokens.create('next', `${key}/${step}`)}`,
  })

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
