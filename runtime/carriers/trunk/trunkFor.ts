import type { TrunkSettings } from '#shared/api/trunks.ts'
import { bareNumber, writeNumber, writeShown } from '../../sip/trunk/numberForms.ts'
import type { NumberRecord, TrunkRecord } from '../../storage/numberRecords.ts'

/** How a call goes out: by which trunk, and how that one wants both numbers written. */
export interface TrunkRoute {
  readonly trunkId: string
  readonly number: string
  readonly callerId: string
}

interface Known {
  readonly numbers: readonly NumberRecord[]
  readonly trunks: readonly TrunkRecord[]
}

/**
 * The trunk that a call to somebody goes out by: that of the number that is shown, else the default one, else the only
 * one. Null: there is none, or it is no number. Pure.
 */
export function trunkFor(
  { address, callerId }: { readonly address: string; readonly callerId: string },
  { numbers, trunks }: Known,
): TrunkRoute | null {
  const number = bareNumber(address)
  if (number === null) return null
  const able = trunks.filter(({ settings }) => settings.server !== '')
  const carrier = numbers.find((record) => record.number === callerId)?.carrier
  const trunk =
    able.find(({ id }) => carrier === `trunk:${id}`) ??
    able.find(({ settings }) => settings.isDefault) ??
    (able.length === 1 ? able[0] : undefined)
  if (!trunk) return null
  return routeBy(trunk, number, shownBy(trunk, callerId, numbers))
}

/** A call by one trunk, whatever number it shows. Pure. */
export function routeBy(
  { id, settings }: { readonly id: string; readonly settings: TrunkSettings },
  number: string,
  callerId: string,
): TrunkRoute {
  return {
    trunkId: id,
    number: writeNumber(number, settings.numbers),
    callerId: writeShown(callerId, settings.numbers),
  }
}

/** Providers refuse calls that show a number of somebody else: then one of the trunk's own is shown. */
function shownBy({ id }: TrunkRecord, callerId: string, numbers: readonly NumberRecord[]): string {
  const own = numbers.filter(({ carrier }) => carrier === `trunk:${id}`)
  return own.some(({ number }) => number === callerId) ? callerId : (own[0]?.number ?? callerId)
}
