import { z } from 'zod'
import {
  callCountsSchema,
  callDetailSchema,
  callPageSchema,
  softphoneTokenRequestSchema,
  softphoneTokenSchema,
  speechSchema,
  startedCallSchema,
  startTextCallSchema,
  textInputSchema,
} from '#shared/api/api.ts'
import {
  calleePageSchema,
  campaignSchema,
  checkedSchema,
  filePreviewSchema,
  saveCampaignSchema,
  uploadedSchema,
} from '#shared/api/campaigns.ts'
import {
  addedOptOutsSchema,
  addOptOutsSchema,
  optOutPageSchema,
  startCallSchema,
} from '#shared/api/outbound.ts'
import { effectResultSchema, triedEffectSchema } from '#shared/api/triedEffect.ts'
import { bytes, page, subject } from './operation.ts'

/** Calls that come in, that are made, and that are tried. */
export const callOperations = {
  ...subject('Calls', {
    'GET /api/calls': {
      summary: 'List calls, newest first',
      query: page.extend({ flow: z.string().optional() }),
      answer: callPageSchema,
    },
    'POST /api/calls': {
      summary: 'Call somebody; an Idempotency-Key makes sure it is done once',
      body: startCallSchema,
      answer: startedCallSchema,
      status: 202,
    },
    'GET /api/calls/counts': {
      summary: 'Calls of each flow since midnight',
      query: z.object({ timezone: z.string().optional() }),
      answer: callCountsSchema,
    },
    'GET /api/calls/:id': { summary: 'A call with its history', answer: callDetailSchema },
    'DELETE /api/calls/:id': { summary: 'Give up a call that is being made' },
    'GET /api/calls/:id/events': {
      summary: 'The history of a call as it happens (Server-Sent Events)',
      answer: 'text/event-stream',
    },
    'GET /api/recordings/:id': { summary: 'What a call recorded', answer: 'audio/wav' },
  }),
  ...subject('Campaigns', {
    'GET /api/campaigns': { summary: 'List campaigns', answer: z.array(campaignSchema) },
    'POST /api/campaigns': {
      summary: 'Make a campaign from a CSV file',
      query: z.object({ name: z.string().describe('Name of the file') }),
      body: bytes,
      answer: uploadedSchema,
      status: 201,
    },
    'GET /api/campaigns/:id': { summary: 'A campaign and how far it is', answer: campaignSchema },
    'PUT /api/campaigns/:id': {
      summary: 'Change columns and rules',
      body: saveCampaignSchema,
      answer: campaignSchema,
    },
    'DELETE /api/campaigns/:id': { summary: 'Delete a campaign that does not run' },
    'GET /api/campaigns/:id/preview': {
      summary: 'First rows of its file',
      answer: filePreviewSchema,
    },
    'POST /api/campaigns/:id/check': {
      summary: 'Whom it would call, and which rows have problems',
      answer: checkedSchema,
    },
    'POST /api/campaigns/:id/:move': {
      summary: '`start`, `pause`, `resume` or `stop`',
      answer: campaignSchema,
    },
    'GET /api/campaigns/:id/callees': {
      summary: 'Whom it calls, and what became of it',
      query: page,
      answer: calleePageSchema,
    },
    'GET /api/campaigns/:id/problems.csv': { summary: 'Rows with problems', answer: 'text/csv' },
    'GET /api/campaigns/:id/results.csv': { summary: 'Results', answer: 'text/csv' },
    'GET /api/opt-outs': {
      summary: 'Numbers that are never called',
      query: page,
      answer: optOutPageSchema,
    },
    'POST /api/opt-outs': {
      summary: 'Never call these numbers (again)',
      body: addOptOutsSchema,
      answer: addedOptOutsSchema,
      status: 201,
    },
    'DELETE /api/opt-outs/:number': { summary: 'A number may be called again' },
  }),
  ...subject('Trying', {
    'POST /api/text-calls': {
      summary: 'A call without a voice',
      body: startTextCallSchema,
      answer: startedCallSchema,
      status: 201,
    },
    'POST /api/text-calls/:id/input': {
      summary: 'What its caller types',
      body: textInputSchema,
      answer: z.object({}),
    },
    'POST /api/softphone/token': {
      summary: 'A short-lived token for one call, or to be called',
      body: softphoneTokenRequestSchema,
      answer: softphoneTokenSchema,
      status: 201,
    },
    'POST /api/speech': {
      summary: 'Hear a sentence',
      body: speechSchema,
      answer: 'audio/wav',
    },
    'POST /api/simulator/effects': {
      summary: 'Ask the real model or system from the simulator',
      body: triedEffectSchema,
      answer: effectResultSchema,
    },
  }),
}
