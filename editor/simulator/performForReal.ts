import { routes } from '#shared/api/api.ts'
import { effectResultSchema } from '#shared/api/triedEffect.ts'
import type { Effect } from '#shared/session/effect.ts'
import type { EffectResult } from '#shared/session/event.ts'
import { t } from '../i18n/t.ts'

/** Has the server do what a step asks for. Never rejects: without an answer it is a failure with its reason. */
export async function performForReal(effect: Effect): Promise<EffectResult> {
  try {
    const response = await fetch(routes.triedEffects, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(effect),
    })
    const result = effectResultSchema.safeParse(await response.json())
    if (result.success) return result.data
    return failed(t('The server did not take it ({status}).', { status: response.status }))
  } catch {
    return failed(t('The server cannot be reached. Check that it runs, then try again.'))
  }
}

const failed = (why: string): EffectResult => ({ type: 'failed', why, timedOut: false })
