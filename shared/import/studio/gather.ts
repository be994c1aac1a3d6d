import { clamp, toNumber, toText } from '../text/values.ts'
import type { Converted, Exit, Job } from './Job.ts'
import type { MenuPlan } from './planMenus.ts'
import { speechVariable } from './resolvePath.ts'
import { promptOf } from './speak.ts'

/** gather-input-on-call: a menu where the answer is only compared, else a question. */
export function convertGather(job: Job): Converted {
  const timeout = job.number(5, [1, 60], 'timeout')
  checkListening(job)
  const plan = job.context.menus.get(job.widget.name)
  return plan ? convertMenu(job, plan, timeout) : convertAsk(job, timeout)
}

function convertMenu(job: Job, plan: MenuPlan, timeout: number): Converted {
  const { drawing } = job.context
  job.property('number_of_digits', 'num_digits', 'finish_on_key', 'stop_gather', 'hints')
  const prompt = promptOf(job)
  job.how.push(...plan.how)
  for (const [transition, why] of plan.lost) job.lost.set(transition, why)
  const options = plan.options.map((option) => ({ id: drawing.optionId('o'), option }))
  const node = job.node('menu', {
    prompt,
    options: options.map(({ id, option }) => ({
      id,
      key: option.key,
      phrases: [...option.phrases],
    })),
    retryPrompt: '',
    retries: 0,
    timeout,
    interruptible: true,
  })
  return job.done(node, [
    ...options.map(({ id, option }): Exit => ({ node, port: id, to: option.to })),
    { node, port: 'noMatch', to: plan.noMatch },
    { node, port: 'noInput', to: job.on('timeout', 'noInput') },
  ])
}

function convertAsk(job: Job, timeout: number): Converted {
  const keypress = job.on('keypress')
  const speech = job.on('speech')
  const silent = job.on('timeout', 'noInput')
  const kind = job.context.scopes.get(job.widget.name)?.kind ?? 'keys'
  const given = job.property('number_of_digits', 'num_digits')
  const digits = toNumber(given)
  if (given !== undefined && digits === null) {
    job.how.push(`any number of keys is taken, not ${toText(given).slice(0, 60)}`)
  }
  const finish = toText(job.widget.properties['finish_on_key'] ?? '#')
  job.property('finish_on_key', 'stop_gather')
  if (kind !== 'words' && finish !== '#' && digits === null) {
    job.how.push(`# ends the keys instead of ${finish === '' ? 'silence alone' : finish}`)
  }
  if (toText(job.property('hints')) !== '')
    job.how.push('the hints for the recogniser are left out')
  const prompt = promptOf(job)
  const node = job.node('ask', {
    prompt,
    value: kind === 'words' ? 'text' : 'digits',
    by: kind === 'words' ? 'speech' : kind === 'both' ? 'both' : 'keys',
    minLength: null,
    maxLength: kind === 'words' || digits === null ? null : clamp(Math.round(digits), 1, 100),
    min: '',
    max: '',
    confirm: false,
    confirmText: '',
    retryPrompts: [],
    retries: 0,
    timeout,
    interruptible: true,
  })
  const noInput: Exit = { node, port: 'noInput', to: silent }
  if (kind === 'words') {
    return job.done(node, [
      { node, port: 'answered', to: speech },
      { node, port: 'invalid', to: silent },
      noInput,
    ])
  }
  const answered: Exit = { node, port: 'answered', to: keypress }
  if (kind === 'keys')
    return job.done(node, [answered, { node, port: 'invalid', to: silent }, noInput])
  job.how.push('digits that are spoken count as keys; other words leave by “Invalid”')
  const words = job.beside('set', 'words', {
    assign: [
      {
        id: job.context.drawing.optionId('a'),
        variable: job.context.drawing.variable(speechVariable(job.widget.name)),
        value: '{{ input.speech }}',
      },
    ],
  })
  job.context.drawing.wire(node, 'invalid', words)
  return job.done(node, [answered, { node: words, port: 'next', to: speech }, noInput])
}

/** Properties of the recogniser that this engine decides by itself. */
function checkListening(job: Job): void {
  const language = toText(job.property('gather_language'))
  const { context } = job
  const isSame = context.language.toLowerCase().startsWith(language.toLowerCase())
  if (language !== '' && !isSame) {
    job.how.push(`it listens in the flow’s language, ${context.language}, instead of ${language}`)
  }
  const silence = toText(job.property('speech_timeout'))
  if (silence !== '' && silence !== 'auto') {
    job.how.push('the engine decides when the caller has finished speaking')
  }
  if (toText(job.property('speech_model')) !== '')
    job.how.push('the engine’s own recogniser listens')
  // On unless the source says otherwise; words are kept as they are heard.
  job.property('profanity_filter')
}
