import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMedia } from '#runtime/media/createMedia.ts'
import { printWav } from '#runtime/speech/wav.ts'
import { mediaFileSchema } from '#shared/api/media.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { makeFlow } from '../support/makeFlow.ts'

const tone = (seconds: number, rateHz = 16_000) =>
  printWav({ pcm: new Int16Array(seconds * rateHz).fill(1_000), rateHz })

describe('uploaded recordings', () => {
  let harness: Harness
  beforeEach(async () => {
    harness = await createHarness()
  })
  afterEach(() => harness.close())

  const upload = async (bytes: Uint8Array, name = 'welcome.wav') => {
    const path = `/api/media?name=${encodeURIComponent(name)}`
    return harness.request(path, { method: 'POST', body: bytes })
  }
  const uploaded = async (bytes: Uint8Array, name?: string) => {
    const response = await upload(bytes, name)
    expect(response.status).toBe(201)
    return mediaFileSchema.parse(await response.json())
  }

  it('are kept once, listed, heard whole and in ranges, and deleted', async () => {
    const bytes = tone(2)
    const file = await uploaded(bytes)
    expect(file).toMatchObject({ name: 'welcome.wav', seconds: 2, bytes: bytes.length, usedBy: [] })
    expect(await uploaded(bytes, 'again.wav')).toEqual(file)
    expect(await (await harness.request('/api/media')).json()).toEqual([file])
    const whole = await harness.request(file.url)
    expect(whole.headers.get('content-type')).toBe('audio/wav')
    expect(new Uint8Array(await whole.arrayBuffer())).toEqual(bytes)
    const part = await harness.request(file.url, { headers: { range: 'bytes=0-3' } })
    expect([part.status, await part.text()]).toEqual([206, 'RIFF'])
    expect((await harness.request(`/api/media/${file.id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await harness.request(file.url)).status).toBe(404)
    expect(await readdir(join(harness.folder, 'media'))).toEqual([])
  })

  it('stay while a draft or a number plays them', async () => {
    const file = await uploaded(tone(1))
    const flow = makeFlow(
      'hello',
      [
        ['p', 'play', { url: file.url }],
        ['bye', 'end', {}],
      ],
      ['start.next>p', 'p.next>bye'],
    )
    await harness.publish(flow)
    const remove = () => harness.request(`/api/media/${file.id}`, { method: 'DELETE' })
    expect(await (await remove()).json()).toMatchObject({
      status: 409,
      code: 'media.used',
      detail: '“Flow hello” plays this recording: choose another one there first.',
    })
    // The number still answers with it when the draft does not name it any more.
    const empty = makeFlow('hello', [['bye', 'end', {}]], ['start.next>bye'])
    expect(await harness.store.saveFlow(empty, 1, 0)).toBe(true)
    expect(await (await remove()).json()).toMatchObject({ code: 'media.used' })
    await harness.publish(makeFlow('other', [['bye', 'end', {}]], ['start.next>bye']))
    expect((await remove()).status).toBe(204)
  })

  const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  const eightBit = tone(1)
  eightBit[34] = 8
  it.for([
    ['an empty file', new Uint8Array(), /is empty/],
    [
      'an MP3 that calls itself WAV',
      bytesOf('ID3\x04....'),
      /This is an MP3 file\. The telephone plays WAV/,
    ],
    ['a bare MP3', Uint8Array.of(0xff, 0xfb, 0x90, 0x00), /an MP3 file/],
    ['Ogg', bytesOf('OggS....'), /an Ogg file/],
    ['a page', bytesOf('<!doctype html>'), /not a sound file/],
    ['8-bit WAV', eightBit, /not 16-bit PCM/],
    ['silence of no length', tone(0), /no sound/],
    ['a cut header', tone(1).slice(0, 30), /not 16-bit PCM/],
    ['too long a file', tone(140), /larger than 4 MB/],
  ] as const)('refuses %s by what is in it', async ([, bytes, why]) => {
    const response = await upload(bytes, 'fine.wav')
    expect(response.status).toBe(415)
    expect(await response.json()).toMatchObject({
      code: 'media.unplayable',
      detail: expect.stringMatching(why),
    })
    expect(await (await harness.request('/api/media')).json()).toEqual([])
  })

  it('keeps names of people and never uses them as names of files', async () => {
    const file = await uploaded(tone(1), '../../etc/passwd\u0000.wav')
    expect(file.name).toBe('passwd.wav')
    expect((await readdir(join(harness.folder, 'media'))).sort()).toEqual([
      `${file.id}.json`,
      `${file.id}.wav`,
    ])
    expect((await stat(join(harness.folder, 'media', `${file.id}.wav`))).mode & 0o777).toBe(0o600)
  })

  it.for([
    '/media/..%2f..%2fstudio.sqlite',
    '/media/%2e%2e%2fstudio.sqlite',
    '/media/studio.sqlite',
    '/media/..%5cstudio.sqlite',
    `/media/${'a'.repeat(24)}`,
    '/media/',
  ])('answers %s with nothing of the disk', async (path) => {
    await writeFile(join(harness.folder, 'secret.wav'), 'x')
    expect((await harness.request(path)).status).toBeGreaterThanOrEqual(400)
  })

  it('refuses other web pages', async () => {
    const headers = { origin: 'https://elsewhere.example' }
    const path = '/api/media?name=a.wav'
    const response = await harness.request(path, { method: 'POST', body: tone(1), headers })
    expect(response.status).toBe(403)
  })

  it('gives the engine its bytes by the address that a flow names, and no others', async () => {
    const file = await uploaded(tone(1))
    const media = createMedia({
      folder: join(harness.folder, 'media'),
      publicUrl: 'https://calls.example',
    })
    const most = 4_000_000
    expect(await media.load(file.url, most)).toHaveLength(file.bytes)
    expect(await media.load(`https://calls.example${file.url}`, most)).toHaveLength(file.bytes)
    expect(await media.load(file.url, 100)).toBeNull()
    expect(await media.load(`https://other.example${file.url}`, most)).toBeNull()
    expect(await media.load('/media/../studio.sqlite', most)).toBeNull()
  })
})
