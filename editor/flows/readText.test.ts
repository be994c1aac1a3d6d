import { expect, it } from 'vitest'
import { readText } from './readText.ts'

const text = '{"name":"Büro"}'
const utf16 = (order: 'le' | 'be', mark: boolean) => {
  const codes = [...(mark ? [0xfeff] : []), ...Array.from(text, (letter) => letter.charCodeAt(0))]
  return Uint8Array.from(
    codes.flatMap((code) => {
      const pair = [code & 0xff, code >> 8]
      return order === 'le' ? pair : pair.reverse()
    }),
  )
}

it.for<[string, Uint8Array]>([
  ['UTF-8', new TextEncoder().encode(text)],
  ['UTF-8 with a mark', new TextEncoder().encode(`\uFEFF${text}`)],
  ['UTF-16 little endian', utf16('le', true)],
  ['UTF-16 big endian', utf16('be', true)],
  ['UTF-16 little endian without a mark', utf16('le', false)],
  ['UTF-16 big endian without a mark', utf16('be', false)],
  ['Windows-1252', Uint8Array.from(text, (letter) => letter.charCodeAt(0))],
])('reads %s', ([, bytes]) => {
  expect(readText(bytes)).toBe(text)
})

it('reads whatever bytes there are', () => {
  expect(readText(new Uint8Array())).toBe('')
  expect(readText(Uint8Array.of(0x89, 0x50, 0x4e, 0x47)).length).toBe(4)
})
