import type { Clock } from '../../calls/clock.ts'
import { type CarrierNumber, CarrierRefused, type CarrierState } from '../carrier.ts'
import { isPublicUrl } from './firstAction.ts'
import type { VirtualNumber, VoiceApp } from './replies.ts'
import { type AppSettings, createTelerClient, type TelerClient } from './telerClient.ts'
import type { TelerEdge } from './telerEdge.ts'
import { explainRefusal, TelerError, telerDashboard, toRefused } from './telerError.ts'
import { createWebhookSecrets, type WebhookSecrets } from './webhookSecrets.ts'

/** Teler's production server. */
const telerUrl = 'https://api.frejun.ai'

export interface TelerAccountOptions {
  readonly apiKey: string
  /** @defaultValue Teler's production server */
  readonly apiUrl?: string | null
  /** Value of a secret at Teler that signs webhooks. @defaultValue one is made */
  readonly webhookSecret?: string | null
  /** Where calls come in; null while this server has no public address. */
  readonly edge: TelerEdge | null
  readonly clock: Clock
  /** @defaultValue the global fetch */
  readonly fetch?: typeof globalThis.fetch
}

/** An account at FreJun Teler, reached with one key. Everything rejects with CarrierRefused. */
export interface TelerAccount {
  readonly client: TelerClient
  readonly secrets: WebhookSecrets
  check(): Promise<CarrierState>
  /** One page of the numbers that were bought there. */
  listNumbers(
    search: string,
    cursor: string | null,
  ): Promise<{ readonly numbers: readonly CarrierNumber[]; readonly next: string | null }>
  /** From now on calls to this number come here. */
  assign(number: string): Promise<void>
  unassign(number: string): Promise<void>
}

/** Reaches an account. Making it changes nothing. */
export function createTelerAccount(options: TelerAccountOptions): TelerAccount {
  const { edge, clock, apiKey } = options
  const client = createTelerClient({
    ...{ apiKey, clock, fetch: options.fetch ?? globalThis.fetch },
    apiUrl: (options.apiUrl ?? telerUrl).replace(/\/+$/, ''),
  })
  // Two installations may share an account.
  const name = `FML Studio ${edge ? new URL(edge.publicUrl).host : ''}`.trim()
  const given = options.webhookSecret ?? null
  const secrets = createWebhookSecrets({ client, clock, name, given })
  /** The app is looked up and set right once at a time. */
  let ensuring: Promise<string> | null = null
  const ensureApp = (): Promise<string> => {
    ensuring ??= makeApp(client, secrets, reachable(edge), name).finally(() => {
      ensuring = null
    })
    return ensuring
  }
  return {
    client,
    secrets,
    check: () => check(client, edge, options.apiUrl ?? null),
    listNumbers: async (search, cursor) => {
      try {
        const { numbers, next } = await client.numberPage(search, cursor)
        return { numbers: numbers.map(toCarrierNumber), next }
      } catch (error) {
        throw toRefused(error)
      }
    },
    assign: async (number) => {
      try {
        const found = await findNumber(client, number)
        const app = await ensureApp()
        if (found.voice_app?.id !== app) await assign(client, found, app)
      } catch (error) {
        throw toRefused(error)
      }
    },
    unassign: async (number) => {
      try {
        const found = await findNumber(client, number)
        const ours = (await client.apps()).find((app) => app.name === name)
        // What was given to another app meanwhile is not ours to take away.
        if (ours && found.voice_app?.id === ours.id) await client.unassignNumber(found.id)
      } catch (error) {
        throw toRefused(error)
      }
    },
  }
}

const unreachableHere = {
  message: 'Teler cannot reach this server.',
  remedy: 'Set PUBLIC_URL to an https address at which this server is reached from outside.',
}

/** Where Teler comes in; throws CarrierRefused when it cannot. */
export function reachable(edge: TelerEdge | null): TelerEdge {
  if (!edge) throw new CarrierRefused(unreachableHere.message, unreachableHere.remedy)
  return edge
}

async function check(
  client: TelerClient,
  edge: TelerEdge | null,
  apiUrl: string | null,
): Promise<CarrierState> {
  // A network elsewhere, such as one for trying, may reach more.
  const isReached = edge !== null && (apiUrl !== null || isPublicUrl(edge.publicUrl))
  if (!isReached) return { isReady: false, step: 'address', ...unreachableHere }
  try {
    await client.numberPage('', null)
    return { isReady: true }
  } catch (error) {
    const isKey = error instanceof TelerError && (error.status === 401 || error.status === 403)
    return { isReady: false, step: isKey ? 'key' : 'connection', ...explainRefusal(error) }
  }
}

/** The number as the account has it. What a search finds is not documented, so everything is looked at after it. */
async function findNumber(client: TelerClient, number: string): Promise<VirtualNumber> {
  const isSame = (each: VirtualNumber) => toE164(each.number) === toE164(number)
  const found =
    (await client.numbers(number.replace(/\D/g, ''))).find(isSame) ??
    (await client.numbers()).find(isSame)
  if (found) return found
  throw new CarrierRefused(
    `${number} is no number of your Teler account.`,
    `Buy it at ${telerDashboard}, then look at the numbers again.`,
  )
}

async function assign(client: TelerClient, found: VirtualNumber, app: string): Promise<void> {
  try {
    await client.assignNumber(found.id, app)
  } catch (error) {
    const isTaken = error instanceof TelerError && (error.status === 409 || error.status === 400)
    if (!isTaken || !(found.voice_app ?? found.sip_trunk)) throw error
    // It belongs to another app or trunk, and must be let go first.
    await client.unassignNumber(found.id)
    await client.assignNumber(found.id, app)
  }
}

/** The id of our voice app, made or set right. */
async function makeApp(
  client: TelerClient,
  secrets: WebhookSecrets,
  { app }: TelerEdge,
  name: string,
): Promise<string> {
  const settings: AppSettings = {
    name,
    flow_url: app.flow,
    webhook_url: app.status,
    fallback_url: app.fallback,
    secret_id: await secrets.ensure(),
    webhook_api_version: '2026-06-01',
  }
  const known = (await client.apps()).find((each) => each.name === name)
  if (!known) return (await client.createApp(settings)).id
  const isActive = known.status === null || known.status === 'active'
  if (!isActive || !isSame(known, settings))
    await client.changeApp(known.id, { ...settings, status: 'active' })
  return known.id
}

const isSame = (app: VoiceApp, settings: AppSettings): boolean =>
  app.flow_url === settings.flow_url &&
  app.webhook_url === settings.webhook_url &&
  app.fallback_url === settings.fallback_url &&
  app.secret_id === settings.secret_id &&
  app.webhook_api_version === settings.webhook_api_version

/** A number as every carrier writes it. */
export const toCarrierNumber = ({ number, name }: VirtualNumber): CarrierNumber => ({
  number: toE164(number),
  name,
})

const toE164 = (number: string): string => {
  const digits = number.replace(/[^\d+]/g, '')
  return digits.startsWith('+') ? digits : `+${digits}`
}
