import { describe, expect, it } from 'vitest'
import { importFlow } from '#shared/import/importFlow.ts'

const dollar = '$'
const offset = { x: 0, y: 0 }
const trigger = (events: object) => ({
  name: 'Trigger',
  type: 'trigger',
  transitions: Object.entries(events).map(([event, next]) => ({ event, next })),
  properties: { offset },
})
const hello = {
  name: 'hello',
  type: 'say-play',
  transitions: [{ event: 'audioComplete' }],
  properties: { say: 'Hello', offset },
}
const flow = (...states: readonly object[]) => ({
  description: 'A flow',
  states,
  initial_state: 'Trigger',
  flags: { allow_concurrent_calls: true },
})
const read = (text: string) => {
  const imported = importFlow({ name: 'a.txt', text })
  if (!imported.ok) throw new Error(JSON.stringify(imported.error))
  return imported
}
const text = JSON.stringify(flow(trigger({ incomingCall: 'hello' }), hello))

describe('a Studio flow', () => {
  it.for<[string, string]>([
    [
      'in pieces of Python',
      `x = (\n${(text.match(/.{1,50}/g) ?? []).map((part) => `  '${part}'`).join('\n')})`,
    ],
    ['in Markdown', `# Import this\n\n\`\`\`json\n${text}\n\`\`\`\n`],
    ['in a raw text of Go', `var f = fmt.Sprintf(\`${text}\`, x)`],
    [
      'in YAML',
      `flow:\n  definition: |\n    ${JSON.stringify(JSON.parse(text), null, 2).replaceAll('\n', '\n    ')}`,
    ],
    ['in a document of the shell', `cat <<EOF > flow.json\n${text}\nEOF`],
    [
      'in the state of Terraform',
      JSON.stringify({ resources: [{ instances: [{ attributes: { definition: text } }] }] }),
    ],
    [
      'in Terraform, whose trigger has no name',
      `locals { f = var.own != "" ? var.own : jsonencode({ "states": [
  { "transitions": [ { "event": "incomingCall", "next": "hello", }, ], },
  { "name": "hello", "type": "say-play", "properties": { "say": "Hello", "voice": var.voice, } },
], "initial_state": "Trigger" }) }`,
    ],
  ])('%s is found', ([, source]) => {
    const { flow: found } = read(source)
    expect(found.nodes.map(({ type }) => type)).toEqual(['start', 'say'])
    expect(found.edges.map(({ target }) => target)).toEqual(['hello'])
    expect(found.settings.voice).toBe('')
  })

  it('without a trigger begins at the widget that nothing leads to', () => {
    const second = { ...hello, name: 'second' }
    const first = {
      ...hello,
      name: 'first',
      transitions: [{ event: 'audioComplete', next: 'second' }],
    }
    const { flow: found } = read(JSON.stringify({ states: [second, first] }))
    expect(found.edges.find(({ source }) => source === 'Start')?.target).toBe('first')
  })

  it('of text messages is told first of all to be none of calls', () => {
    const reply = {
      name: 'm',
      type: 'send-message',
      transitions: [{ event: 'sent' }],
      properties: { body: 'Hi' },
    }
    const { report } = read(JSON.stringify(flow(trigger({ incomingMessage: 'm' }), reply)))
    expect(report.notConverted[0]).toMatchObject({
      kind: 'file',
      why: expect.stringContaining('text messages'),
    })
    const both = read(JSON.stringify(flow(trigger({ incomingMessage: 'hello' }), hello)))
    expect(both.report.notConverted.map(({ kind }) => kind)).not.toContain('file')
  })

  it('goes on by every way that leads to the same place', () => {
    const queue = {
      name: 'q',
      type: 'enqueue-call',
      transitions: ['callComplete', 'failedToEnqueue'].map((event) => ({ event, next: 'hello' })),
      properties: { queue_name: `${dollar}x` },
    }
    const { report } = read(JSON.stringify(flow(trigger({ incomingCall: 'q' }), queue, hello)))
    expect(report.notConverted.map(({ kind }) => kind)).toEqual(['widget'])
  })
})
