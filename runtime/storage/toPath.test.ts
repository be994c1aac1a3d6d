import { expect, it } from 'vitest'
import { type PathRow, toPath } from './toPath.ts'

const labels = {
  mail: { name: 'Leave a message', type: 'voicemail', ports: { recorded: 'Recorded' } },
  bye: { name: 'Goodbye', type: 'end', ports: {} },
}
const row = (type: string, data: PathRow['data']): PathRow => ({ at: 1, type, data })

it('shows a step of several parts once, with the way out it took', () => {
  const path = toPath(
    [
      row('node.entered', { node: 'mail' }),
      row('port.taken', { node: 'mail', port: 'next' }),
      row('node.entered', { node: 'mail' }),
      row('port.taken', { node: 'mail', port: 'recorded' }),
      row('node.entered', { node: 'bye' }),
    ],
    labels,
  )
  expect(path.map(({ name, portTitle }) => [name, portTitle])).toEqual([
    ['Leave a message', 'Recorded'],
    ['Goodbye', null],
  ])
})

it('names what it does not know by its id', () => {
  const path = toPath(
    [row('node.entered', { node: 'n1' }), row('port.taken', { node: 'n1', port: 'next' })],
    labels,
  )
  expect(path).toMatchObject([{ name: 'n1', portTitle: 'next' }])
})
