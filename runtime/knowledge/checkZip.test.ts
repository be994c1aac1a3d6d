import { crc32, deflateRawSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { isBoundedZip } from './checkZip.ts'

/** An archive of one file that may lie about its size. */
function zipOf(content: Buffer, told = content.length): Buffer {
  const packed = deflateRawSync(content)
  const name = Buffer.from('word/document.xml')
  const facts = (signature: number, length: number, at: number) => {
    const part = Buffer.alloc(length)
    part.writeUInt32LE(signature)
    part.writeUInt16LE(8, at)
    part.writeUInt32LE(crc32(content), at + 6)
    part.writeUInt32LE(packed.length, at + 10)
    part.writeUInt32LE(told, at + 14)
    part.writeUInt16LE(name.length, at + 18)
    return part
  }
  const file = Buffer.concat([facts(0x04034b50, 30, 8), name, packed])
  const directory = Buffer.concat([facts(0x02014b50, 46, 10), name])
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(file.length, 16)
  return Buffer.concat([file, directory, end])
}

it('tells archives that are far larger inside, whatever they say', () => {
  expect(isBoundedZip(zipOf(Buffer.from('Hello')))).toBe(true)
  expect(isBoundedZip(zipOf(Buffer.alloc(2_000)), 3_000)).toBe(true)
  expect(isBoundedZip(zipOf(Buffer.alloc(4_000)), 3_000)).toBe(false)
  expect(isBoundedZip(zipOf(Buffer.alloc(4_000), 5), 3_000)).toBe(false)
})

it.for(['', 'PK', 'x'.repeat(100), 'PK\u0005\u0006'.padEnd(22, '\u00ff')])(
  'refuses what is no archive: %j',
  (text) => {
    expect(isBoundedZip(Buffer.from(text, 'latin1'))).toBe(false)
  },
)
