import { describe, expect, it } from 'vitest'
import { createFixedProviders } from '#runtime/llm/createFixedProviders.ts'
import { createModel } from '#runtime/llm/createModel.ts'
import { respondOffline } from '#shared/session/offline.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { makeFlow } from '../support/makeFlow.ts'
import {
  callsTools,
  type ModelScript,
  type ScriptedAnswer,
  says,
  startScriptedModel,
  textDeltas,
} from '../support/scriptedModel.ts'

/** Seconds that a turn may take where it does not say: more than a busy machine needs. */
const usualLimit = 8
const apology = 'I have a problem here. A colleague will call you back.'
const greeting = 'Hello, this is the shop. How can I help you today?'

const flowOf = (data: object) =>
  makeFlow(
    'shop',
    [
      [
        'talk',
        'agent',
        {
          ...{ greeting, prompt: 'Help callers of a shop.', timeout: usualLimit },
          exits: [{ id: 'done', name: 'Done', description: 'All is said', phrases: [] }],
          collect: [
            { id: 'c', name: 'people', type: 'number', description: 'How many', required: true },
          ],
          ...data,
        },
      ],
      ['bye', 'end', { text: 'Goodbye.', outcome: 'done' }],
      ['broken', 'end', { text: apology, outcome: 'broken' }],
    ],
    [
      ...['start.next>talk', 'talk.done>bye', 'talk.noInput>bye', 'talk.limit>bye'],
      'talk.failed>broken',
    ],
  )

interface Bad {
  readonly script: ModelScript
  /** What the caller hears of the turn. */
  readonly hears: string | RegExp
  /** What the call says of it. */
  readonly trace: RegExp
  readonly data?: object
  /** Seconds that the turn may take. @defaultValue usualLimit */
  readonly limit?: number
  /** Asked by Say and Redirect as well. */
  readonly redirects?: true
  /** A document that the agent answers from. */
  readonly document?: string
}

const fine = says('It left us yesterday.')
const endless: ScriptedAnswer = {
  type: 'stream',
  deltas: textDeltas('This goes on and on without an end. '.repeat(2_000)),
}
const neverEnding: ScriptedAnswer = {
  type: 'stream',
  deltas: textDeltas('Your parcel left on Monday. It is '.repeat(200)),
  pace: 20,
}
/** Passes every check, and cannot be written: nobody knows before how long a text gets. */
const tooLong = '{% for one in (1..90000000) %}x{% endfor %}'
const pages = 'The depot of Springfield opens at nine. Parcels wait there for a week.\n\n'
/** Just below two megabytes. */
const longText = `# Lost parcels\n\nLost parcels are paid in full.\n\n${pages.repeat(27_500)}`

