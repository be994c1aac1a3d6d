import { globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { type CompiledMessage, compileMessageOrThrow } from '@lingui/message-utils/compileMessage'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { screens, sentences } from '#editor/i18n/de.ts'
import { speak } from '#editor/i18n/speak.ts'
import { t } from '#editor/i18n/t.ts'
import { translate, translateTitle } from '#editor/i18n/translate.ts'
import { definitions } from '#shared/nodes/index.ts'

const root = join(import.meta.dirname, '../..')

const read = (...patterns: readonly string[]) =>
  globSync([...patterns], { cwd: root })
    .filter((path) => !/\.test\.|editor\/dist\/|editor\/i18n\/(?:t|rich|translate|de)\b/.test(path))
    .map((path) => ({ path, source: readFileSync(join(root, path), 'utf8') }))

/** What a person reads comes from these. */
const faces = read(
  'editor/**/*.{ts,tsx}',
  'shared/nodes/*/*.{editor,words}.tsx',
  'shared/flow/edit.ts',
)
const literal = /(?<![\w.])(?:t|rich|say)\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)")/g

const written = new Set(
  faces.flatMap(({ source }) =>
    Array.from(source.matchAll(literal), ([, single, double]) => single ?? double ?? ''),
  ),
)

/** Lines that can be copied into a catalogue. */
const asLines = (keys: readonly string[]) =>
  keys.map((key) => `  ${JSON.stringify(key)}: '',`).join('\n')

