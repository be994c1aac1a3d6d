import type { Answer, Task } from './task.ts'

/** What a caller hears before they act. */
export interface Heard {
  readonly said: string
  /** What is waited for. */
  readonly awaits: 'words' | 'other side'
}

/** What a caller does; `heard` is the part of the prompt they let pass. */
export type Deed =
  | { readonly says: string; readonly heard?: string }
  | { readonly silence: true }
  | { readonly hangup: true }

/** Somebody on the telephone, who remembers. */
export type Caller = (heard: Heard) => Deed

/** Ways to be on the telephone. Each makes a caller for a task. */
export const behaviours: Readonly<Record<string, (task: Task) => Caller>> = {
  cooperative: (task) => talker(task),
  silent: () => () => ({ silence: true }),
  interrupting: (task) => {
    const talk = talker(task)
    return (heard) => {
      const deed = talk(heard)
      const cut = heard.said.split(' ').slice(0, 3).join(' ')
      return 'says' in deed ? { ...deed, heard: cut } : deed
    }
  },
  'changing their mind': (task) => talker(task, { changes: true }),
  spelling: (task) => talker(task, { spells: true }),
  noise: (task) => {
    const talk = talker(task)
    let turn = 0
    return (heard) => {
      turn++
      return turn % 2 === 1 ? { says: garble(turn) } : talk(heard)
    }
  },
  'hanging up': (task) => {
    const talk = talker(task)
    let turn = 0
    return (heard) => {
      turn++
      return turn > 1 ? { hangup: true } : talk(heard)
    }
  },
  'off topic': (task) => {
    const talk = talker(task)
    const asides = ["what's the weather like today", task.question]
    return (heard) => {
      const aside = asides.shift()
      return aside === undefined ? talk(heard) : { says: aside }
    }
  },
  'all at once': (task) => {
    const talk = talker(task)
    let isFirst = true
    return (heard) => {
      if (!isFirst) return talk(heard)
      isFirst = false
      return { says: task.all }
    }
  },
  'rude, wants a human': (task) => {
    const talk = talker(task)
    const demands = ['this is ridiculous', 'are you stupid, I want to talk to a human']
    return (heard) => {
      const demand = demands.shift()
      return demand === undefined ? talk(heard) : { says: demand }
    }
  },
}

const noises = ['frr hmm the uh', 'brr krr ssh', 'ah mmm tst', 'oh uh krrk']
const garble = (turn: number): string => noises[turn % noises.length] ?? 'hmm'

interface Talking {
  readonly changes?: boolean
  readonly spells?: boolean
}

/** Answers what is asked, and what is left open with what they want. */
function talker(task: Task, { changes = false, spells = false }: Talking = {}): Caller {
  const given = new Map<Answer, number>()
  let changedOnce = false
  let hasOpened = false
  let hasSaidAll = false
  /** The value was given; at the next chance they want another one. */
  const change = (): Deed | null => {
    const last = [...given.keys()].find((answer) => answer.changed !== undefined)
    if (!changes || changedOnce || last?.changed === undefined) return null
    changedOnce = true
    return { says: last.changed }
  }
  return ({ said }) => {
    const changed = change()
    if (changed) return changed
    const answer = answerTo(said, task.answers)
    if (answer) {
      given.set(answer, (given.get(answer) ?? 0) + 1)
      return { says: spells && answer.spelled !== undefined ? answer.spelled : answer.says }
    }
    if (/anything else/i.test(said)) return { says: "no, that's all" }
    if (!hasOpened) {
      hasOpened = true
      return { says: task.opening }
    }
    if (hasSaidAll) return { says: "no thank you, that's all" }
    hasSaidAll = true
    return { says: task.all }
  }
}

/** The answer to the question that was asked last. */
function answerTo(said: string, answers: readonly Answer[]): Answer | undefined {
  const questions = said.match(/[^.?!]+\?/g) ?? []
  const last = questions.at(-1)
  return (
    answers.find(({ about }) => last !== undefined && about.test(last)) ??
    answers.find(({ about }) => about.test(said))
  )
}
