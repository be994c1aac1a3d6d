import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { waysOf } from '../compile/ways.ts'
import { defaultSettings } from '../flow/flow.ts'
import { definitions } from './index.ts'

const context = {
  target: (port: string) => `port:${port}`,
  settings: defaultSettings,
  subflow: null,
}

/** What every node type owes: a stranger's new type is held to the same list. */
describe.each(definitions.map((definition) => [definition.type, definition] as const))(
  '%s',
  (type, definition) => {
    let count = 0
    const data = definition.defaults(() => `id${count++}`)
    const node = { id: 'n1', type, name: 'A step', data, position: { x: 0, y: 0 } }
    const file = (ending: string) => join(import.meta.dirname, type, `${type}${ending}`)

    it('has defaults that its own schema takes and that survive JSON', () => {
      expect(definition.data.safeParse(data)).toMatchObject({ success: true, data })
      expect(JSON.parse(JSON.stringify(data))).toEqual(data)
    })

    it('refuses fields it does not know', () => {
      expect(definition.data.safeParse({ ...data, surprise: 1 }).success).toBe(false)
    })

    it('has stable ports with different ids', () => {
      const ids = definition.ports(data).map((port) => port.id)
      expect(new Set(ids).size).toBe(ids.length)
      expect(definition.ports(data)).toEqual(definition.ports(structuredClone(data)))
    })

    it('compiles to ops of its own whose ways lead to ports or to itself', () => {
      const ops = definition.compile(node, context)
      expect(Object.keys(ops).includes('n1')).toBe(definition.executes)
      const known = new Set([
        ...Object.keys(ops),
        ...definition.ports(data).map((port) => `port:${port.id}`),
      ])
      expect(Object.keys(ops).every((id) => id === 'n1' || id.startsWith('n1.'))).toBe(true)
      expect(Object.values(ops).every((op) => op.node === 'n1')).toBe(true)
      expect(
        Object.values(ops)
          .flatMap(waysOf)
          .filter((way) => !known.has(way)),
      ).toEqual([])
    })

    it('leads every port somewhere in its program', () => {
      const ops = definition.compile(node, context)
      const ways = new Set(Object.values(ops).flatMap(waysOf))
      const unused = definition.ports(data).filter((port) => !ways.has(`port:${port.id}`))
      // A rule or an option that is still empty leads nowhere yet.
      expect(unused.filter((port) => !port.id.startsWith('id'))).toEqual([])
    })

    it('has a face and a help page that names its ways out', () => {
      expect(existsSync(file('.editor.tsx'))).toBe(true)
      expect(existsSync(file('.icon.ts'))).toBe(true)
      const help = readFileSync(file('.md'), 'utf8')
      const fixed = definition.ports(data).filter((port) => !port.id.startsWith('id'))
      expect(fixed.filter((port) => !help.includes(`**${port.title}**`))).toEqual([])
    })

    it('describes itself', () => expect(definition.describe(data)).not.toBe(''))
  },
)
