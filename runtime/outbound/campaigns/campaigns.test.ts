import { describe, expect, it } from 'vitest'
import { usualRules } from '#shared/api/campaigns.ts'
import { allowedAt } from './allowedAt.ts'
import { decodeFile } from './decodeFile.ts'
import { estimateEnd } from './estimateEnd.ts'
import { previewFile } from './previewFile.ts'
import { printCsvLine } from './printCsv.ts'
import { readCallees } from './readCallees.ts'
import { readTable } from './readTable.ts'
import { retryAt } from './retryAt.ts'
import { zonesOf } from './zonesOf.ts'

const hours = { from: '09:00', to: '20:00', weekdays: [0, 1, 2, 3, 4] }

async function collect<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const all: Value[] = []
  for await (const value of values) all.push(value)
  return all
}

describe('hours in the time zone of the callee', () => {
  it.for([
    ['in the hours', 'Europe/Berlin', '2026-11-23T10:00Z', '2026-11-23T10:00Z'],
    ['before them', 'Europe/Berlin', '2026-11-23T05:30Z', '2026-11-23T08:00Z'],
    ['after them', 'Europe/Berlin', '2026-11-23T19:00Z', '2026-11-24T08:00Z'],
    ['at the weekend', 'Europe/Berlin', '2026-11-21T12:00Z', '2026-11-23T08:00Z'],
    ['their Monday is not ours', 'Pacific/Auckland', '2026-11-22T19:00Z', '2026-11-22T20:00Z'],
    ['the night clocks go forward', 'Europe/Berlin', '2026-03-29T22:30Z', '2026-03-30T07:00Z'],
    ['the weekend clocks go back', 'Europe/Berlin', '2026-10-24T20:00Z', '2026-10-26T08:00Z'],
    ['a zone of half hours', 'Asia/Kolkata', '2026-11-23T02:00Z', '2026-11-23T03:30Z'],
    [
      'allowed only where all zones allow it',
      'America/New_York Pacific/Honolulu',
      '2026-11-23T14:00Z',
      '2026-11-23T19:00Z',
    ],
    [
      'when the last opens after the first has closed',
      'Pacific/Auckland Pacific/Honolulu',
      '2026-11-23T10:00Z',
      '2026-11-23T20:00Z',
    ],
    ['never together', 'America/New_York Asia/Shanghai', '2026-06-22T10:00Z', null],
  ] as const)('%s', ([, zones, now, expected]) => {
    const at = allowedAt(hours, zones.split(' '), Date.parse(now))
    expect(at === null ? null : new Date(at).toISOString()).toBe(
      expected === null ? null : new Date(expected).toISOString(),
    )
  })

  it('on one Sunday in March begin at nine by the new clock', () => {
    const sunday = { ...hours, weekdays: [6] }
    const at = allowedAt(sunday, ['Europe/Berlin'], Date.parse('2026-03-28T20:00Z'))
    expect(new Date(at ?? 0).toISOString()).toBe('2026-03-29T07:00:00.000Z')
  })

  it.for([
    ['+493012345678', ['Europe/Berlin']],
    ['+442079460000', ['Europe/London']],
    ['+80012345678', []],
  ] as const)('%s may be in %j', ([number, zones]) => {
    expect(zonesOf(number)).toEqual(zones)
  })

  it('of a number in the United States are those of all its zones', () => {
    const zones = zonesOf('+12025550100')
    expect(zones).toEqual(expect.arrayContaining(['America/Detroit', 'Pacific/Honolulu']))
    expect(zones.length).toBeLessThan(10)
  })
})

