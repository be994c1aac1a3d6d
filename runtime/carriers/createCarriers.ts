import type { DialTarget } from '#shared/fml/fml.ts'
import type { Clock } from '../calls/clock.ts'
import type { Log } from '../log.ts'
import type { SipSide } from '../sip/trunk/createSipSide.ts'
import type { TrunkRecord } from '../storage/numberRecords.ts'
import type { Store } from '../storage/store.ts'
import type { Vault } from '../storage/vault.ts'
import type { Dialer } from '../voice/dialer.ts'
import type { IncomingCall } from '../voice/line.ts'
import type { Carrier, CarrierState } from './carrier.ts'
import {
  createTelerAccounts,
  type TelerAccounts,
  type TelerFromOutside,
} from './createTelerAccounts.ts'
import { createLocalCarrier } from './local/createLocalCarrier.ts'
import { createNumberBook, type NumberBook } from './numberBook.ts'
import { createAnswerTrunkCalls } from './trunk/answerTrunkCalls.ts'
import { createTrunkCarrier } from './trunk/createTrunkCarrier.ts'
import { openSecrets, toTrunk } from './trunk/toTrunk.ts'
import { type TrunkRoute, trunkFor } from './trunk/trunkFor.ts'
import { describeTrunk } from './trunk/trunkState.ts'

/** Everybody who brings calls to this installation and takes ours out. */
export interface Carriers {
  /** The built-in engine. */
  readonly local: Carrier
  all(): readonly Carrier[]
  /** Null: there is none (any more). */
  byId(id: string): Carrier | null
  /** Who brings calls to a number of ours; null: it is none. */
  ofNumber(number: string): Carrier | null
  /** The trunk that a call to a number goes out by, and how it wants the numbers written; null: none. */
  trunkFor(target: { readonly address: string; readonly callerId: string }): TrunkRoute | null
  stateOf(trunk: TrunkRecord): CarrierState
  readonly book: NumberBook
  readonly teler: TelerAccounts
  /** Reads numbers, trunks and accounts again, and applies them at once; calls go on. */
  refresh(): Promise<void>
  /** Gives trunks and carriers the engine that runs their calls. */
  connect(engine: Engine): void
}

/** What runs calls on lines. */
export interface Engine {
  /** Resolves when the call is over. */
  take(call: IncomingCall): Promise<void>
  /** Telephones registered here, and the numbers of this server. */
  readonly phones: Dialer
  /** Whether somebody is reached here, without any network. */
  isNear(target: DialTarget): boolean
}

export interface CarriersDeps {
  readonly store: Store
  readonly vault: Vault
  readonly clock: Clock
  readonly log: Log
  readonly sip: SipSide
  readonly teler: TelerFromOutside
}

/** Before there is an engine nobody is called and nothing is taken. */
const noEngine: Engine = {
  take: async (call) => call.reject(503, 'Service Unavailable'),
  phones: { dial: () => null },
  isNear: () => false,
}

export function createCarriers(deps: CarriersDeps): Carriers {
  const { vault, clock, sip } = deps
  const book = createNumberBook(deps)
  const teler = createTelerAccounts(deps, deps.teler)
  let engine = noEngine
  const take = (call: IncomingCall) => engine.take(call)
  const stateOf = ({ id, settings }: TrunkRecord): CarrierState => {
    const edge = sip.edge()
    const host = edge ? sip.config.host : null
    return describeTrunk({
      ...{ settings, host, problem: sip.problem(), state: edge?.stateOf(id) ?? null },
    })
  }
  const local = createLocalCarrier({
    ...{ book, clock, take, dialer: { dial: (...call) => engine.phones.dial(...call) } },
  })
  const ofTrunk = (trunk: TrunkRecord): Carrier =>
    createTrunkCarrier(trunk, {
      book,
      clock,
      take,
      stateOf,
      edge: sip.edge,
      places: sip.places ?? null,
    })
  const all = (): readonly Carrier[] => {
    const ofTeler = teler.carrier()
    return [local, ...(ofTeler ? [ofTeler] : []), ...book.trunks().map(ofTrunk)]
  }
  const byId = (id: string): Carrier | null => all().find((carrier) => carrier.id === id) ?? null
  book.onTrunks((trunks) =>
    sip.setTrunks(
      trunks.map((record) => toTrunk(record.id, record.settings, openSecrets(record, vault))),
    ),
  )
  sip.onCall(
    createAnswerTrunkCalls(book, (call) => void take(call), {
      clock,
      controlOf: (line) => sip.edge()?.controlOf(line) ?? null,
      isNear: (target) => engine.isNear(target),
    }),
  )
  return {
    ...{ local, all, byId, stateOf, book, teler },
    ofNumber: (number) => {
      const record = book.find(number)
      return record && byId(record.carrier)
    },
    trunkFor: (target) => trunkFor(target, { numbers: book.numbers(), trunks: book.trunks() }),
    refresh: async () => {
      await Promise.all([book.refresh(), teler.refresh()])
    },
    connect: (given) => {
      engine = given
    },
  }
}
