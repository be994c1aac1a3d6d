import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseFml } from '#shared/fml/parseFml.ts'
import { printFml } from '#shared/fml/printFml.ts'

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const good = globSync('test/fml/good/*.xml', { cwd: root }).sort()
const bad = globSync('test/fml/bad/*.xml', { cwd: root }).sort()
/** Of the Debian package libxml2-utils. */
const validator: string = 'xmllint'
const hasXmllint = spawnSync(validator, ['--version']).status === 0
/** What XML Schema 1.0 cannot say: a verb of two sources, and what is well-formed or bounded before any schema. */
const beyondSchema = [
  'play-nothing',
  'play-two-things',
  'say-two-things',
  'doctype',
  'instruction',
  'redirect-nowhere',
  'too-deep',
  'long-text',
]

const validate = (xml: string) =>
  spawnSync(validator, ['--noout', '--nonet', '--schema', join(root, 'shared/fml/fml.xsd'), '-'], {
    input: xml,
    encoding: 'utf8',
  })

describe('good documents', () => {
  it.for(good)('%s parses, prints and prints the same once more', (file) => {
    const parsed = parseFml(read(file))
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
    const printed = printFml(parsed.value)
    const again = parseFml(printed)
    expect(again.ok ? printFml(again.value) : again.error).toBe(printed)
  })

  it.skipIf(!hasXmllint).for(good)(
    '%s fits the schema, as written and as printed (xmllint)',
    (file) => {
      const parsed = parseFml(read(file))
      expect(validate(read(file))).toMatchObject({ status: 0 })
      expect(validate(parsed.ok ? printFml(parsed.value) : '')).toMatchObject({ status: 0 })
    },
  )
})

describe('bad documents', () => {
  it.for(bad)('%s gives its diagnostic', (file) => {
    const xml = read(file)
    const code = /^<!-- (\S+) -->/.exec(xml)?.[1]
    const parsed = parseFml(xml)
    expect(parsed.ok ? null : parsed.error[0]).toMatchObject({ code, severity: 'error' })
    expect(parsed.ok ? null : parsed.error[0]?.hint).toBeTruthy()
  })

  const judged = bad.filter((file) => !beyondSchema.some((name) => file.endsWith(`/${name}.xml`)))
  it.skipIf(!hasXmllint).for(judged)('%s does not fit the schema (xmllint)', (file) => {
    expect(validate(read(file)).status).not.toBe(0)
  })
})

describe.skipIf(!hasXmllint)('golden calls (xmllint)', () => {
  const transcripts = globSync('test/golden/calls/*/*.txt', { cwd: root })
  it('answer only documents that fit the schema', () => {
    const documents = transcripts.flatMap(
      (file) => read(file).match(/<Response>[\s\S]*?<\/Response>/g) ?? [],
    )
    expect(documents.length).toBeGreaterThan(0)
    for (const document of documents) expect(validate(document)).toMatchObject({ status: 0 })
  })
})
