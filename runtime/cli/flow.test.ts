import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createFlow } from '#shared/flow/createFlow.ts'
import { run } from './run.ts'

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'flow-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const example = 'flows/clinic-front-desk.flow.json'
const put = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const empty = put('empty.flow.json', JSON.stringify(createFlow('e', 'E')))

function flow(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'runtime/cli/flow.ts'), ...args],
    { cwd: root, input, encoding: 'utf8', timeout: 60_000 },
  )
  return { status, stdout, stderr }
}

/** The same without a process. */
async function runHere(args: readonly string[]) {
  const [out, error]: [string[], string[]] = [[], []]
  const status = await run(args, {
    out: (text) => out.push(text),
    error: (text) => error.push(text),
    readLine: async () => null,
    isTerminal: false,
    now: () => 0,
  })
  return { status, stdout: out.join(''), stderr: error.join('') }
}

describe('check', () => {
  it('finds nothing wrong with an example', () => {
    expect(flow(['check', '--json', example])).toEqual({ status: 0, stdout: '[]\n', stderr: '' })
  })

  it('exits 1 on an error, with the diagnostics as an array', () => {
    const { status, stdout } = flow(['check', empty, '--json'])
    expect(status).toBe(1)
    expect(JSON.parse(stdout)).toEqual([
      {
        code: 'port.unwired',
        severity: 'error',
        nodeId: 'start',
        message: '“Start”: nothing follows “Next”.',
        hint: 'Wire it to the step that should come next.',
        port: 'next',
      },
    ])
  })

  it('names the step and the remedy for people', () => {
    expect(flow(['check', empty]).stdout).toBe(
      `Error: “Start”: nothing follows “Next”.
  Wire it to the step that should come next.
  port.unwired at start · next

${empty}: 1 error, 0 warnings.
`,
    )
  })

  it('says what is wrong with a document that is not a flow', () => {
    const { status, stdout } = flow(['check', '--json', put('other.json', '{"schema": 99}')])
    expect(status).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject([{ code: 'flow.newerSchema', nodeId: null }])
  })
})

describe('what cannot be used', () => {
  const depth = 200_000
  it.for<[string, readonly string[], RegExp]>([
    [
      'a missing file',
      ['check', 'nowhere.json'],
      /^nowhere\.json cannot be read: there is no such/,
    ],
    ['a folder', ['check', 'flows'], /^flows cannot be read: it is a folder\.$/],
    ['a file of ten megabytes', ['check', put('big', ' '.repeat(10 * 1024 * 1024))], /10 MB/],
    ['a file that is not JSON', ['check', put('bad', '{"schema": ')], /is not JSON: /],
    ['a binary file', ['check', put('binary', Uint8Array.of(0xff, 0xfe, 0))], /not a text file/],
    [
      'a bomb of brackets',
      ['check', put('deep', `{"schema":1,"nodes":${'['.repeat(depth)}${']'.repeat(depth)}}`)],
      /nested more than 64 levels/,
    ],
    [
      'a bomb of entities',
      ['import', put('bomb.xml', '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>')],
      /./,
    ],
    ['an unknown command', ['dance', example], /^There is no command dance: use check, /],
    ['an unknown option', ['check', example, '--loud'], /--loud/],
    ['no file', ['check'], /^Say which file/],
    ['no flow', ['compile', put('list', '[1]')], /is not a flow: /],
    ['answers that are none', ['call', example, '--mock', empty], /holds no answers: write/],
    [
      'a place that cannot be written',
      ['export', example, '--out', '/nowhere/x.zip'],
      /cannot be written/,
    ],
  ])('%s is one sentence and exit code 2', async ([, args, sentence]) => {
    const { status, stdout, stderr } = await runHere(args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr.trimEnd()).toMatch(sentence)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })

  it('exits 2 as a process too', () => {
    expect(flow(['check', 'nowhere.json'])).toMatchObject({ status: 2, stdout: '' })
  })

  it('says how it is used when nothing is asked for', () => {
    const { status, stderr } = flow([])
    expect(status).toBe(2)
    expect(stderr).toMatch(/npm run flow -- <command> <file>/)
    expect(flow(['--help']).status).toBe(0)
  })
})

