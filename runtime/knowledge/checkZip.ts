import { inflateRawSync } from 'node:zlib'

/** Bytes that all files in an archive may have together, unpacked. */
export const mostUnpacked = 48 * 1024 * 1024

/** Offsets and lengths by APPNOTE.TXT 4.3.7, 4.3.12 and 4.3.16. */
const endOfDirectory = { signature: 0x06054b50, bytes: 22, comment: 65_535 }
const entry = { signature: 0x02014b50, bytes: 46 }
const header = { signature: 0x04034b50, bytes: 30 }
const [stored, deflated] = [0, 8]

/**
 * Whether an archive is no larger inside than a document may be. What it says of itself is not believed: libraries
 * unpack first and compare afterwards, outside of the heap that a worker is held to.
 */
export function isBoundedZip(bytes: Uint8Array, most = mostUnpacked): boolean {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let room = most
  try {
    for (const { method, packed } of entriesOf(zip)) {
      if (method !== stored && method !== deflated) return false
      room -=
        method === stored ? packed.length : inflateRawSync(packed, { maxOutputLength: room }).length
      if (room <= 0) return false
    }
    return true
  } catch {
    return false
  }
}

function* entriesOf(zip: Buffer): Generator<{ method: number; packed: Buffer }> {
  const first = Math.max(0, zip.length - endOfDirectory.bytes - endOfDirectory.comment)
  let end = zip.length - endOfDirectory.bytes
  while (end >= first && zip.readUInt32LE(end) !== endOfDirectory.signature) end--
  const count = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  for (let index = 0; index < count; index++) {
    if (zip.readUInt32LE(at) !== entry.signature) throw new Error('This is no entry.')
    const from = zip.readUInt32LE(at + 42)
    if (zip.readUInt32LE(from) !== header.signature) throw new Error('This is no file.')
    const start = from + header.bytes + zip.readUInt16LE(from + 26) + zip.readUInt16LE(from + 28)
    const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20))
    yield { method: zip.readUInt16LE(at + 10), packed }
    const more = [28, 30, 32].reduce((sum, field) => sum + zip.readUInt16LE(at + field), 0)
    at += entry.bytes + more
  }
}
