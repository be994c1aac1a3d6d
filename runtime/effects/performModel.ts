import type { ModelEffect } from '#shared/session/effect.ts'
import type { Model } from '../llm/createModel.ts'
import type { Performer } from './performEffect.ts'

/** Performs model turns. Nobody wants the answer once the caller is gone. */
export const createModelPerformer = (model: Pick<Model, 'perform'>): Performer<ModelEffect> => ({
  perform: (effect, context) => model.perform(effect, context),
  limit: (effect) => effect.request.timeout,
  stopsWithCall: true,
})
