import { z } from 'zod'
import {
  binnedFlowSchema,
  createFlowSchema,
  environmentSchema,
  flowSummarySchema,
  publishedSchema,
  publishSchema,
  saveFlowSchema,
  storedFlowSchema,
  templateSchema,
  versionDetailSchema,
  versionNoteSchema,
  versionSchema,
} from '#shared/api/api.ts'
import { flowDelaysSchema } from '#shared/api/delays.ts'
import { documentSchema, documentTextSchema } from '#shared/api/documents.ts'
import { mediaFileSchema } from '#shared/api/media.ts'
import { numberPlanSchema, publishVersionSchema, testersSchema } from '#shared/api/plans.ts'
import { beatAnswerSchema, beatSchema } from '#shared/api/presence.ts'
import { testAnswerSchema, testRequestSchema } from '#shared/api/testRequest.ts'
import { bytes, subject } from './operation.ts'

const named = z.object({ name: z.string().describe('Name of the file') })

/** Flows, their versions and what they use. */
export const flowOperations = {
  ...subject('Flows', {
    'GET /api/flows': { summary: 'List flows', answer: z.array(flowSummarySchema) },
    'POST /api/flows': {
      summary: 'Make an empty flow, or one from a document',
      body: createFlowSchema,
      answer: storedFlowSchema,
      status: 201,
    },
    'GET /api/flows/:id': { summary: 'Read a flow', answer: storedFlowSchema },
    'PUT /api/flows/:id': {
      summary: 'Save a flow; 409 when somebody saved in between',
      body: saveFlowSchema,
      answer: storedFlowSchema,
    },
    'DELETE /api/flows/:id': { summary: 'Move a flow to the bin' },
    'GET /api/flows/:id/export.zip': {
      summary: 'A server of its own that runs the flow',
      answer: 'application/zip',
    },
    'GET /api/flows/:id/delays': {
      summary: 'What callers waited for, in parts',
      query: z.object({ calls: z.number().int().optional() }),
      answer: flowDelaysSchema,
    },
    'POST /api/flows/:id/presence': {
      summary: 'Say who has the flow open, and hear who else has',
      body: beatSchema,
      answer: beatAnswerSchema,
    },
    'POST /api/flows/:id/test-request': {
      summary: 'Send the request of a webhook step once',
      body: testRequestSchema,
      answer: testAnswerSchema,
    },
    'GET /api/templates': { summary: 'Flows to start from', answer: z.array(templateSchema) },
    'GET /api/bin': { summary: 'Deleted flows', answer: z.array(binnedFlowSchema) },
    'POST /api/bin/:id/restore': { summary: 'Take a flow out of the bin' },
    'DELETE /api/bin/:id': { summary: 'Delete a flow for good' },
  }),
  ...subject('Publishing', {
    'POST /api/flows/:id/publish': {
      summary: 'Make a version and let a number answer with it: now, at a time, or for some',
      body: publishSchema,
      answer: publishedSchema,
    },
    'GET /api/flows/:id/versions': {
      summary: 'Versions of a flow, newest first',
      answer: z.array(versionSchema),
    },
    'GET /api/flows/:id/versions/:version': {
      summary: 'One version, with what it was made from',
      answer: versionDetailSchema,
    },
    'PATCH /api/flows/:id/versions/:version': {
      summary: 'Change the note of a version',
      body: versionNoteSchema,
      answer: versionSchema,
    },
    'POST /api/flows/:id/versions/:version/publish': {
      summary: 'Let a number answer with a version that exists',
      body: publishVersionSchema,
      answer: publishedSchema,
    },
    'GET /api/numbers/plans': {
      summary: 'What numbers do beside answering with one version',
      answer: z.array(numberPlanSchema),
    },
    'PUT /api/numbers/:number/testers': {
      summary: 'Callers who get the saved draft',
      body: testersSchema,
      answer: numberPlanSchema,
    },
    'DELETE /api/numbers/:number/split': {
      summary: 'Give all callers the same version again',
      answer: numberPlanSchema,
    },
    'DELETE /api/numbers/:number/next': {
      summary: 'Call off what is planned',
      answer: numberPlanSchema,
    },
  }),
  ...subject('Files', {
    'GET /api/media': { summary: 'Uploaded recordings', answer: z.array(mediaFileSchema) },
    'POST /api/media': {
      summary: 'Upload a recording (WAV)',
      query: named,
      body: bytes,
      answer: mediaFileSchema,
      status: 201,
    },
    'DELETE /api/media/:id': { summary: 'Delete a recording that nothing uses' },
    'GET /api/documents': {
      summary: 'Documents that agents may read',
      answer: z.array(documentSchema),
    },
    'GET /api/documents/:hash': { summary: 'A document as text', answer: documentTextSchema },
    'POST /api/documents': {
      summary: 'Upload a document (txt, md, html, csv, pdf, docx)',
      query: named,
      body: bytes,
      answer: documentSchema,
      status: 201,
    },
    'DELETE /api/documents/:hash': { summary: 'Delete a document that nothing uses' },
  }),
  ...subject('Installation', {
    'GET /api/environment': {
      summary: 'What thinks, speaks and understands here',
      answer: environmentSchema,
    },
  }),
}
