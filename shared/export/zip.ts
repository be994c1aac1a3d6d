/** A file of an archive, by its path with `/`. */
export interface ZipEntry {
  readonly path: string
  readonly content: string | Uint8Array
}

/** 1 January 1980, the earliest date of the format: the same files give the same bytes. */
const earliestDate = 0x0021
/** Bit 11: paths are UTF-8 (APPNOTE 4.4.4). */
const utf8Paths = 0x0800

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb8_8320 ^ (value >>> 1) : value >>> 1
  return value >>> 0
})

/** CRC-32 of ISO 3309, as zip wants it. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffff_ffff
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffff_ffff) >>> 0
}

/** Packs files without compressing them (APPNOTE 6.3.3, method 0). */
export function zip(entries: readonly ZipEntry[]): Uint8Array {
  const encoder = new TextEncoder()
  const local: Uint8Array[] = []
  const central: Uint8Array[] = []
  let offset = 0
  for (const { path, content } of entries) {
    const name = encoder.encode(path)
    const bytes = typeof content === 'string' ? encoder.encode(content) : content
    const common = [
      ...u16(20, utf8Paths, 0, 0, earliestDate),
      ...u32(crc32(bytes), bytes.length, bytes.length),
      ...u16(name.length, 0),
    ]
    const header = Uint8Array.from([...u32(0x0403_4b50), ...common])
    local.push(header, name, bytes)
    const listed = [...u32(0x0201_4b50), ...u16(20), ...common, ...u16(0, 0, 0), ...u32(0, offset)]
    central.push(Uint8Array.from(listed), name)
    offset += header.length + name.length + bytes.length
  }
  const size = central.reduce((sum, part) => sum + part.length, 0)
  const count = entries.length
  const end = [...u32(0x0605_4b50), ...u16(0, 0, count, count), ...u32(size, offset), ...u16(0)]
  return join([...local, ...central, Uint8Array.from(end)])
}

const u16 = (...values: readonly number[]): number[] =>
  values.flatMap((value) => [value & 0xff, (value >>> 8) & 0xff])
const u32 = (...values: readonly number[]): number[] =>
  values.flatMap((value) => u16(value & 0xffff, value >>> 16))

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