describe('compile', () => {
  it('prints the program', () => {
    const { status, stdout } = flow(['compile', example])
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ program: 1, entry: 'start' })
  })

  it('prints what the flow is like as a call', () => {
    const { status, stdout } = flow(['compile', '--report', example])
    expect(status).toBe(0)
    expect(stdout).toMatch(
      /Longest silence: 13 s over 2 outside answers: Book a visit → Save the visit/,
    )
    expect(JSON.parse(flow(['compile', '--report', '--json', example]).stdout).unreachable).toEqual(
      [],
    )
  })

  it('refuses a flow with errors', () => {
    const { status, stdout, stderr } = flow(['compile', empty])
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(/nothing follows/)
  })
})

describe('format', () => {
  it('writes the same bytes whatever the order of keys', () => {
    const once = flow(['format', example]).stdout
    const shuffled = JSON.parse(once, (_, value) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).toReversed())
        : value,
    )
    const path = put('shuffled.json', JSON.stringify(shuffled))
    expect(flow(['format', path]).stdout).toBe(once)
    expect(flow(['format', '--write', path]).status).toBe(0)
    expect(readFileSync(path, 'utf8')).toBe(once)
  })
})

describe('export and import', () => {
  it('writes a zip', () => {
    const out = join(folder, 'x.zip')
    expect(flow(['export', example, '--out', out])).toMatchObject({ status: 0, stderr: '' })
    expect(readFileSync(out).subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004')
  })

  it('takes a flow of its own and reports every step once', () => {
    const [out, report] = [join(folder, 'in.flow.json'), join(folder, 'in.report.json')]
    expect(flow(['import', example, '--out', out, '--report', report])).toMatchObject({ status: 0 })
    expect(readFileSync(out, 'utf8')).toBe(flow(['format', example]).stdout)
    const { converted, approximated, notConverted } = JSON.parse(readFileSync(report, 'utf8'))
    expect(converted).toHaveLength(12)
    expect({ approximated, notConverted }).toEqual({ approximated: [], notConverted: [] })
  })
})

describe('call', () => {
  const typed = '1\nAda Long\nnext monday\nten\n'

  it('holds a call with answers from a file', () => {
    const mock = put('mock.json', '{"save": {"body": {"reference": "K7"}}}')
    const { status, stdout } = flow(['call', example, '--mock', mock], typed)
    expect(status).toBe(0)
    expect(stdout.replaceAll(`${folder}/`, '')).toMatchInlineSnapshot(`
      "Thank you for calling Northside Clinic.
      For appointments press 1 or say appointment. For test results press 2 or say test results. For opening hours press 3 or say opening hours.
      > 1
      Of course, let us find a time for you. What is your name?
      > Ada Long
      Thank you. And the day of the visit, please?
      > next monday
      Thank you. And the time of the visit, please?
      > ten
      Thank you. I have noted: name, Ada Long; day, next monday; time, 10 AM.
      (POST /sample/bookings: answered from mock.json)
      You are booked for next monday at 10:00. Your reference is K7. Goodbye.
      (hangs up)
      (The call is over: booked.)
      "
    `)
  })

  it('asks for the answers it has not got', () => {
    const { stdout } = flow(['call', example], `${typed}failed\n`)
    expect(stdout).toMatch(/empty is 200 \{\}: failed\n.*We will call you back today/s)
  })

  it('takes an empty line for silence and the end of input for a hang-up', () => {
    const { status, stdout } = flow(['call', example], '\n')
    expect(status).toBe(0)
    expect(stdout).toMatch(/Please press 1 .*\n> \(hung up\)\n\(The call is over: hung up\.\)\n$/)
  })
})
