import { expect, it } from 'vitest'
import { decodeText } from './decodeText.ts'

it.for<[string, Buffer]>([
  ['UTF-8', Buffer.from('<Say>Olé</Say>')],
  ['UTF-8 with a mark', Buffer.from('\ufeff<Say>Olé</Say>')],
  ['UTF-16', Buffer.from('<Say>Olé</Say>', 'utf16le')],
  ['UTF-16 with a mark', Buffer.from('\ufeff<Say>Olé</Say>', 'utf16le')],
  ['UTF-16, the big end first', Buffer.from('<Say>Olé</Say>', 'utf16le').swap16()],
  ['Windows-1252', Buffer.from('<Say>Olé</Say>', 'latin1')],
])('reads %s', ([, bytes]) => {
  expect(decodeText(bytes)).toBe('<Say>Olé</Say>')
})
