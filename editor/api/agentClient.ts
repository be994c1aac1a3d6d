import { z } from 'zod'
import {
  documentRoute,
  documentSchema,
  documentsRoute,
  documentTextSchema,
} from '#shared/api/documents.ts'
import { offeredModelsSchema, providerRoutes } from '#shared/api/providers.ts'
import {
  offeredToolsSchema,
  type ToolServerInput,
  toolServerRoute,
  toolServerSchema,
  toolServersRoute,
  toolServerToolsRoute,
} from '#shared/api/toolServers.ts'
import { request } from './client.ts'

/** What agents have beside their task: models, documents, servers of tools. */
export const agentClient = {
  models: () => request(offeredModelsSchema, providerRoutes.models),
  documents: () => request(z.array(documentSchema), documentsRoute),
  uploadDocument: (name: string, body: Blob) =>
    request(documentSchema, `${documentsRoute}?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      body,
    }),
  documentText: (hash: string) => request(documentTextSchema, documentRoute(hash)),
  deleteDocument: (hash: string) => request(z.unknown(), documentRoute(hash), { method: 'DELETE' }),
  toolServers: () => request(z.array(toolServerSchema), toolServersRoute),
  saveToolServer: (name: string, body: ToolServerInput) =>
    request(toolServerSchema, toolServerRoute(name), { method: 'PUT', body }),
  deleteToolServer: (name: string) =>
    request(z.unknown(), toolServerRoute(name), { method: 'DELETE' }),
  /** Asks the server itself. */
  toolsOf: (name: string) =>
    request(offeredToolsSchema, toolServerToolsRoute(name), { method: 'POST' }),
}
