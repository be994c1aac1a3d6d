import { Hono } from 'hono'
import {
  softphoneTokenRequestSchema,
  speechSchema,
  startTextCallSchema,
  type Target,
  textInputSchema,
} from '#shared/api/api.ts'
import { SpeechError, type Synthesizer } from '../speech/speech.ts'
import { printWav } from '../speech/wav.ts'
import type { FlowStore } from '../storage/store.ts'
import type { Templates } from '../templates.ts'
import type { TextCalls } from '../text/createTextCalls.ts'
import { sampleRateHz } from '../voice/line.ts'
import { HttpProblem, notFound, readJson } from './problem.ts'
import type { SoftphoneTokens } from './softphoneTokens.ts'

export interface TalkDeps {
  readonly store: FlowStore
  readonly templates: Templates
  readonly textCalls: TextCalls
  readonly tokens: SoftphoneTokens
  readonly synthesizer: Synthesizer
  readonly sipPath: string
}

/** Ways to talk to a flow from the screen: typed, by softphone, and the listen button. */
export function createTalkRoutes(deps: TalkDeps): Hono {
  const app = new Hono()

  app.post('/text-calls', async (c) => {
    const { target } = await readJson(c, startTextCallSchema)
    const { to, revision } = await dial(deps, target)
    const started = await deps.textCalls.start(to, revision)
    if ('refused' in started) throw new HttpProblem(409, 'call.refused', started.refused)
    return c.json(started, 201)
  })

  app.post('/text-calls/:id/input', async (c) => {
    const input = await readJson(c, textInputSchema)
    const result = await deps.textCalls.input(c.req.param('id'), input)
    if (result === 'unknown') throw notFound('call')
    if (result === 'notListening') {
      throw new HttpProblem(
        409,
        'call.notListening',
        'Nothing listens for that now: wait for the question, or answer in the way it asks.',
      )
    }
    return c.json({})
  })

  app.post('/softphone/token', async (c) => {
    const wanted = await readJson(c, softphoneTokenRequestSchema)
    const domain = new URL(c.req.url).hostname
    const owner = c.get('person')?.id ?? null
    if ('receiveAs' in wanted) {
      const issued = deps.tokens.issueToReceive(wanted.receiveAs, owner)
      return c.json(
        { ...issued, domain, uri: `sip:${issued.user}@${domain}`, path: deps.sipPath },
        201,
      )
    }
    const { to, revision } = await dial(deps, wanted.target)
    const uri = `sip:${to}@${domain}`
    return c.json(
      { ...deps.tokens.issue(to, revision, owner), domain, uri, path: deps.sipPath },
      201,
    )
  })

  app.post('/speech', async (c) => {
    const { text, voice, language } = await readJson(c, speechSchema)
    const request = {
      text,
      ...(voice === '' ? {} : { voice }),
      ...(language === '' ? {} : { language }),
    }
    try {
      const pcm = await deps.synthesizer.synthesize(request, c.req.raw.signal)
      const wav = new Uint8Array(printWav({ pcm, rateHz: sampleRateHz }))
      return c.body(wav, 200, { 'content-type': 'audio/wav', 'cache-control': 'no-store' })
    } catch (error) {
      if (!(error instanceof SpeechError)) throw error
      throw new HttpProblem(503, 'speech.failed', error.message)
    }
  })
  return app
}

/** The address of a target: it must be what the person was looking at. */
async function dial(
  { store, templates }: TalkDeps,
  target: Target,
): Promise<{ to: string; revision: number | null }> {
  if (target.type === 'number') {
    if (await store.findPublished(target.number)) return { to: target.number, revision: null }
    throw new HttpProblem(
      404,
      'number.silent',
      `Nobody answers ${target.number}: publish a flow to it first.`,
    )
  }
  if (target.type === 'template') {
    if (!(await templates.find(target.slug))) throw notFound('template')
    return { to: `template-${target.slug}`, revision: null }
  }
  const record = await store.findFlow(target.flowId)
  if (!record) throw notFound('flow')
  if (record.revision !== target.revision) {
    throw new HttpProblem(
      409,
      'flow.conflict',
      'The flow was saved meanwhile. Reload it and call again.',
      {
        current: { revision: record.revision },
      },
    )
  }
  return { to: `draft-${record.flow.id}`, revision: record.revision }
}
