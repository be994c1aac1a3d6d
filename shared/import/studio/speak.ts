import { isLanguage } from '../../fml/shapes.ts'
import { silence } from '../Drawing.ts'
import { clamp, toNumber, toText } from '../text/values.ts'
import type { Converted, Job } from './Job.ts'

/** Most characters that one step says. */
export const maxSpoken = 4_000
/** Most times a text is written out to be repeated. */
const maxRepeats = 5

/** say-play: a text, a recording or keys. */
export function convertSayPlay(job: Job): Converted {
  const to = job.on('audioComplete', 'next', 'success', 'complete')
  const url = toText(job.property('play'))
  const digits = toText(job.property('digits'))
  const loop = toNumber(job.property('loop')) ?? 1
  if (url !== '' && toText(job.property('say')) === '') {
    if (loop < 1 || loop > 100) job.how.push('it plays 100 times at most')
    // Nothing is spoken.
    job.property('voice')
    job.property('language')
    const times = loop < 1 ? 100 : clamp(Math.round(loop), 1, 100)
    const node = job.node('play', { url: job.text(url, 'play', 2_000), loop: times })
    return job.done(node, [
      { node, port: 'next', to },
      { node, port: 'failed', to },
    ])
  }
  if (digits !== '' && toText(job.property('say')) === '') {
    const node = job.node('sendDigits', { digits: job.text(digits, 'digits', 200) })
    return job.done(node, [{ node, port: 'next', to }])
  }
  const own = voicingOf(job)
  const parts = spokenParts(job, loop)
  if (url !== '') job.lead('play', 'audio', { url: job.text(url, 'play', 2_000), loop: 1 })
  for (const part of parts.slice(0, -1)) job.lead('say', 'part', { text: part, ...own })
  const node = job.node('say', { text: parts.at(-1) ?? '', ...own })
  return job.done(node, [{ node, port: 'next', to }])
}

/** The prompt of a gather or a recording: what does not fit into one goes before it. */
export function promptOf(job: Job): string {
  const url = toText(job.property('play'))
  const parts = spokenParts(job, toNumber(job.property('loop')) ?? 1)
  const prompt = parts.at(-1) ?? ''
  if (url !== '') {
    job.lead('play', 'audio', { url: job.text(url, 'play', 2_000), loop: 1 })
    job.how.push('the recording plays to its end before the caller can answer')
  }
  for (const part of parts.slice(0, -1)) job.lead('say', 'part', { text: part, ...voicingOf(job) })
  return prompt.trim() === '' ? silence : prompt
}

/** What is said, in parts that fit, repeated as often as the source wants. */
function spokenParts(job: Job, loop: number): readonly string[] {
  const text = job.move(toText(job.property('say')), `${job.widget.path}.properties.say`)
  const times = loop < 1 ? maxRepeats : clamp(Math.round(loop), 1, maxRepeats)
  if (text.trim() !== '' && (times !== 1 || loop !== 1)) {
    job.how.push(`the text is written ${times} times, for the loop of ${loop}`)
  }
  const whole = Array.from({ length: times }, () => text).join(' ')
  if (whole.length > maxSpoken) job.how.push('the long text is in several steps')
  return cut(whole)
}

/** Cuts at the end of a sentence, else at a space; never inside a template. */
function cut(text: string): readonly string[] {
  const parts: string[] = []
  let rest = text
  while (rest.length > maxSpoken) {
    const window = rest.slice(0, maxSpoken)
    const open = Math.max(window.lastIndexOf('{{'), window.lastIndexOf('{%'))
    const closed = Math.max(window.lastIndexOf('}}'), window.lastIndexOf('%}'))
    const limit = open > closed && open > 0 ? open : maxSpoken
    const stop = Math.max(
      window.lastIndexOf('. ', limit - 2) + 1,
      window.lastIndexOf(' ', limit - 1),
    )
    const at = stop > maxSpoken / 2 ? stop : limit
    parts.push(rest.slice(0, at).toWellFormed())
    rest = rest.slice(at)
  }
  return [...parts, rest]
}

/** The voice and the language of a widget, where they are not those of the flow. */
export function voicingOf(job: Job): { readonly voice?: string; readonly language?: string } {
  const given = toText(job.property('voice')).trim().slice(0, 100)
  // What a template around the flow fills in is no voice yet.
  const voice = /[${}]/.test(given) ? '' : given
  const language = toText(job.property('language')).trim()
  const { context } = job
  const isOwn = language !== '' && language !== context.language
  if (isOwn && !isLanguage(language)) {
    job.how.push(`it is spoken in the flow’s language: ${language.slice(0, 60)} is none`)
  }
  return {
    ...(voice === '' || voice === 'default' || voice === context.voice ? {} : { voice }),
    ...(isOwn && isLanguage(language) ? { language } : {}),
  }
}
