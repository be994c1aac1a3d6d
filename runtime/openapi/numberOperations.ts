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

/** Numbers, and the networks that they are on. */
export const numberOperations = subject('Numbers and trunks', {
  'GET /api/numbers': { summary: 'Numbers and what answers them', answer: z.array(numberSchema) },
  'POST /api/numbers': {
    summary: 'Add a number',
    body: addNumberSchema,
    answer: numberSchema,
    status: 201,
  },
  'PATCH /api/numbers/:number': {
    summary: 'Change what a number does when a flow cannot answer, its limit, or turn it off',
    body: numberSettingsSchema,
    answer: numberSchema,
  },
  'DELETE /api/numbers/:number': { summary: 'Remove a number that nothing answers' },
  'GET /api/trunks': { summary: 'SIP trunks', answer: z.array(trunkSchema) },
  'POST /api/trunks': {
    summary: 'Add a trunk',
    body: saveTrunkSchema,
    answer: trunkSchema,
    status: 201,
  },
  'PUT /api/trunks/:id': { summary: 'Change a trunk', body: saveTrunkSchema, answer: trunkSchema },
  'DELETE /api/trunks/:id': { summary: 'Remove a trunk' },
  'POST /api/trunks/test': {
    summary: 'Try a trunk step by step; a line of JSON for each',
    body: testTrunkSchema,
    answer: 'application/x-ndjson',
  },
  'POST /api/reach': { summary: 'Whether PUBLIC_URL is reached from outside', answer: reachSchema },
  'GET /api/carriers': {
    summary: 'Networks, and whether they work',
    answer: z.array(carrierSchema),
  },
  'GET /api/carriers/teler': { summary: 'The account at FreJun', answer: telerStateSchema },
  'POST /api/carriers/teler/check': {
    summary: 'Look whether a key works',
    body: telerAccountSchema,
    answer: telerStateSchema,
  },
  'PUT /api/carriers/teler': {
    summary: 'Keep the key of the account',
    body: telerAccountSchema,
    answer: telerStateSchema,
  },
  'DELETE /api/carriers/teler': { summary: 'Forget the key of the account' },
  'GET /api/carriers/teler/numbers': {
    summary: 'Numbers of the account',
    query: z.object({ search: z.string().optional(), cursor: z.string().optional() }),
    answer: telerNumbersSchema,
  },
})
