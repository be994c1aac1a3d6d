import { Hono } from 'hono'
import {
  choicesSchema,
  listRequestSchema,
  providerInputSchema,
  trialRequestSchema,
} from '#shared/api/providers.ts'
import { ProviderInvalid, type Providers } from '../providers/createProviders.ts'
import { accessOf } from '../providers/entries.ts'
import { listModels } from '../providers/modelLists.ts'
import type { Synthesizer } from '../speech/speech.ts'
import { HttpProblem, notFound, readJson } from './problem.ts'

export interface ProviderRouteDeps {
  readonly providers: Providers
  /** Speaks what a recogniser is tried with. */
  readonly builtInVoice: Synthesizer
}

/** Servers of models: listed without their keys, entered, tried. */
export function createProviderRoutes({ providers, builtInVoice }: ProviderRouteDeps): Hono {
  const app = new Hono()
  app.onError((error) => {
    if (!(error instanceof ProviderInvalid)) throw error
    throw new HttpProblem(422, 'provider.invalid', error.message)
  })

  app.get('/', async (c) => c.json(await providers.overview()))

  app.put('/choices', async (c) => {
    await providers.choose(await readJson(c, choicesSchema))
    return c.json(await providers.overview())
  })

  app.post('/list', async (c) => {
    const { id, input } = await readJson(c, listRequestSchema)
    return c.json(await listModels(accessOf(await providers.draft(id, input))))
  })

  app.post('/try', async (c) => {
    const { id, input, kind, language } = await readJson(c, trialRequestSchema)
    const entry = await providers.draft(id, input)
    const { runTrial } = await import('../providers/runTrial.ts')
    return c.json(await runTrial(entry, { kind, language, builtInVoice }))
  })

  app.post('/', async (c) => {
    const input = await readJson(c, providerInputSchema)
    return c.json(await providers.save(null, input), 201)
  })

  app.put('/:id', async (c) => {
    const input = await readJson(c, providerInputSchema)
    return c.json(await providers.save(c.req.param('id'), input))
  })

  app.delete('/:id', async (c) => {
    if (!(await providers.remove(c.req.param('id')))) throw notFound('provider')
    return c.body(null, 204)
  })
  return app
}