describe('a file', () => {
  const latin = Uint8Array.from('Name;Tel\nJ\xf6rg;030', (char) => char.charCodeAt(0))
  const utf16 = Uint8Array.from([0xff, 0xfe, ...Buffer.from('a,b\n1,2', 'utf16le')])
  it.for([
    ['UTF-8 with its mark', Buffer.from('\uFEFFa,b'), 'a,b utf-8'],
    ['Windows', latin, 'Name;Tel\nJörg;030 windows-1252'],
    ['UTF-16', utf16, 'a,b\n1,2 utf-16le'],
    ['nothing', new Uint8Array(), 'The file is empty.'],
    [
      'a workbook',
      Buffer.from('PK\x03\x04'),
      'This is a workbook, not a table in text: save it as CSV in your spreadsheet program.',
    ],
    [
      'a picture',
      Uint8Array.of(0x89, 0x50, 0, 1),
      'This file is no text: save the table as CSV (UTF-8) in your spreadsheet program.',
    ],
    [
      'too large',
      new Uint8Array(5_242_881),
      'The file is larger than 5 MB: split it into several campaigns.',
    ],
  ] as const)('of %s', ([, bytes, expected]) => {
    const file = decodeFile(bytes)
    expect(file.ok ? `${file.value.text} ${file.value.encoding}` : file.error).toBe(expected)
  })

  const rowsOf = async (text: string) => collect(readTable(text))
  it.for([
    ['commas', 'a,b\n1,2\n', ['1 a|b', '2 1|2']],
    ['semicolons', 'a;b\r\n"1;1";2', ['1 a|b', '2 1;1|2']],
    ['tabs', 'a\tb\n1\t2', ['1 a|b', '2 1|2']],
    ['quotes with lines in them', 'a,b\n"1\n1",2\n3,4', ['1 a|b', '3 1\n1|2', '4 3|4']],
    ['a mark and empty lines', '\uFEFFa,b\n\n1,2\n\n', ['1 a|b', '3 1|2']],
    ['a sign inside quotes of the heading', '"a,b,c";d\n1;2', ['1 a,b,c|d', '2 1|2']],
  ] as const)('with %s', async ([, text, expected]) => {
    const rows = await rowsOf(text)
    expect(rows.map(({ line, cells }) => `${line} ${cells.join('|')}`)).toEqual(expected)
  })

  it.for([
    [
      'a,b\n"1,2\n3,4',
      'Line 3 opens a quotation mark that is never closed: close it, or take it out.',
    ],
    [
      `a\n${'1\n'.repeat(50_001)}`,
      'The file has more than 50,000 rows: split it into several campaigns.',
    ],
  ] as const)('that cannot be read says where', async ([text, why]) => {
    await expect(rowsOf(text)).rejects.toThrow(why)
  })

  it('is looked into: columns, rows, and which may hold the numbers', async () => {
    const text = 'Name;Telefon;Zone;Name\nAda;030 1234567;Europe/Berlin;x\n'
    expect(await previewFile(text, 'utf-8')).toEqual({
      columns: ['Name', 'Telefon', 'Zone', 'Name (4)'],
      rows: [['Ada', '030 1234567', 'Europe/Berlin', 'x']],
      ...{ lines: 1, delimiter: ';', encoding: 'utf-8' },
      guess: { numberColumn: 'Telefon', zoneColumn: 'Zone' },
    })
  })

  it('names callees, and the rows that nobody can call with their lines', async () => {
    const text = [
      ...['phone,name,due,zone', '030 12345678,Ada,12,', '+4930 12345678,Ada again,1,'],
      ...[
        'call me,Bob,1,',
        '+442079460000,Cy,soon,',
        '+442079460001,Di,,Mars/North',
        '+80012345678,Ed,1,',
      ],
      '+442079460002,Fay,,America/New_York',
    ].join('\n')
    const setup = {
      ...{ country: 'DE', numberColumn: 'phone', zoneColumn: 'zone' },
      variables: { name: 'name', amount: 'due' },
    }
    const variables = (['text', 'number'] as const).map((type, index) => ({
      ...{ name: index === 0 ? 'name' : 'amount', type, default: '', sensitive: false },
    }))
    const read = await collect(readCallees(text, setup, variables))
    expect(
      read.map((row) =>
        row.type === 'callee'
          ? `${row.callee.line} ${row.callee.number} ${JSON.stringify(row.callee.vars)} ${row.callee.zones}`
          : `${row.problem.line} ${row.problem.column}: ${row.problem.message}`,
      ),
    ).toEqual([
      '2 +493012345678 {"name":"Ada","amount":12} Europe/Berlin',
      '3 phone: This number stands in line 2 already.',
      '4 phone: “call me” is no telephone number.',
      '5 due: “soon” is no number.',
      '6 zone: “Mars/North” is no time zone such as Europe/Berlin.',
      '7 phone: Nobody knows the time zone of this number: add a column with time zones.',
      '8 +442079460002 {"name":"Fay"} America/New_York',
    ])
  })
})

it.for([
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-cmd', "'-cmd"],
  ['-12,5', '"-12,5"'],
  ['+493012345678', '+493012345678'],
  ['a "b", c', '"a ""b"", c"'],
  [null, ''],
] as const)('a result file prints %j as %j', ([cell, printed]) => {
  expect(printCsvLine([cell])).toBe(`${printed}\r\n`)
})

it.for([
  ['busy', 1, 'hangup', 15],
  ['busy', 2, 'hangup', 15],
  ['busy', 3, 'hangup', null],
  ['noAnswer', 1, 'hangup', 120],
  ['voicemail', 1, 'hangup', 240],
  ['voicemail', 1, 'continueAfterBeep', null],
  ['failed', 1, 'hangup', null],
  ['unknown', 1, 'hangup', null],
  ['completed', 1, 'hangup', null],
] as const)(
  'after %s on attempt %i (%s) it is %j minutes to the next',
  ([outcome, attempts, onVoicemail, gap]) => {
    const ended = { outcome, attempts, wasAnswered: outcome === 'voicemail', endedAt: 0 }
    const at = retryAt({ ...usualRules, onVoicemail }, ended)
    expect(at === null ? null : at / 60_000).toBe(gap)
  },
)

it('after a failure only who has not answered is called again', () => {
  const retries = { ...usualRules.retries, failed: { times: 1, gap: 60 } }
  const after = (wasAnswered: boolean) =>
    retryAt({ ...usualRules, retries }, { outcome: 'failed', attempts: 1, wasAnswered, endedAt: 0 })
  expect([after(false), after(true)]).toEqual([3_600_000, null])
})

it.for([
  ['by the pace', { waiting: 100, calling: 0, done: 0 }, 20],
  ['by its speed', { waiting: 50, calling: 0, done: 50 }, 10],
  ['nobody left', { waiting: 0, calling: 0, done: 9 }, null],
] as const)('estimates the end: %s', ([, counts, minutes]) => {
  const now = 600_000
  const at = estimateEnd(usualRules, { ...counts, now, startedAt: 0, nextAt: null })
  expect(at === null ? null : (at - now) / 60_000).toBe(minutes)
})