const table: Readonly<Record<string, Bad>> = {
  'says nothing, ever': {
    redirects: true,
    script: [says('')],
    hears: apology,
    trace: /said nothing and was asked again[\s\S]*The model said nothing\./,
  },
  'says nothing at first': {
    script: [says(''), fine],
    hears: 'It left us yesterday.',
    trace: /said nothing and was asked again/,
  },
  'talks without an end, fast': {
    redirects: true,
    script: [endless],
    hears: /^(This goes on and on without an end\. ?){5,40}$/,
    trace: /answered/,
  },
  'talks without an end, slowly': {
    script: [neverEnding],
    ...{ limit: 2, redirects: true },
    hears: /^Your parcel left on Monday\./,
    trace: /The answer broke off after it had begun\. The model took too long/,
  },
  'sends a web page': {
    script: [{ type: 'raw', body: '<html>Hello</html>', contentType: 'text/html' }],
    hears: apology,
    trace: /broke off/,
  },
  'sends no JSON': {
    script: [{ type: 'raw', body: 'data: {"choices": [\n\n' }],
    hears: apology,
    trace: /Attempt 1[^"]*/,
  },
  'writes JSON for speech': {
    script: [says('{"say": "It left yesterday."}')],
    hears: 'It left yesterday.',
    trace: /wrote JSON instead of speech/,
  },
  'calls with broken JSON': {
    script: [callsTools([['collect', '{"field": "peo']]), fine],
    hears: 'It left us yesterday.',
    trace: /the arguments are no JSON/,
  },
  'speaks another language': {
    script: [says('Ich kann Ihnen das leider nicht sagen, aber ich werde nachsehen.'), fine],
    hears: 'It left us yesterday.',
    trace: /spoke another language and was asked again/,
  },
  'calls tools that are not there': {
    script: [callsTools([['find_parcel', { id: 1 }]]), fine],
    hears: 'It left us yesterday.',
    trace: /there is no tool find_parcel/,
  },
  'calls tools that are not there, and nothing else': {
    script: [callsTools([['find_parcel', { id: 1 }]])],
    hears: apology,
    trace: /there is no tool find_parcel/,
  },
  'repeats itself once': {
    script: [says(greeting), fine],
    hears: 'It left us yesterday.',
    trace: /repeated itself and was asked again/,
  },
  'repeats itself, whatever it is told': {
    script: [says(greeting)],
    hears: apology,
    trace: /The model repeated itself\./,
  },
  'writes XML and SSML': {
    script: [
      says('<speak><p>It <emphasis>left</emphasis></p> <break time="9s"/>yesterday.</speak>'),
    ],
    hears: 'It left yesterday.',
    trace: /answered/,
  },
  'writes FML': {
    redirects: true,
    script: [says('</Say><Hangup/><Say>It left yesterday & that is all.')],
    hears: 'It left yesterday & that is all.',
    trace: /answered/,
  },
  'stops in the middle of a word': {
    redirects: true,
    script: [
      {
        ...{ type: 'stream', finish: 'length' },
        deltas: textDeltas('Your parcel left on Monday. It should arr'),
      },
    ],
    hears: 'Your parcel left on Monday.',
    trace: /stopped in the middle of a sentence/,
  },
  'has a task that cannot be written': {
    script: [fine],
    data: { prompt: `Help. ${tooLong}` },
    hears: apology,
    trace: /The task could not be written/,
  },
  'has knowledge that cannot be written': {
    script: [fine],
    data: { knowledge: `We know this. ${tooLong}` },
    hears: 'It left us yesterday.',
    trace: /A text could not be written/,
  },
  'has two megabytes to answer from': {
    script: ({ messages }) =>
      says(
        `${messages[0]?.content ?? ''}`.includes('paid in full')
          ? 'They are paid in full.'
          : 'I do not know.',
      ),
    document: longText,
    hears: 'They are paid in full.',
    trace: /knowledge\.found[\s\S]*Lost parcels/,
  },
  'sends headers, and never answers': {
    script: [{ type: 'silent' }],
    ...{ limit: 1, redirects: true },
    hears: apology,
    trace: /The model took too long\.|did not answer in time\./,
  },
  'takes the connection, and never answers': {
    script: [{ type: 'deaf' }],
    limit: 1,
    hears: apology,
    trace: /The model took too long\.|did not answer in time\./,
  },
}

async function open({ script, data = {}, document, limit = usualLimit }: Bad) {
  const server = await startScriptedModel(script)
  const providers = createFixedProviders({ apiKey: 'k', baseURL: server.baseURL, model: 'm' })
  const model = createModel({ providers, offline: respondOffline, retryDelay: 1 })
  const harness = await createHarness({ performModel: model.perform })
  const documents = document === undefined ? [] : [await upload(harness, document)]
  await harness.publish(
    flowOf({ timeout: limit, ...data, ...(documents.length > 0 ? { documents } : {}) }),
  )
  return { harness, close: () => Promise.all([harness.close(), server.close()]) }
}

async function upload({ request }: Harness, text: string) {
  const headers = { 'content-type': 'application/octet-stream' }
  const path = '/api/documents?name=faq.md'
  const answer = await request(path, { method: 'POST', body: Buffer.from(text), headers })
  const { hash }: { hash: string } = await answer.json()
  return { hash, name: 'faq.md' }
}

/** Everything that is spoken after the caller’s question until somebody has to do something, and how long it took. */
async function listen({ turns }: Harness, streams: boolean) {
  const fields = { CallSid: 'S1', From: '+12025550123', To: '+12025550100' }
  const first = await turns.post('/hooks/voice', {
    ...fields,
    ...(streams ? { Streams: '1' } : {}),
  })
  const { callId } = first
  const heard: string[] = []
  const started = performance.now()
  let reason: Readonly<Record<string, string>> = {
    Reason: 'speech',
    SpeechResult: 'Where is my parcel? Are lost parcels paid?',
  }
  for (let turn = 2; turn < 60; turn++) {
    const path = `/hooks/voice/${callId}/${turn}`
    const { body } = await turns.post(path, { ...fields, ...reason, Turn: String(turn) })
    heard.push(...[...body.matchAll(/<Say[^>]*>([^<]+)<\/Say>/g)].map(([, said = '']) => said))
    const stream = /<Say stream="([^"]+)"/.exec(body)?.[1]
    if (stream !== undefined) {
      let end = ''
      for await (const line of turns.lines(stream, 0, AbortSignal.timeout(9_000))) {
        const { say, end: how }: { say?: string; end?: string } = JSON.parse(line)
        if (say !== undefined) heard.push(say)
        end = how ?? end
      }
      if (end === 'listen') break
      reason = { Reason: 'stream' }
    } else if (body.includes('<Redirect>')) reason = { Reason: 'redirect' }
    else break
  }
  const text = heard.join(' ').replaceAll('&amp;', '&')
  return { callId, heard: text, seconds: (performance.now() - started) / 1_000 }
}

describe.for([
  ['sentence by sentence', true],
  ['by Say and Redirect', false],
] as const)('a caller who is answered %s', ([, streams]) => {
  it.concurrent.for(Object.entries(table).filter(([, { redirects }]) => streams || redirects))(
    'hears something sensible in time of a model that %s',
    async ([, bad]) => {
      const { harness, close } = await open(bad)
      try {
        const { callId, heard, seconds } = await listen(harness, streams)
        if (typeof bad.hears === 'string') expect(heard).toBe(bad.hears)
        else expect(heard).toMatch(bad.hears)
        expect(heard.length).toBeLessThanOrEqual(1_100)
        await harness.app.live.drain()
        const rows = await (await harness.request(`/api/calls/${callId}`)).text()
        expect(rows).toMatch(bad.trace)
        // And what a busy machine takes.
        expect(seconds).toBeLessThan((bad.limit ?? usualLimit) + 3)
      } finally {
        await close()
      }
    },
  )
})
