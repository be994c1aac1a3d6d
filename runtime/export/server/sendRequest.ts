import ipaddr from 'ipaddr.js'
import type { RequestEffect } from '#shared/session/effect.ts'
import type { EffectResult, Json } from '#shared/session/event.ts'
import { authorize } from '../../effects/authorize.ts'
import type { Settings } from './settings.ts'
import { signWebhook } from './signatures.ts'

/** Most characters of an answer. */
const maxAnswer = 1024 * 1024
const reserved = /^(host|content-length|transfer-encoding|connection|webhook-.*)$/i

/** Sends a webhook and reads its answer; never rejects. */
export async function sendRequest(
  effect: RequestEffect,
  callId: string,
  settings: Settings,
  now: number,
): Promise<EffectResult> {
  const signal = AbortSignal.timeout(effect.timeout)
  try {
    const url = addressOf(effect.url, settings)
    const { outgoingSecret } = settings
    const signed = outgoingSecret
      ? await signWebhook(outgoingSecret, `msg_${callId}_${effect.id}`, now, effect.body ?? '')
      : {}
    const authorization = authorizationOf(effect, settings)
    const given = Object.entries(effect.headers).filter(
      ([name]) => !reserved.test(name) && name.toLowerCase() !== authorization?.header,
    )
    const headers = {
      accept: 'application/json',
      ...Object.fromEntries(given),
      ...(authorization ? { [authorization.header]: authorization.value } : {}),
      ...signed,
    }
    const { method, body } = effect
    // A redirect could lead anywhere: it counts as an answer, and the flow leaves by “failed”.
    const response = await fetch(url, { method, body, headers, signal, redirect: 'manual' })
    return await readAnswer(response, authorization?.hide)
  } catch (error) {
    if (signal.aborted) {
      return { type: 'failed', why: 'It did not answer in time.', timedOut: true }
    }
    const why = error instanceof Error ? error.message : 'The request failed.'
    return { type: 'failed', why, timedOut: false }
  }
}

function authorizationOf({ credential: name, url }: RequestEffect, settings: Settings) {
  if (name === undefined) return null
  const credential = settings.credential(name)
  const authorization =
    typeof credential === 'string'
      ? credential
      : authorize(name, credential, url, settings.allowPrivate)
  if (typeof authorization === 'string') throw new Error(authorization)
  return authorization
}

function addressOf(address: string, { baseUrl, allowPrivate }: Settings): URL {
  if (address.startsWith('/') && baseUrl === null) {
    throw new Error('Set WEBHOOK_BASE_URL: this address has no server of its own.')
  }
  const url = new URL(address, baseUrl ?? undefined)
  if (!/^https?:$/.test(url.protocol)) throw new Error('Webhooks go to http and https only.')
  const isOwn = baseUrl !== null && url.origin === new URL(baseUrl).origin
  if (!allowPrivate && !isOwn && isPrivate(url.hostname)) {
    throw new Error('This is a private address. Set ALLOW_PRIVATE_WEBHOOKS=1 to allow it.')
  }
  return url
}

/** Names are looked up by the runtime this server runs on: keep private networks out of its reach. */
function isPrivate(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '')
  if (!ipaddr.isValid(host)) return /(^|\.)(localhost|local|internal)\.?$/i.test(host)
  return ipaddr.process(host).range() !== 'unicast'
}

async function readAnswer(
  response: Response,
  hide: (text: string) => string = (text) => text,
): Promise<EffectResult> {
  const { status } = response
  const text = hide(await readText(response))
  if (!/[/+]json\b/i.test(response.headers.get('content-type') ?? '')) {
    return { type: 'response', status, body: text }
  }
  try {
    const body: Json = text.trim() === '' ? null : JSON.parse(text)
    return { type: 'response', status, body }
  } catch {
    return { type: 'failed', why: 'The answer says it is JSON and is not.', timedOut: false }
  }
}

async function readText(response: Response): Promise<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (reader) {
    const { done, value } = await reader.read()
    if (done) break
    text += value
    if (text.length > maxAnswer) {
      await reader.cancel()
      throw new Error('The answer is larger than 1 MB.')
    }
  }
  return text
}
