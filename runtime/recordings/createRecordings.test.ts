import { mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { parseWav } from '../speech/wav.ts'
import { createRecordings } from './createRecordings.ts'

const log = { error() {} }
let root: string
let folder: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'fml-recordings-'))
  folder = join(root, 'recordings')
})
afterEach(() => rm(root, { recursive: true, force: true }))

const make = () => createRecordings({ folder, publicUrl: null, log })
const frames = (count: number, value: number) =>
  Array.from({ length: count }, () => new Int16Array(320).fill(value))
const idOf = (url: string | undefined) => url?.split('/').at(-1) ?? ''

it('keeps what was written as a WAV file for this user only, cut to its length', async () => {
  const recordings = make()
  const sink = recordings.open()
  for (const frame of [...frames(75, 7), ...frames(75, 0)]) sink.write(frame)
  const kept = await sink.finish(320 * 75)
  expect(kept).toMatchObject({ seconds: 1.5, url: expect.stringMatching(/^\/api\/recordings\//) })
  const found = await recordings.read(idOf(kept?.url))
  const bytes = new Uint8Array(await new Response(found?.body()).arrayBuffer())
  expect(found?.bytes).toBe(bytes.length)
  const wav = parseWav(bytes)
  expect([wav?.rateHz, wav?.pcm.length]).toEqual([16_000, 320 * 75])
  expect(wav?.pcm.every((sample) => sample === 7)).toBe(true)
  expect((await stat(join(folder, `${idOf(kept?.url)}.wav`))).mode & 0o777).toBe(0o600)
})

it('keeps two channels side by side', async () => {
  const recordings = make()
  const sink = recordings.open({ channels: 2 })
  // 100 ms of 10 on the left and 30 on the right.
  sink.write(Int16Array.from({ length: 3_200 }, (_, index) => (index % 2 === 0 ? 10 : 30)))
  const kept = await sink.finish()
  expect(kept?.seconds).toBe(0.1)
  const found = await recordings.read(idOf(kept?.url))
  const bytes = Buffer.from(await new Response(found?.body()).arrayBuffer())
  // Channels, samples a second, bytes a second, bytes of a pair.
  expect([bytes.readUInt16LE(22), bytes.readUInt32LE(24), bytes.readUInt32LE(28)]).toEqual([
    2, 16_000, 64_000,
  ])
  expect([bytes.readUInt16LE(32), bytes.readUInt32LE(40), bytes.length]).toEqual([4, 6_400, 6_444])
  expect([bytes.readInt16LE(44), bytes.readInt16LE(46)]).toEqual([10, 30])
  // Whoever plays it mixes them.
  expect(parseWav(bytes)?.pcm[0]).toBe(20)
})

it('leaves no file of nothing', async () => {
  const recordings = make()
  expect(await recordings.open().finish()).toBeNull()
  const sink = recordings.open()
  for (const frame of frames(60, 7)) sink.write(frame)
  expect(await sink.finish(0)).toBeNull()
  expect(await readdir(folder)).toEqual([])
})

it('loads what it kept by its address, and no other file', async () => {
  const recordings = make()
  const sink = recordings.open()
  for (const frame of frames(2, 7)) sink.write(frame)
  const { url } = (await sink.finish()) ?? { url: '' }
  expect((await recordings.load(url, 10_000))?.length).toBe(44 + 2 * 640)
  expect(await recordings.load(url, 100)).toBeNull()
  for (const other of ['/etc/passwd', '/api/recordings/../../x', `https://x.example${url}`, ''])
    expect(await recordings.load(other, 10_000)).toBeNull()
})

it('says why nothing could be kept', async () => {
  await writeFile(folder, 'in the way')
  const sink = make().open()
  for (const frame of frames(60, 7)) sink.write(frame)
  expect(await sink.finish()).toBeNull()
  expect(sink.problem).toMatch(/^The recording could not be written: /)
})

it.for(['', '..', '../studio.sqlite', 'x'.repeat(24), '%2e%2e'])(
  'has nothing under %j',
  async (id) => {
    expect(await make().read(id)).toBeNull()
  },
)

it('puts the public address before its own', async () => {
  const sink = createRecordings({ folder, publicUrl: 'https://calls.example.org', log }).open()
  for (const frame of frames(1, 7)) sink.write(frame)
  expect((await sink.finish())?.url).toMatch(/^https:\/\/calls\.example\.org\/api\/recordings\//)
})

it('follows no link out of its folder', async () => {
  const id = 'a'.repeat(24)
  await mkdir(folder)
  await writeFile(join(root, 'secret'), 'secret')
  await symlink(join(root, 'secret'), join(folder, `${id}.wav`))
  expect(await make().read(id)).toBe(null)
  expect(await make().load(`/api/recordings/${id}`, 1_000)).toBe(null)
})
