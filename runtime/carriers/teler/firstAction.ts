import type { Dial, DialTarget, Document } from '#shared/fml/fml.ts'
import { isPublicAddress } from '../../effects/addressGuard.ts'
import { incoming } from './incomingSound.ts'
import type { TransferTarget } from './telerClient.ts'

/** What Teler does with a call: the one JSON object that answers a flow request. */
export type TelerAction =
  | {
      readonly action: 'stream'
      readonly ws_url: string
      readonly sample_rate: '8k' | '16k'
      /** Milliseconds. */
      readonly chunk_size: number
      readonly record: boolean
    }
  | { readonly action: 'play'; readonly media_url: string; readonly flow_url: string }
  | {
      readonly action: 'dial'
      readonly to: string
      readonly timeout: number
      readonly record: boolean
      readonly status_callback_url: string
      readonly flow_url: string
    }
  | { readonly action: 'hangup' }

/** A document that Teler can perform as one action. */
export type WholeAction =
  | { readonly type: 'hangup' }
  | { readonly type: 'play'; readonly url: string }
  | { readonly type: 'dial'; readonly verb: Dial; readonly to: string }

export interface ActionContext {
  /** The number that was called: Teler dials with it. */
  readonly called: string
  readonly publicUrl: string
  /** Whether somebody registered here under this address: then it is not the network's to call. */
  readonly isNear: (target: DialTarget) => boolean
}

/** The action that is all of a document, or null: then the engine performs it on a media stream. */
export function wholeActionOf(document: Document, context: ActionContext): WholeAction | null {
  const [first, second, ...more] = document.verbs
  if (!first || first.type === 'hangup') return { type: 'hangup' }
  if (first.type === 'dial') return dialOf(first, context)
  const endsAfter = second === undefined || second.type === 'hangup'
  if (first.type !== 'play' || !endsAfter || more.length > 0) return null
  const url = (first.loop ?? 1) === 1 ? publicFile(first.url, context.publicUrl) : null
  return url === null ? null : { type: 'play', url }
}

function dialOf(verb: Dial, { called, isNear }: ActionContext): WholeAction | null {
  const [target, ...others] = verb.targets
  // What the action has no word for needs the engine.
  const asksNothing = verb.whisper === undefined && verb.acceptKey === undefined && !verb.consent
  const isPlain = asksNothing && !verb.record && (verb.callerId ?? called) === called
  if (!target || others.length > 0 || !isPlain || isNear(target)) return null
  const to = networkTarget(target)
  return to && { type: 'dial', verb, to: to.address }
}

/** A target that the telephone network or the internet knows; null: only this runtime can. */
export function networkTarget({ address }: DialTarget): TransferTarget | null {
  const number = address.replace(/[\s().-]/g, '')
  if (/^\+\d{7,15}$/.test(number)) return { kind: 'pstn', address: number }
  const [, host = ''] = /^sips?:[^@\s]+@([^:;?\s]+)/i.exec(address) ?? []
  return isPublicHost(host) ? { kind: 'sip', address } : null
}

/** A file that Teler can fetch: by https, from a public host, or one of ours. */
function publicFile(url: string, publicUrl: string): string | null {
  if (!URL.canParse(url, publicUrl)) return null
  const { href } = new URL(url, publicUrl)
  return isPublicUrl(href) ? href : null
}

/** Whether the network can reach an address: by https, and from outside. */
export function isPublicUrl(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' && isPublicHost(hostname)
}

function isPublicHost(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase()
  if (/^[\d.]+$|:/.test(name)) return isPublicAddress(name)
  return name.includes('.') && !/(^|\.)(localhost|local|internal|invalid)$/.test(name)
}

/** Brings the call's sound here. */
export const streamAction = (ws_url: string): TelerAction => ({
  action: 'stream',
  ws_url,
  sample_rate: incoming.sampleRate,
  chunk_size: incoming.chunkMs,
  record: false,
})
