import {
  type CompletionRequest,
  callsTools,
  type ScriptedAnswer,
  says,
} from '../support/scriptedModel.ts'
import type { Answer, Task } from './task.ts'

/**
 * What a good model would answer in these conversations: it keeps what the caller gave, asks for the next thing, leaves
 * when it is done, and hands over who wants a person. It knows the caller's words, and nothing that the request lacks.
 */
export function competentModel(task: Task) {
  return (request: CompletionRequest): ScriptedAnswer => {
    const tools = (request.tools ?? []).map(({ function: { name } }) => name)
    const last = request.messages.at(-1)
    const said = request.messages.findLast(({ role }) => role === 'user')?.content ?? ''
    const has = (exit: string) => tools.includes(`exit_${exit}`)
    if (!tools.includes('collect') && tools.length > 1 && !has('done')) return judge(tools, said)
    if (/\b(human|person|supervisor)\b/i.test(said) && has('person')) {
      return callsTools([['exit_person', { reason: 'The caller wants a person.' }]])
    }
    if (has('done')) return inform(said)
    return collectNext(task, request, last?.role === 'tool' ? '' : said)
  }
}

function collectNext(task: Task, request: CompletionRequest, said: string): ScriptedAnswer {
  const values = valuesIn(said, task.answers)
  const collects = values.map(([field, value]) => ['collect', { field, value }] as const)
  const [next] = missingIn(request, new Set(values.map(([field]) => field)))
  if (next === undefined) {
    const exit = [`exit_${task.success}`, { reason: 'Everything is known.' }] as const
    return callsTools([...collects, exit], 'Thank you, that is all I need.')
  }
  const question = `${values.length > 0 ? 'Thank you.' : helpWith(said)} ${askFor(next)}`
  return collects.length > 0 ? callsTools(collects, question) : says(question)
}

/** The exit that the words are about; none calls nothing. */
function judge(tools: readonly string[], said: string): ScriptedAnswer {
  const about: Readonly<Record<string, RegExp>> = {
    exit_emergency: /pain|bleeding|emergency/i,
    exit_prescription: /refill|pills|medicine|prescription/i,
    exit_visit: /doctor|appointment|visit/i,
  }
  const exit = tools.find((name) => about[name]?.test(said))
  return exit ? callsTools([[exit, { reason: 'It is about that.' }]]) : says('None of them.')
}

function inform(said: string): ScriptedAnswer {
  if (/thank|that's all|bye/i.test(said)) {
    return callsTools([['exit_done', { reason: 'The caller knows enough.' }]])
  }
  if (/sunday/i.test(said)) return says('On Sundays we are closed. Is there anything else?')
  if (/saturday/i.test(said)) return says('On Saturdays we close at noon. Is there anything else?')
  if (/park/i.test(said)) return says('You can park behind the house. Is there anything else?')
  return says('We are open Monday to Friday, nine to six. Is there anything else?')
}

const helpWith = (said: string): string =>
  /weather|how |stupid|ridiculous/i.test(said) ? 'I am afraid I cannot say.' : 'Of course.'

/** Values in the caller's words. */
function valuesIn(
  said: string,
  answers: readonly Answer[],
): readonly (readonly [string, string])[] {
  return answers.flatMap((answer) => {
    const { field, value, changed, changedValue, says: plain, spelled } = answer
    if (field === undefined || value === undefined) return []
    if (changed !== undefined && said === changed) return [[field, changedValue ?? value] as const]
    const isSaid = [plain, spelled].some((way) => way !== undefined && said.includes(way))
    return isSaid ? [[field, value] as const] : []
  })
}

/** As the system message lists them. */
function missingIn({ messages }: CompletionRequest, now: ReadonlySet<string>): readonly string[] {
  const system = messages[0]?.content ?? ''
  const line = /^Still missing: (.+)$/m.exec(system)?.[1] ?? ''
  return line.split(', ').filter((name) => name !== '' && !now.has(name))
}

const questions: Readonly<Record<string, string>> = {
  date: 'Which day would you like?',
  time: 'And at what time?',
  name: 'What is your name?',
  amount: 'How much can you pay?',
  day: 'On which day will you pay?',
  order: 'What is your order number?',
  problem: 'What went wrong?',
  refund: 'Would you like a refund?',
}
const askFor = (field: string): string => questions[field] ?? `What is the ${field}?`
