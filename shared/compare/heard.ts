import type { Document, Prompt, Verb } from '../fml/fml.ts'

/** Something a caller notices of a document. */
export type Heard =
  | {
      readonly type: 'says'
      readonly text: string
      readonly voice: string
      readonly language: string
    }
  | { readonly type: 'plays'; readonly url: string }
  | { readonly type: 'presses'; readonly digits: string }
  | { readonly type: 'pauses'; readonly seconds: number }
  | {
      readonly type: 'listens'
      readonly keys: boolean
      readonly speech: boolean
      /** Seconds of silence. */
      readonly timeout: number
    }
  | { readonly type: 'records'; readonly seconds: number; readonly beep: boolean }
  | { readonly type: 'calls'; readonly addresses: readonly string[]; readonly inTurn: boolean }
  | { readonly type: 'streams'; readonly url: string }
  | { readonly type: 'ends' }

/** What a caller notices of a turn: without addresses, step ids and hints; sentences in a row are one. */
export function heardOf(documents: readonly Document[]): readonly Heard[] {
  const heard: Heard[] = []
  for (const one of documents.flatMap(({ verbs }) => verbs.flatMap(heardInVerb))) {
    const last = heard.at(-1)
    const joins =
      one.type === 'says' &&
      last?.type === 'says' &&
      last.voice === one.voice &&
      last.language === one.language
    if (joins) heard.splice(-1, 1, { ...last, text: `${last.text} ${one.text}` })
    else heard.push(one)
  }
  return heard
}

function heardInVerb(verb: Verb): readonly Heard[] {
  switch (verb.type) {
    case 'say':
    case 'play':
    case 'pause':
      return [heardInPrompt(verb)]
    case 'playDigits':
      return [{ type: 'presses', digits: verb.digits }]
    case 'gather':
      return [
        ...verb.prompt.map(heardInPrompt),
        {
          type: 'listens',
          keys: verb.input.includes('dtmf'),
          speech: verb.input.includes('speech'),
          timeout: verb.timeout ?? 5,
        },
      ]
    case 'record':
      return [{ type: 'records', seconds: verb.maxLength ?? 120, beep: verb.beep ?? true }]
    case 'dial':
      return [
        {
          type: 'calls',
          addresses: verb.targets.map(({ address }) => address),
          inTurn: verb.sequential ?? false,
        },
      ]
    case 'stream':
      return [{ type: 'streams', url: verb.url }]
    case 'redirect':
      return []
    case 'reject':
    case 'hangup':
      return [{ type: 'ends' }]
  }
}

function heardInPrompt(prompt: Prompt): Heard {
  switch (prompt.type) {
    case 'say':
      return {
        type: 'says',
        text: prompt.text.replaceAll(/\s+/g, ' ').trim(),
        voice: prompt.voice ?? '',
        language: prompt.language ?? '',
      }
    case 'play':
      return { type: 'plays', url: prompt.url }
    case 'pause':
      return { type: 'pauses', seconds: prompt.length ?? 1 }
  }
}
