import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type JsonPath, parseJsonPath, printJsonPath, valueAtPath } from './jsonPath.ts'

describe('a path into JSON', () => {
  it.for<[string, JsonPath | null]>([
    ['', []],
    ['name', ['name']],
    ['customer.orders[0].id', ['customer', 'orders', 0, 'id']],
    ['[2]', [2]],
    ['["odd key"].x', ['odd key', 'x']],
    ['["a\\"b"]', ['a"b']],
    ['a..b', null],
    ['a b', null],
    ['a[', null],
    ['a[-1]', null],
  ])('%s', ([text, path]) => {
    expect(parseJsonPath(text)).toEqual(path)
  })

  it('comes back the same', () => {
    const key = fc.oneof(fc.string({ minLength: 1 }), fc.nat({ max: 99_999 }))
    fc.assert(
      fc.property(fc.array(key, { maxLength: 6 }), (path) => {
        expect(parseJsonPath(printJsonPath(path))).toEqual(path)
      }),
      { seed: 3 },
    )
  })

  it('finds what is there and nothing of objects themselves', () => {
    const value = { a: [{ b: 1 }], list: [] }
    expect(valueAtPath(value, ['a', 0, 'b'])).toBe(1)
    expect(valueAtPath(value, [])).toBe(value)
    expect(valueAtPath(value, ['a', 1])).toBeUndefined()
    expect(valueAtPath(value, ['constructor', 'name'])).toBeUndefined()
    expect(valueAtPath('text', ['length'])).toBeUndefined()
  })
})