describe('the German catalogue', () => {
  it('has every sentence of the screens; what is missing is listed to be filled in', () => {
    const missing = [...written].filter((key) => !(key in screens))
    expect(missing, `editor/i18n/de/*.ts lacks:\n${asLines(missing)}\n`).toEqual([])
  })

  it('has no sentence that nothing says any more', () => {
    expect(Object.keys(screens).filter((key) => !written.has(key))).toEqual([])
  })

  it('is asked with literals, so that this test can read them', () => {
    const others = faces.flatMap(({ path, source }) =>
      Array.from(
        source.matchAll(/(?<![\w.])(?:t|rich)\(\s*(?!['"\s])[^\n]*/g),
        ([call]) => `${path}: ${call}`,
      ),
    )
    expect(others).toEqual([])
  })

  it('compiles, and says everything with the same values', () => {
    const wrong = [...Object.entries(screens), ...Object.entries(sentences)].filter(
      ([english, german]) =>
        german.trim() === '' || namesIn(german).join() !== namesIn(english).join(),
    )
    expect(wrong).toEqual([])
  })
})

/** The names of a message’s values, in alphabetical order. */
const namesIn = (message: string): readonly string[] =>
  [...new Set(namesOf(compileMessageOrThrow(message)))].sort()

const namesOf = (message: CompiledMessage): readonly string[] =>
  message.flatMap((token): readonly string[] => {
    if (typeof token === 'string') return []
    const [name, , format] = token
    const branches = typeof format === 'object' && format !== null ? Object.values(format) : []
    return [name, ...branches.flatMap((one) => (Array.isArray(one) ? namesOf(one) : []))]
  })

describe('the German help pages', () => {
  it.for(definitions.map(({ type }) => type))(
    '%s has one, with the parts of the English',
    (type) => {
      const page = (name: string) =>
        readFileSync(join(root, 'shared/nodes', type, `${type}${name}.md`), 'utf8')
      const shapeOf = (text: string) =>
        Array.from(text.matchAll(/^(#+|\s*-|\|)/gm), ([mark]) => mark).join(' ')
      expect(shapeOf(page('.de'))).toBe(shapeOf(page('')))
      const definition = definitions.find((one) => one.type === type)
      const ports = definition?.ports(definition.defaults(() => 'id')) ?? []
      const fixed = ports.filter(({ id }) => id !== 'id')
      const unnamed = fixed.filter(({ title }) => !page('.de').includes(`**${sentences[title]}**`))
      expect(unnamed.map(({ title }) => title)).toEqual([])
    },
  )
})

describe('sentences of shared/ in German', () => {
  beforeAll(async () => {
    vi.stubGlobal('document', { documentElement: {} })
    await speak('de')
  })
  afterAll(async () => {
    await speak('en')
    vi.unstubAllGlobals()
  })

  /** Words that both languages share. */
  const same = new Set(['Agent', 'Webhook', 'Start', 'OK', 'Pause'])
  const titles = definitions.flatMap((definition) => {
    const data = definition.defaults(() => 'id')
    return [
      definition.title,
      definition.summary,
      ...definition.ports(data).map((port) => port.title),
      definition.describe(data),
    ]
  })
  it('knows every title, summary, way out and fresh step of the registry', () => {
    // What an author writes, or what holds no words of ours.
    const own = /^(?:\d?|Done|[AB] 50 %(?:, B 50 %)?|Goodbye\.|Please leave .*|Mon to Fri .*)$/
    const missing = titles.filter(
      (text) => translateTitle(text) === text && !same.has(text) && !own.test(text),
    )
    expect(missing, `editor/i18n/de/definitions.ts lacks:\n${asLines(missing)}\n`).toEqual([])
  })

  const checks = read(
    'shared/compile/{checks,fixes}/*.ts',
    'shared/nodes/*/*.ts',
    'shared/nodes/*.ts',
    'shared/compile/check*.ts',
  )
  const sentence = /\b(?:message|hint|title):\s*(?:'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`)/g
  const said = checks.flatMap(({ path, source }) =>
    Array.from(source.matchAll(sentence), ([, plain, template]) => ({
      where: relative('shared', path),
      text: plain ?? (template ?? '').replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '7'),
    })),
  )
  const unknown = (text: string) => translate(text) === text
  it('knows what the checks say and how they mend it', () => {
    // Names of batches and labels that stand in the flow; messages that are put together from parts.
    const parts =
      /^(?:go round|add) |^7[,.:]|^7 7 for about|^\$\{inside|which nothing has set on 7|^More than 7|^“7”: 7?(?:: )?7\.?$/
    const missing = said.filter(
      ({ text }) =>
        text !== '' && !same.has(text) && !parts.test(text) && unknown(text) && unknown(`${text}.`),
    )
    expect(missing, 'editor/i18n/de/{problems,checks}.ts lack these').toEqual([])
  })

  it.each([
    ['“Menu”: nothing follows “No input”.', '„Menu“: auf „Keine Eingabe“ folgt nichts.'],
    [
      '“Open”: nothing follows “Failed”, so the call ends there.',
      '„Open“: auf „Fehlgeschlagen“ folgt nichts, deshalb endet der Anruf dort.',
    ],
    [
      '“A”: the flow “B” has an error: No call can get to “C”.',
      '„A“: der Ablauf „B“ hat einen Fehler: Zu „C“ kommt kein Anruf.',
    ],
    ['An author’s own words.', 'An author’s own words.'],
    ['{{ vars.name }} is not ours', '{{ vars.name }} is not ours'],
  ])('says %j as %j', (english, german) => expect(translate(english)).toBe(german))

  it.each([
    ['5 seconds', '5 Sekunden'],
    ['Use the menu', 'Use the menu'],
    ['Please wait 5 seconds', 'Please wait 5 seconds'],
  ])('writes %j on a step as %j', (english, german) => expect(translateTitle(english)).toBe(german))

  it('puts values and plurals into German', () => {
    const message = '{count, plural, one {# problem} other {# problems}}'
    expect([t(message, { count: 1 }), t(message, { count: 2 })]).toEqual([
      '1 Problem',
      '2 Probleme',
    ])
  })

  it('writes what was forgotten in a pseudo-language, and leaves values alone', async () => {
    vi.stubGlobal('document', { documentElement: {} })
    await speak('en-XA')
    expect(t('Key {key}', { key: 'X1' })).toBe('Kéý ·X1')
    expect(translate('“Menu”: nothing follows “No input”.')).not.toContain('follows')
    await speak('de')
  })
})
