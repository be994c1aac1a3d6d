/** Words with their marks: the SSML subset that `Say` takes. */
export type SpeechPart = string | Break | Prosody | Emphasis | SayAs | Sub | Block

export const strengths = ['none', 'x-weak', 'weak', 'medium', 'strong', 'x-strong'] as const
export interface Break {
  readonly type: 'break'
  /** Seconds. */
  readonly time?: number
  readonly strength?: (typeof strengths)[number]
}

export interface Prosody {
  readonly type: 'prosody'
  /** `slow`, `fast` …, or percent of the usual: `80%`. */
  readonly rate?: string
  /** `low`, `high` …, or a change: `+10%`, `-2st`. */
  readonly pitch?: string
  /** `soft`, `loud` …, or a change: `+6dB`. */
  readonly volume?: string
  readonly content: readonly SpeechPart[]
}

export const levels = ['strong', 'moderate', 'reduced', 'none'] as const
export interface Emphasis {
  readonly type: 'emphasis'
  readonly level?: (typeof levels)[number]
  readonly content: readonly SpeechPart[]
}

export const interpretations = [
  'characters',
  'spell-out',
  'cardinal',
  'number',
  'ordinal',
  'digits',
  'fraction',
  'unit',
  'date',
  'time',
  'telephone',
  'address',
  'currency',
] as const
export interface SayAs {
  readonly type: 'sayAs'
  readonly interpretAs: (typeof interpretations)[number]
  /** Order of a date: `mdy`, `ymd` … */
  readonly format?: string
  readonly text: string
}

export interface Sub {
  readonly type: 'sub'
  /** What is spoken instead. */
  readonly alias: string
  readonly text: string
}

/** A paragraph or a sentence. */
export interface Block {
  readonly type: 'p' | 's'
  readonly content: readonly SpeechPart[]
}

/** What is left for an engine that knows no marks. */
export function plainSpeech(parts: readonly SpeechPart[]): string {
  return parts.map(plainPart).join('')
}

function plainPart(part: SpeechPart): string {
  if (typeof part === 'string') return part
  switch (part.type) {
    case 'break':
      return ' '
    case 'sub':
      return part.alias
    case 'sayAs':
      return isSpelled(part) ? [...part.text.replace(/\s+/g, '')].join(' ') : part.text
    case 'p':
    case 's':
      return `${plainSpeech(part.content)} `
    case 'prosody':
    case 'emphasis':
      return plainSpeech(part.content)
  }
}

const isSpelled = (part: SayAs): boolean =>
  ['characters', 'spell-out', 'digits', 'telephone'].includes(part.interpretAs)
