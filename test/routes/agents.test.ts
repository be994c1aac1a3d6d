import { deflateRawSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import type { EffectContext } from '#runtime/effects/performEffect.ts'
import type { ModelEffect } from '#shared/session/effect.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { makeFlow } from '../support/makeFlow.ts'
import { type ScriptedTools, startToolServer } from '../support/toolServer.ts'

let harness: Harness | null = null
let tools: ScriptedTools | null = null
afterEach(async () => {
  await harness?.close()
  await tools?.close()
  harness = null
  tools = null
})

let onTurn: (context: EffectContext) => Promise<void> = async () => {}

const open = async (options: Parameters<typeof createHarness>[0] = {}) => {
  harness = await createHarness({
    ...options,
    model: async (_effect, _signal, _say, context) => {
      await onTurn(context)
      return { type: 'failed', why: 'unused', timedOut: false }
    },
  })
  return harness
}

const upload = ({ request }: Harness, name: string, bytes: Uint8Array | string) =>
  request(`/api/documents?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    body: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes,
  })

/** One page with one line, as small as a PDF can be. */
const pdf = (text: string) => {
  const stream = `BT /F1 12 Tf 20 100 Td (${text}) Tj ET`
  return `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length ${stream.length}>>stream
${stream}
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>`
}

/** A Word document with one heading and one paragraph. */
function docx(): Uint8Array {
  const p = (text: string, style = '') =>
    `<w:p>${style && `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r><w:t>${text}</w:t></w:r></w:p>`
  const files = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${p('Prices', 'Heading1')}${p('A visit costs 60 euros.')}</w:body></w:document>`,
  }
  return zip(files)
}

function zip(files: Readonly<Record<string, string>>): Uint8Array {
  const parts: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(text)
    const packed = deflateRawSync(bytes)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(bytes.length, 18)
    common.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    central.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, tail, Buffer.from(name)]),
    )
    parts.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06')
  end.writeUInt16LE(central.length, 8)
  end.writeUInt16LE(central.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, directory, end])
}

function crc32(bytes: Uint8Array): number {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1))
  }
  return ~crc >>> 0
}

describe('documents', () => {
  it('of every kind are kept as text, once', async () => {
    const studio = await open()
    const files: readonly [string, Uint8Array | string, string][] = [
      ['a.txt', 'Grüße aus Köln.', 'Grüße aus Köln.'],
      ['old.txt', Buffer.from('Gr\xfc\xdfe', 'latin1'), 'Grüße'],
      [
        'a.html',
        '<h1>Prices</h1><script>x</script><p>60&nbsp;&euro; &amp; more</p>',
        '# Prices\n\n60 € & more',
      ],
      [
        'a.csv',
        'Name;Price\nVisit;60\nCheck;20',
        'Name: Visit. Price: 60\n\nName: Check. Price: 20',
      ],
      ['a.pdf', pdf('Open from nine.'), 'Open from nine.'],
      ['a.docx', docx(), '# Prices\n\nA visit costs 60 euros.'],
    ]
    for (const [name, bytes, text] of files) {
      const answer = await upload(studio, name, bytes)
      const { hash } = await answer.json()
      const kept = await (await studio.request(`/api/documents/${hash}`)).json()
      expect([answer.status, kept.text]).toEqual([201, text])
    }
    await upload(studio, 'again.txt', 'Grüße aus Köln.')
    const listed = await (await studio.request('/api/documents')).json()
    expect(listed).toHaveLength(files.length)
  })

  it.for<[string, Uint8Array | string, number, string]>([
    ['a.txt', 'x'.repeat(2 * 1024 * 1024 + 1), 413, 'larger than 2 MB'],
    ['a.exe', 'MZ', 415, 'of no kind that can be read here'],
    ['a.txt', ' \n ', 415, 'holds no text'],
    ['a.pdf', 'not a pdf', 415, 'cannot be read'],
    ['a.docx', 'PK nothing', 415, 'cannot be read'],
  ])('refuses %s with a sentence', async ([name, bytes, status, sentence]) => {
    const answer = await upload(await open(), name, bytes)
    expect([answer.status, (await answer.json()).detail]).toEqual([
      status,
      expect.stringContaining(sentence),
    ])
  })

  it('that a flow answers from stay; others go', async () => {
    const studio = await open()
    const { hash } = await (await upload(studio, 'faq.txt', 'Parcels take a day.')).json()
    await studio.publish(talk({ documents: [{ hash, name: 'faq.txt' }] }))
    const refused = await studio.request(`/api/documents/${hash}`, { method: 'DELETE' })
    expect([refused.status, (await refused.json()).detail]).toEqual([
      409,
      expect.stringContaining('answers from this document'),
    ])
    const other = await (await upload(studio, 'b.txt', 'Other.')).json()
    const gone = await studio.request(`/api/documents/${other.hash}`, { method: 'DELETE' })
    expect(gone.status).toBe(204)
  })

  it('are found for what the caller said, and cited', async () => {
    const studio = await open()
    const text = '# Returns\n\nThirty days.\n\n# Parking\n\nBehind the house.'
    const { hash } = await (await upload(studio, 'faq.md', text)).json()
    const body = tried({ documents: [{ hash, name: 'faq.md' }] }, 'where is the parking')
    const found = await contextOf(studio, body, async ({ library }) =>
      library?.find(
        body.request.documents ?? [],
        'where is the parking',
        AbortSignal.timeout(20_000),
      ),
    )
    expect(found).toEqual([{ document: 'faq.md', part: 2, text: 'Parking\nBehind the house.' }])
  })
})

/** A model’s turn as the simulator asks for it. */
const tried = (more: Partial<ModelEffect['request']>, said: string): ModelEffect => ({
  type: 'model',
  id: 'e1',
  node: 'n',
  request: {
    prompt: 'Help.',
    knowledge: '',
    language: 'en-US',
    exits: [],
    collect: [],
    collected: {},
    history: [{ role: 'caller', text: said }],
    timeout: 5_000,
    ...more,
  },
})

/** What a turn finds around it in this app. */
async function contextOf<Value>(
  studio: Harness,
  effect: ModelEffect,
  use: (context: EffectContext) => Promise<Value>,
): Promise<Value | undefined> {
  let value: Value | undefined
  onTurn = async (context) => {
    value = await use(context)
  }
  await studio.request('/api/simulator/effects', { body: effect })
  return value
}

const talk = (data: object) =>
  makeFlow(
    'talk',
    [
      [
        'Talk',
        'agent',
        {
          prompt: 'Help.',
          exits: [{ id: 'x', name: 'Done', description: '', phrases: [] }],
          ...data,
        },
      ],
      ['Bye', 'end', { text: 'Bye.' }],
    ],
    ['start.next>Talk', 'Talk.x>Bye', 'Talk.noInput>Bye', 'Talk.limit>Bye', 'Talk.failed>Bye'],
  )

describe('tool servers', () => {
  const asked = (names: readonly string[], timeout = 10_000): Partial<ModelEffect['request']> => ({
    tools: [{ type: 'server', server: 'crm', tools: names, timeout }],
  })
  const save = async (studio: Harness, url: string, value: string | null) =>
    studio.request('/api/tool-servers/crm', {
      method: 'PUT',
      body: { url, headers: [{ name: 'Authorization', value }] },
    })

  it('keep their headers sealed, say what they offer, and are called', async () => {
    tools = await startToolServer({ token: 'secret' })
    const studio = await open({ allowPrivateWebhooks: true })
    expect((await save(studio, tools.url, 'Bearer secret')).status).toBe(201)
    const listed = await (await studio.request('/api/tool-servers')).text()
    expect(listed).toContain('"headers":["Authorization"]')
    expect(listed).not.toContain('secret')
    expect(JSON.stringify(await studio.store.listToolServers())).not.toContain('secret')
    const offered = await studio.request('/api/tool-servers/crm/tools', { method: 'POST' })
    expect((await offered.json()).map(({ name }: { name: string }) => name)).toEqual([
      'find_order',
      'slow',
      'huge',
      'broken',
    ])
    // As it is: the token is kept.
    await save(studio, tools.url, null)
    const effect = tried(asked(['find_order', 'gone', 'broken', 'huge']), 'x')
    const results = await contextOf(studio, effect, async ({ toolbox, signal, callId }) => {
      const box = await toolbox?.open(effect.request, signal)
      const call = (name: string) =>
        box?.call(name, { order: '7' }, { callId, id: 'e1.t1', signal })
      return {
        names: box?.tools.map(({ name }) => name),
        notes: box?.notes,
        good: await call('crm_find_order'),
        bad: await call('crm_broken'),
        huge: (await call('crm_huge'))?.text.length,
        none: (await call('crm_slow'))?.summary,
      }
    })
    expect(results).toMatchObject({
      names: ['crm_find_order', 'crm_broken', 'crm_huge'],
      notes: ['crm has no tool “gone” (any more).'],
      good: { ok: true, text: '{"status":"on its way","day":"Friday"}' },
      bad: { ok: false, summary: 'The warehouse is closed.' },
      none: 'There is no such tool.',
    })
    expect(results?.huge).toBeLessThan(8_100)
    expect(tools.calls[0]).toEqual({ tool: 'find_order', args: { order: '7' } })
  })

  it('that do not answer in time are given up, with a sentence', async () => {
    tools = await startToolServer()
    const studio = await open({ allowPrivateWebhooks: true })
    await save(studio, tools.url, 'x')
    const effect = tried(asked(['slow'], 200), 'x')
    const result = await contextOf(studio, effect, async ({ toolbox, signal, callId }) => {
      const box = await toolbox?.open(effect.request, signal)
      return box?.call('crm_slow', { order: '7' }, { callId, id: 'e1.t1', signal })
    })
    expect(result).toMatchObject({ ok: false, summary: 'It did not answer within 0.2 s.' })
  })

  it.for<[string, boolean, string]>([
    ['http://127.0.0.1:47/mcp', true, 'refused the connection'],
    ['http://127.0.0.1:1/mcp', false, 'is a private address'],
    ['http://169.254.169.254/mcp', false, 'is a private address'],
  ])('at %s say why they offer nothing', async ([url, isPrivate, why]) => {
    const studio = await open({ allowPrivateWebhooks: isPrivate })
    await save(studio, url, 'x')
    const answer = await studio.request('/api/tool-servers/crm/tools', { method: 'POST' })
    expect([answer.status, (await answer.json()).detail]).toEqual([
      502,
      expect.stringContaining(why),
    ])
  })

  it('moved elsewhere get nothing that was meant for the old address', async () => {
    const studio = await open()
    await save(studio, 'https://a.example/mcp', 'Bearer secret')
    const moved = await save(studio, 'https://b.example/mcp', null)
    expect(await moved.json()).toMatchObject({ headers: [] })
  })
})
