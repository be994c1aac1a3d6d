import { expect, it } from 'vitest'
import { arrangeFlows } from './arrangeFlows.ts'

const flow = (name: string, more: object = {}) => ({
  ...{ id: name, name, revision: 1, updatedAt: 0, nodes: 1, live: [] },
  ...more,
})
const flows = [
  flow('Büro 10', { updatedAt: 1, nodes: 9 }),
  flow('Clinic front desk', { updatedAt: 3, live: [{ number: '+12025550100', version: 1 }] }),
  flow('Büro 2', { updatedAt: 2 }),
]
const calls = (id: string) => (id === 'Büro 2' ? 7 : 0)

it.for([
  ['', 'edited', ['Clinic front desk', 'Büro 2', 'Büro 10']],
  ['', 'name', ['Büro 2', 'Büro 10', 'Clinic front desk']],
  ['', 'calls', ['Büro 2', 'Clinic front desk', 'Büro 10']],
  ['', 'steps', ['Büro 10', 'Büro 2', 'Clinic front desk']],
  ['buro', 'name', ['Büro 2', 'Büro 10']],
  ['desk front', 'name', ['Clinic front desk']],
  ['555-0100', 'name', ['Clinic front desk']],
  ['zz', 'name', []],
] as const)('finds “%s” by %s', ([search, order, names]) => {
  expect(arrangeFlows(flows, search, order, calls).map(({ name }) => name)).toEqual(names)
})
