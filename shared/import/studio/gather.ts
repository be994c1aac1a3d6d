import { isLanguage } from '../../fml/shapes.ts'
import { clamp, toNumber, toText } from '../text/values.ts'
import type { Converted, Exit, Job } from './Job.ts'
import type { MenuPlan } from './planMenus.ts'
import { speechVariable } from './resolvePath.ts'
import { promptOf, voicingOf } from './speak.ts'

/** gather-input-on-call: a menu where the answer is only compared, else a question. */
export function convertGather(job: Job): Converted {
  const timeout = job.number(5, [1, 60], 'timeout')
  const plan = job.context.menus.get(job.widget.name)
  return plan ? convertMenu(job, plan, timeout) : convertAsk(job, timeout)
}

function convertMenu(job: Job, plan: MenuPlan, timeout: number): Converted {
  const { drawing } = job.context
  job.property(
    'number_of_digits',
    'num_digits',
    'numDigits',
    'finish_on_key',
    'stop_gather',
    'hints',
  )
  const prompt = promptOf(job)
  job.how.push(...plan.how)
  for (const [transition, why] of plan.lost) job.lost.set(transition, why)
  const voicing = listeningOf(
    job,
    plan.options.some((option) => option.phrases.length > 0),
  )
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
    ...voicing,
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
  const given = job.property('number_of_digits', 'num_digits', 'numDigits')
  const digits = toNumber(given)
  if (given !== undefined && digits === null) {
    job.how.push(`any number of keys is taken, not ${toText(given).slice(0, 60)}`)
  }
  const finish = toText(job.widget.properties['finish_on_key'] ?? '#')
  job.property('finish_on_key', 'stop_gather')
  if (kind !== 'words' && finish !== '#' && digits === null) {
    job.how.push(`# ends the keys instead of ${finish === '' ? 'silence alone' : finish}`)
  }
  const hints = hintsOf(job)
  const voicing = listeningOf(job, kind !== 'keys')
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
    ...(hints.length > 0 && kind !== 'keys' ? { hints } : {}),
    ...voicing,
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

/** Words that the recogniser was told to expect; what the source fills in is not known yet. */
function hintsOf(job: Job): string[] {
  const all = toText(job.property('hints'))
    .split(',')
    .map((hint) => hint.trim())
    .filter(Boolean)
  const known = all.filter((hint) => hint.length <= 200 && !/[{}]/.test(hint)).slice(0, 100)
  if (known.length < all.length) job.how.push('hints that are templates or too many are left out')
  return known
}

/** In what language and voice it speaks and listens; what this engine decides by itself is told. */
function listeningOf(job: Job, listens: boolean) {
  const heard = toText(job.property('gather_language')).trim()
  const voicing = voicingOf(job)
  const spoken = voicing.language ?? job.context.language
  // Where the widget says nothing in another language, it listens in its own.
  const isFree = toText(job.widget.properties['language']).trim() === ''
  const isOther = listens && heard !== '' && !spoken.toLowerCase().startsWith(heard.toLowerCase())
  const own = isOther && isFree && isLanguage(heard) ? { ...voicing, language: heard } : voicing
  if (isOther && own === voicing) {
    job.how.push(
      `it listens in the language that it speaks, ${spoken}, instead of ${heard.slice(0, 60)}`,
    )
  }
  const silence = toText(job.property('speech_timeout'))
  if (silence !== '' && silence !== 'auto') {
    job.how.push('the engine decides when the caller has finished speaking')
  }
  if (toText(job.property('speech_model')) !== '')
    job.how.push('the engine’s own recogniser listens')
  // On unless the source says otherwise; words are kept as they are heard.
  job.property('profanity_filter')
  return own
}
