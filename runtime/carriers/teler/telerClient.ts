import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import * as replies from './replies.ts'
import { TelerError } from './telerError.ts'
import { askTeler, type TelerAccess, type TelerRequest } from './telerRequest.ts'

export interface AppSettings {
  readonly name: string
  readonly flow_url: string
  readonly webhook_url: string
  readonly fallback_url: string
  readonly secret_id: string
  readonly webhook_api_version: '2026-06-01'
}

export interface TransferTarget {
  readonly kind: 'pstn' | 'sip'
  readonly address: string
}

export interface TransferOptions {
  /** Seconds, 1 to 600. */
  readonly timeout: number
  readonly record: boolean
  /** Said to whoever answers; null: nothing. */
  readonly whisper: { readonly text: string; readonly language: string } | null
}

/** Teler's REST API, as far as it is used. Everything rejects with a TelerError. */
export interface TelerClient {
  /** Numbers of the account: all, or those that a search finds. */
  numbers(search?: string): Promise<readonly replies.VirtualNumber[]>
  /** One page of them, from a cursor on; null: from the beginning. */
  numberPage(
    search: string,
    cursor: string | null,
  ): Promise<{ readonly numbers: readonly replies.VirtualNumber[]; readonly next: string | null }>
  assignNumber(numberId: string, appId: string): Promise<void>
  unassignNumber(numberId: string): Promise<void>
  apps(): Promise<readonly replies.VoiceApp[]>
  createApp(settings: AppSettings): Promise<replies.VoiceApp>
  changeApp(id: string, settings: Partial<AppSettings> & { status?: 'active' }): Promise<void>
  secrets(): Promise<readonly replies.TelerSecret[]>
  createSecret(name: string): Promise<replies.TelerSecret>
  /** Gives a secret a new value: for one whose value is not told any more. */
  rotateSecret(id: string): Promise<replies.TelerSecret>
  /** Resolves with Teler's id of the call. Never tried twice. */
  initiate(call: {
    readonly from_number: string
    readonly to_number: string
    readonly flow_url: string
    readonly status_callback_url: string
    readonly record: boolean
  }): Promise<string>
  /** Ends a call, or one side of it. */
  hangup(callId: string, legId?: string): Promise<void>
  sendDigits(callId: string, digits: string): Promise<void>
  /** Resolves with the id of the leg that rings, where it is told. */
  transfer(callId: string, to: TransferTarget, options: TransferOptions): Promise<string | null>
  call(callId: string): Promise<replies.CallState>
  legs(callId: string): Promise<readonly replies.Leg[]>
  /** The log of events of a call. */
  events(callId: string): Promise<readonly replies.LoggedEvent[]>
  /** Lets Teler send an event again. */
  redeliver(eventId: string): Promise<void>
}

/** More pages than this are a list without end. */
const mostPages = 200

/** Speaks with Teler's REST API by `fetch`. */
export function createTelerClient(access: TelerAccess): TelerClient {
  const ask = <Reply extends z.ZodType>(request: TelerRequest<Reply>) => askTeler(access, request)
  /** One key for one wish, the same when it is tried again. */
  const control = <Reply extends z.ZodType>(path: string, body: object, reply: Reply) =>
    ask({ method: 'POST', path, body, reply, idempotencyKey: randomUUID() })
  const list = async <Item extends z.ZodType>(
    path: string,
    item: Item,
    query: TelerRequest<Item>['query'] = {},
  ) => {
    const all: z.output<Item>[] = []
    const reply = replies.pageOf(item)
    let cursor: string | null = null
    for (let pages = 0; pages < mostPages; pages++) {
      const asked = { ...query, cursor_after: cursor }
      const page: z.output<typeof reply> = await ask({ method: 'GET', path, reply, query: asked })
      all.push(...page.data)
      if (page.next_cursor === null || page.has_more === false || page.data.length === 0) break
      cursor = page.next_cursor
    }
    return all
  }
  const succeed = ({ success, message }: z.output<typeof replies.outcome>) => {
    if (success === false)
      throw new TelerError(message ?? 'it was refused without a reason.', { status: 200 })
  }
  return {
    numbers: (search) =>
      list('/virtual-numbers', replies.virtualNumber, { limit: 50, search: search ?? null }),
    numberPage: async (search, cursor) => {
      const query = { limit: 50, search: search === '' ? null : search, cursor_after: cursor }
      const reply = replies.pageOf(replies.virtualNumber)
      const page = await ask({ method: 'GET', path: '/virtual-numbers', query, reply })
      return { numbers: page.data, next: page.has_more === false ? null : page.next_cursor }
    },
    assignNumber: async (numberId, appId) => {
      const body = { vn_ids: [numberId], voice_app_id: appId }
      const path = '/virtual-numbers/assign'
      succeed(await ask({ method: 'POST', path, body, reply: replies.outcome }))
    },
    unassignNumber: async (numberId) => {
      const path = '/virtual-numbers/unassign'
      const body = { vn_ids: [numberId] }
      succeed(await ask({ method: 'POST', path, body, reply: replies.outcome }))
    },
    apps: () => list('/voice/apps', replies.voiceApp, { limit: 50 }),
    createApp: (body) =>
      ask({ method: 'POST', path: '/voice/apps', body, reply: replies.voiceApp }),
    changeApp: async (id, body) => {
      const path = `/voice/apps/${encodeURIComponent(id)}`
      await ask({ method: 'PATCH', path, body, reply: replies.anything })
    },
    secrets: () => list('/secrets', replies.secret, { limit: 50 }),
    createSecret: (name) =>
      ask({ method: 'POST', path: '/secrets', body: { name }, reply: replies.secret }),
    rotateSecret: (id) => {
      const path = `/secrets/${encodeURIComponent(id)}`
      return ask({ method: 'PATCH', path, body: { rotate: true }, reply: replies.secret })
    },
    initiate: async (body) => {
      const path = '/voice/calls/initiate'
      const reply = replies.initiated
      return (await ask({ method: 'POST', path, body, reply, isDelicate: true })).data.id
    },
    hangup: async (callId, legId) => {
      const body = legId === undefined ? {} : { leg_id: legId }
      await control(pathOf(callId, 'hangup'), body, replies.anything)
    },
    sendDigits: async (callId, digits) => {
      await control(pathOf(callId, 'dtmf'), { digits }, replies.anything)
    },
    transfer: async (callId, { kind, address }, { timeout, record, whisper }) => {
      const body = {
        target: kind === 'pstn' ? { kind, number: address } : { kind, uri: address },
        ...{ mode: 'cold', timeout, record },
        ...(whisper ? { confirm_sound: { action: 'say', ...whisper } } : {}),
      }
      const { target_leg_id } = await control(pathOf(callId, 'transfer'), body, replies.transferred)
      return target_leg_id
    },
    call: (callId) => ask({ method: 'GET', path: pathOf(callId), reply: replies.call }),
    legs: (callId) => list(pathOf(callId, 'legs'), replies.leg),
    events: (callId) => list('/events', replies.loggedEvent, { call_id: callId, limit: 50 }),
    redeliver: async (eventId) => {
      const path = `/events/${encodeURIComponent(eventId)}/redeliver`
      await control(path, {}, replies.anything)
    },
  }
}

const pathOf = (callId: string, what?: string): string =>
  `/voice/calls/${encodeURIComponent(callId)}${what === undefined ? '' : `/${what}`}`
