import { expect, it } from 'vitest'
import { countFillers, createGrammar, restorePhrases } from './grammar.ts'
import { spokenWords } from './spokenWords.ts'

it.for<[string, string]>([
  ['Test results!', 'test results'],
  ['Café & Bar', 'cafe and bar'],
  ['Option 2', 'option two'],
  ['Route 66b', 'route sixty six b'],
  ['Room 105', 'room one hundred five'],
  ['Gate 200, 10', 'gate two hundred ten'],
  ['PIN 0042 / 1234', 'pin zero zero four two one two three four'],
  ["It's “John's”", "it's john's"],
  ["'quoted'", 'quoted'],
  ['中文 <evil> = | ;', 'evil'],
  ['', ''],
])('says %j as %j', ([text, words]) => {
  expect(spokenWords(text).join(' ')).toBe(words)
})

const english = { language: 'en-US' }

it('makes no grammar when it listens for anything', () => {
  expect(createGrammar({ ...english, phrases: [] })).toBeNull()
  expect(createGrammar({ ...english, phrases: ['中文', '  '] })).toBeNull()
})

it('lists each phrase once, with fillers around it', () => {
  const grammar = createGrammar({ ...english, phrases: ['Sales', 'sales.', 'Track my parcel'] })
  expect(grammar?.jsgf.split('\n').slice(-3)).toEqual([
    '<value> = sales',
    '  | track my parcel ;',
    'public <listen> = [ <opening> ] [ <wish> ] [ <article> ] <value> [ <closing> ] ;',
  ])
  expect(grammar?.words).toEqual(
    expect.arrayContaining(['sales', 'track', 'parcel', 'please', "i'd"]),
  )
})

it.for(['digits', 'number', 'date', 'time', 'amount', 'yesno', 'phone'] as const)(
  'defines every rule that builtin %s uses',
  (builtin) => {
    const jsgf = createGrammar({ ...english, phrases: ['agent'], builtin })?.jsgf ?? ''
    const defined = new Set(
      Array.from(jsgf.matchAll(/^(?:public )?(<\w+>) =/gm), (match) => match[1]),
    )
    const used = Array.from(jsgf.matchAll(/<\w+>/g), (match) => match[0])
    expect(used.filter((rule) => !defined.has(rule))).toEqual([])
    expect(jsgf.split('(').length).toBe(jsgf.split(')').length)
    expect(jsgf.split('[').length).toBe(jsgf.split(']').length)
  },
)

it('bounds what one listening can cost', () => {
  const phrases = Array.from(
    { length: 2_000 },
    (_, index) => `option ${index} ${'word '.repeat(100)}`,
  )
  expect(createGrammar({ ...english, phrases })?.jsgf.length).toBeLessThan(100_000)
})

it('puts phrases back as their author wrote them', () => {
  expect(restorePhrases('um option two please', ['Option 2', 'Option 3'])).toBe(
    'um option 2 please',
  )
  expect(restorePhrases('sales please', ['Sales'])).toBe('sales please')
})

it.for<[string, number]>([
  ['pharmacy', 0],
  ['um i need the pharmacy', 4],
  ['speak to an agent please', 1],
  ['speak to an', 2],
  ['uh five five please', 1],
  ['', 0],
])('counts the words around the value in %j', ([text, count]) => {
  expect(countFillers(text, ['Pharmacy', 'Agent', 'Speak to an agent', ''])).toBe(count)
})
