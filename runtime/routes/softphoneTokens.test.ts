import { expect, it } from 'vitest'
import { endLostPhones } from '../people/endLostPhones.ts'
import { createSoftphoneTokens } from './softphoneTokens.ts'

let now = 0
const create = () => {
  now = 1_000_000
  return createSoftphoneTokens(() => now)
}

it('is good for one target, for a minute', () => {
  const tokens = create()
  const issued = tokens.issue('draft-f1', 3, 'p1')
  expect(tokens.passwordOf(issued.user)).toBe(issued.token)
  expect(tokens.claimsOf(issued.user)).toMatchObject({ target: 'draft-f1', revision: 3 })
  now += 59_999
  expect(tokens.passwordOf(issued.user)).toBe(issued.token)
  now += 1
  expect(tokens.passwordOf(issued.user)).toBe(null)
  expect(tokens.claimsOf(issued.user)).toBe(null)
})

it('is another one each time, and nobody’s until it is issued', () => {
  const tokens = create()
  const [one, two] = [tokens.issue('t', null, null), tokens.issue('t', null, null)]
  expect(one.user).not.toBe(two.user)
  expect(one.token).not.toBe(two.token)
  expect(one.token).toMatch(/^[\w-]{32}$/)
  expect(tokens.passwordOf('web-000000000000')).toBe(null)
  expect(tokens.passwordOf('__proto__')).toBe(null)
})

it('to be called may call nobody, and ends when the name is taken again', () => {
  const tokens = create()
  const first = tokens.issueToReceive('desk', 'p1')
  expect(tokens.claimsOf('desk')?.target).toBe('')
  const second = tokens.issueToReceive('desk', 'p2')
  expect(tokens.passwordOf('desk')).toBe(second.token)
  expect(second.token).not.toBe(first.token)
})

it('ends with its person', () => {
  const tokens = create()
  const gone = tokens.issue('t', null, 'p1')
  const stays = tokens.issue('t', null, 'p2')
  tokens.issueToReceive('desk', 'p1')
  tokens.endOf('p1')
  expect([gone.user, 'desk'].map(tokens.passwordOf)).toEqual([null, null])
  expect(tokens.passwordOf(stays.user)).toBe(stays.token)
})

it('does not grow without end', () => {
  const tokens = create()
  const first = tokens.issue('t', null, null)
  for (let count = 0; count < 1_100; count += 1) tokens.issue('t', null, null)
  expect(tokens.passwordOf(first.user)).toBe(null)
})

it('ends with its person in every process', async () => {
  const tokens = createSoftphoneTokens(() => 0)
  const roles: Record<string, string> = { ann: 'editor', bob: 'viewer' }
  const users = ['ann', 'bob', 'gone'].map((owner) => tokens.issueToReceive(owner, owner).user)
  const anybody = tokens.issue('sip:+1', null, null).user
  const person = { name: '', email: '', createdAt: 0, seenAt: null, sessions: 0 }
  const findPerson = async (id: string) => {
    const role = roles[id]
    return role === undefined ? null : { ...person, id, role }
  }
  await endLostPhones(tokens, { findPerson })
  expect([...users, anybody].map((user) => tokens.passwordOf(user) !== null)).toEqual([
    ...[true, false, false, true],
  ])
})
