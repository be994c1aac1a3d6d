import { fieldsOf, type Listening } from '#runtime/text/typedInput.ts'
import type { TurnClient } from '#runtime/voice/report.ts'
import type { Document, Verb } from '#shared/fml/fml.ts'
import { parseFml } from '#shared/fml/parseFml.ts'
import type { Caller, Deed } from './callers.ts'
import { describe, isDialled, mostTurns, type Talked, wordsIn } from './talkOffline.ts'

export interface RuntimeLine {
  readonly turns: TurnClient
  /** Who is called. */
  readonly number: string
  readonly sid: string
  /** What the store knows of the call when it is over. */
  readonly outcomeOf: (callId: string) => Promise<string | null>
}

/** A typed conversation with the whole server: signed turns, commits, effects, models over HTTP. */
export async function talkRuntime(line: RuntimeLine, caller: Caller): Promise<Talked> {
  const base = { CallSid: line.sid, AccountSid: 'text', From: '+12025550188', To: line.number }
  const lines: string[] = []
  let turns = 0
  let callId = ''
  const post = async (path: string, fields: Readonly<Record<string, string>>) => {
    const answer = await line.turns.post(path, { ...base, ...fields })
    callId = answer.callId ?? callId
    const parsed = parseFml(answer.body)
    if (!parsed.ok) throw new Error(`${path} answered ${answer.status}: ${answer.body}`)
    return parsed.value
  }
  const postTurn = (path: string, fields: Readonly<Record<string, string>>) =>
    post(path, { ...fields, Turn: /\/(\d+)$/.exec(path)?.[1] ?? '' })
  /** Follows redirects until somebody has to do something. */
  const settle = async (first: Document): Promise<readonly Verb[]> => {
    const verbs: Verb[] = []
    for (let document: Document | null = first; document; ) {
      verbs.push(...document.verbs)
      const redirect: Verb | undefined = document.verbs.find(({ type }) => type === 'redirect')
      document =
        redirect?.type === 'redirect' ? await postTurn(redirect.url, { Reason: 'redirect' }) : null
    }
    return verbs
  }
  const hangUp = (reason: string) =>
    line.turns.post('/hooks/status', { ...base, CallStatus: 'completed', Reason: reason })

  let verbs = await settle(await post('/hooks/voice', { Direction: 'inbound' }))
  for (;;) {
    const said = wordsIn(verbs)
    lines.push(`  > ${said}`)
    const listening = verbs.findLast(waits)
    const talked = { lines, collected: '' }
    if (!listening) {
      await hangUp('completed')
      return { ...talked, turns, end: await line.outcomeOf(callId) }
    }
    if (turns >= mostTurns || (said.trim() === '' && !isDialled(verbs))) {
      return { ...talked, turns, end: null }
    }
    const deed = caller({ said, awaits: isDialled(verbs) ? 'other side' : 'words' })
    turns++
    lines.push(`  ${describe(deed)}`)
    if ('hangup' in deed) {
      await hangUp('hangup')
      return { ...talked, turns, end: 'hung up' }
    }
    verbs = await settle(await postTurn(listening.action, inputOf(listening, deed)))
  }
}

const waits = (verb: Verb): verb is Listening =>
  verb.type === 'gather' || verb.type === 'dial' || verb.type === 'record'

function inputOf(
  verb: Listening,
  deed: Exclude<Deed, { hangup: true }>,
): Readonly<Record<string, string>> {
  const input =
    'silence' in deed
      ? ({ type: 'silence' } as const)
      : ({ type: 'speech', speech: verb.type === 'dial' ? 'Hello' : deed.says } as const)
  const fields = fieldsOf(verb, input) ?? { Reason: 'timeout' }
  return 'says' in deed && deed.heard !== undefined ? { ...fields, Heard: deed.heard } : fields
}
