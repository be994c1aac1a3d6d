import { expect, it } from 'vitest'
import { valueNameFor } from './valueNameFor.ts'

it.for([
  [['order', 'id'], [], 'id'],
  [['items', 0, 'unitPrice'], [], 'unit_price'],
  [['items', 0], [], 'items'],
  [[], [], 'value'],
  [['Straße'], [], 'strasse'],
  [['1st'], [], 'st'],
  [['status'], ['status', 'body'], 'status_2'],
  [['id'], ['id', 'id_2'], 'id_3'],
] as const)('%j is called by its key', ([path, taken, name]) => {
  expect(valueNameFor(path, taken)).toBe(name)
})
