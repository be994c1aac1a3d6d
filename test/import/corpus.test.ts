import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compile } from '#shared/compile/compile.ts'
import { linkFlow } from '#shared/compile/linkFlow.ts'
import { importFlow } from '#shared/import/importFlow.ts'
import { findDefinition } from '#shared/import/studio/findDefinition.ts'
import { readWidgets } from '#shared/import/studio/readStudio.ts'
import { readLooseJson } from '#shared/import/text/readLooseJson.ts'
import { parseFlow } from '#shared/nodes/parseFlow.ts'
import { walkPorts } from '../support/walkPorts.ts'

const corpus = join(import.meta.dirname, '../../../shared/corpus')
const hasCorpus = existsSync(join(corpus, 'studio'))
/** A name in its place where the corpus is absent, so that what is skipped is told. */
const filesIn = (folder: string, ending: string) =>
  hasCorpus ? globSync(`${folder}/*.${ending}`, { cwd: corpus }).sort() : [`${folder} (absent)`]
const studio = filesIn('studio', 'json')
const twiml = filesIn('twiml', 'xml')

const load = (file: string) => {
  const text = readFileSync(join(corpus, file), 'utf8')
  const imported = importFlow({ name: basename(file), text })
  if (!imported.ok) throw new Error(JSON.stringify(imported.error))
  return { text, ...imported }
}

const widgetNames = (text: string): readonly string[] => {
  const whole = readLooseJson(text)
  const states = findDefinition(text, whole.ok ? whole : null)?.definition['states']
  return readWidgets(Array.isArray(states) ? states : []).map((widget) => widget.name)
}

describe.skipIf(!hasCorpus)('Studio flows of the corpus (../shared/corpus)', () => {
  it.for(studio)('%s imports, parses and compiles', (file) => {
    const { flow } = load(file)
    expect(parseFlow(JSON.parse(JSON.stringify(flow)))).toEqual({ ok: true, value: flow })
    const compiled = compile(flow)
    expect(compiled.ok ? [] : compiled.error.filter((one) => one.code === 'node.badData')).toEqual(
      [],
    )
    expect(linkFlow(flow).hash).toBe(linkFlow(load(file).flow).hash)
  })

  it.for(studio)('%s can be walked port by port', (file) => {
    expect(walkPorts(load(file).flow)).toEqual({ failures: [], untaken: [] })
  })

  it.for(studio)('%s: every widget is in the report once', (file) => {
    const { text, report } = load(file)
    const named = [...report.converted, ...report.approximated, ...report.notConverted].flatMap(
      (line) => (line.widget === undefined ? [] : [line.widget]),
    )
    expect(named.toSorted()).toEqual([...widgetNames(text)].sort())
    expect(report.approximated.filter((line) => !line.how)).toEqual([])
    expect(report.notConverted.filter((line) => !line.why)).toEqual([])
  })
})

describe.skipIf(!hasCorpus)('TwiML documents of the corpus (../shared/corpus)', () => {
  it.for(twiml)('%s imports and can be walked', (file) => {
    const { flow } = load(file)
    expect(parseFlow(JSON.parse(JSON.stringify(flow)))).toEqual({ ok: true, value: flow })
    expect(walkPorts(flow).failures).toEqual([])
  })
})
