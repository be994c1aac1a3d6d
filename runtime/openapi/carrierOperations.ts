import { z } from 'zod'
import {
  carrierSchema,
  telerAccountSchema,
  telerNumbersSchema,
  telerStateSchema,
} from '#shared/api/carriers.ts'
import {
  addNumberSchema,
  numberSchema,
  numberSettingsSchema,
  reachSchema,
} from '#shared/api/numbers.ts'
import { saveTrunkSchema, testTrunkSchema, trunkSchema } from '#shared/api/trunks.ts'
import { subject } from './operation.ts'

/** Numbers, and who brings calls to them. */
export const carrierOperations = {
  ...subject('Numbers and carriers', {
    'GET /api/numbers': {
      summary: 'Every carrier’s numbers, and what answers them',
      answer: z.array(numberSchema),
    },
    'POST /api/numbers': {
      summary: 'Add a number of a carrier',
      body: addNumberSchema,
      answer: numberSchema,
      status: 201,
    },
    'PATCH /api/numbers/:number': {
      summary: 'Change how a number behaves',
      body: numberSettingsSchema,
      answer: numberSchema,
    },
    'DELETE /api/numbers/:number': { summary: 'Remove a number; its provider keeps it' },
    'POST /api/reach': {
      summary: 'Whether the internet reaches this server',
      answer: reachSchema,
    },
    'GET /api/trunks': { summary: 'SIP trunks', answer: z.array(trunkSchema) },
    'POST /api/trunks': {
      summary: 'Set up a SIP trunk',
      body: saveTrunkSchema,
      answer: trunkSchema,
      status: 201,
    },
    'PUT /api/trunks/:id': {
      summary: 'Change a SIP trunk; calls go on',
      body: saveTrunkSchema,
      answer: trunkSchema,
    },
    'DELETE /api/trunks/:id': { summary: 'Remove a SIP trunk with its numbers' },
    'POST /api/trunks/test': {
      summary: 'Try a SIP trunk: one JSON text a line for each step, as it happens',
      body: testTrunkSchema,
      answer: 'application/x-ndjson',
    },
    'GET /api/carriers': { summary: 'Who brings calls', answer: z.array(carrierSchema) },
    'GET /api/carriers/teler': {
      summary: 'How the account at FreJun Teler is doing',
      answer: telerStateSchema,
    },
    'PUT /api/carriers/teler': {
      summary: 'Keep the key of an account at FreJun Teler',
      body: telerAccountSchema,
      answer: telerStateSchema,
    },
    'POST /api/carriers/teler/check': {
      summary: 'Try a key without keeping it',
      body: telerAccountSchema,
      answer: telerStateSchema,
    },
    'DELETE /api/carriers/teler': { summary: 'Forget the key' },
    'GET /api/carriers/teler/numbers': {
      summary: 'Numbers of the account at FreJun Teler',
      query: z.object({ search: z.string().optional(), cursor: z.string().optional() }),
      answer: telerNumbersSchema,
    },
  }),
}
