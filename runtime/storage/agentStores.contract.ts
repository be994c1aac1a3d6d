import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFlow } from '#shared/flow/createFlow.ts'
import type { OpenedStore } from './store.contract.ts'
import type { Store } from './store.ts'

const hash = 'a'.repeat(64)
const document = (more: object = {}) => ({
  ...{ hash, name: 'größe.txt', kind: 'txt', bytes: 7, createdAt: 3, text: 'Größe \n“x”' },
  ...more,
})

/** Documents and tool servers of agents, on any engine. */
export function describeAgentStores(name: string, open: () => Promise<OpenedStore>): void {
  describe(`${name} keeps what agents have`, () => {
    let opened: OpenedStore
    let store: Store
    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.remove())

    it('keeps a text once, and for good', async () => {
      await store.saveDocument(document())
      await store.saveDocument(document({ name: 'again.txt', createdAt: 9 }))
      store = await opened.reopen()
      expect(await store.findDocument(hash)).toEqual(document())
      const { text: _, ...info } = document()
      expect(await store.listDocuments()).toEqual([info])
      expect(await store.findDocument('b'.repeat(64))).toBe(null)
    })

    it('knows which flows name a document, in a draft or a version', async () => {
      await store.saveDocument(document())
      expect(await store.documentUsers()).toEqual(new Map())
      const flow = { ...createFlow('f', 'First'), name: `Uses ${hash}` }
      await store.insertFlow(flow, 1)
      expect(await store.documentUsers()).toEqual(new Map([[hash, [{ id: 'f', name: flow.name }]]]))
      await store.deleteFlow('f', 2)
      expect(await store.documentUsers()).toEqual(new Map())
    })

    it('forgets a document with its vectors', async () => {
      await store.saveDocument(document())
      await store.saveVectors(hash, 'm', ['AAAA'])
      await store.saveVectors(hash, 'm', ['BBBB', 'CCCC'])
      expect(await store.findVectors(hash, 'm')).toEqual(['BBBB', 'CCCC'])
      expect(await store.findVectors(hash, 'other')).toBe(null)
      expect(await store.deleteDocument(hash)).toBe(true)
      expect(await store.deleteDocument(hash)).toBe(false)
      expect(await store.findVectors(hash, 'm')).toBe(null)
    })

    it('keeps tool servers by name', async () => {
      const server = { name: 'crm', url: 'https://a.example', sealedHeaders: 'v1.x', createdAt: 4 }
      await store.saveToolServer(server)
      await store.saveToolServer({ ...server, url: 'https://b.example', createdAt: 9 })
      await store.saveToolServer({ ...server, name: 'bar' })
      store = await opened.reopen()
      expect(await store.findToolServer('crm')).toEqual({ ...server, url: 'https://b.example' })
      expect((await store.listToolServers()).map((one) => one.name)).toEqual(['bar', 'crm'])
      expect(await store.deleteToolServer('crm')).toBe(true)
      expect(await store.deleteToolServer('crm')).toBe(false)
      expect(await store.findToolServer('crm')).toBe(null)
    })
  })
}
