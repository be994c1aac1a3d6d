import { defaultSettings, type Flow, flowSchemaVersion, startType } from './flow.ts'

/** An empty flow: one start. */
export const createFlow = (id: string, name: string): Flow => ({
  schema: flowSchemaVersion,
  id,
  name,
  settings: defaultSettings,
  variables: [],
  nodes: [{ id: 'start', type: startType, name: 'Start', data: {}, position: { x: 0, y: 0 } }],
  edges: [],
})
