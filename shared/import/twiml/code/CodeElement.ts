import { spelled } from '../names.ts'
import { type Constants, codeText } from './codeText.ts'
import { splitTop } from './scanCode.ts'

/** Elements that stand inside another; everything else stands in the document itself. */
const inner: Readonly<Record<string, readonly string[]>> = {
  Gather: ['Say', 'Play', 'Pause'],
  Dial: ['Number', 'Sip', 'Client', 'Conference', 'Queue', 'Application', 'Sim', 'WhatsApp'],
  Connect: [
    'Stream',
    'ConversationRelay',
    'VirtualAgent',
    'Autopilot',
    'Room',
    'Conversation',
    'AssistantRelay',
  ],
  Start: ['Stream', 'Siprec', 'Transcription'],
  Stop: ['Stream', 'Siprec', 'Transcription'],
  Enqueue: ['Task'],
  Client: ['Identity', 'Parameter'],
  Stream: ['Parameter'],
  Refer: ['Sip', 'ReferSip'],
  Pay: ['Prompt', 'Parameter'],
  Prompt: ['Say', 'Play', 'Pause'],
  ConversationRelay: ['Language', 'Parameter'],
}

/** Names under which libraries take what stands between the tags. */
const texts = new Set(
  'message body url number sipurl sip identity name phonenumber queuename text say digits'.split(
    ' ',
  ),
)

/** An element that a program builds. */
export class CodeElement {
  readonly name: string
  readonly attributes: Map<string, string> = new Map()
  private text = ''
  private readonly content: (CodeElement | string)[] = []

  constructor(name: string) {
    this.name = name
  }

  /** Whether another stands inside this one. */
  takes(name: string): boolean {
    return this.name === 'Response' || (inner[this.name] ?? []).includes(name)
  }

  add(child: CodeElement): void {
    if (!this.content.includes(child)) this.content.push(child)
  }

  /** Notes that the program decides whether what follows is built. */
  mark(text: string): void {
    if (text !== '') this.content.push(text)
  }

  /** Whether nothing was built. */
  isEmpty(): boolean {
    return !this.content.some((part) => typeof part !== 'string')
  }

  /** A value without a name: what stands between the tags. */
  say(text: string): void {
    if (this.text === '') this.text = text
  }

  set(written: string, text: string): void {
    const name = written
      .replace(/_+$/, '')
      .replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
    const key = name.charAt(0).toLowerCase() + name.slice(1)
    const isText = texts.has(key.toLowerCase()) && this.holds(key.toLowerCase())
    if (isText) this.say(text)
    else if (key === 'inputs') this.attributes.set('input', text)
    else if (text !== '' || key === 'finishOnKey') this.attributes.set(key, text)
  }

  /** Whether a name is that of the text here, and not of an attribute. */
  private holds(key: string): boolean {
    if (key === 'digits') return false
    if (key === 'url') return ['Play', 'Redirect'].includes(this.name)
    if (key === 'name') return ['Conference', 'Enqueue', 'Queue', 'Room'].includes(this.name)
    return true
  }

  print(): string {
    const attributes = [...this.attributes].map(([key, value]) => ` ${key}="${escaped(value)}"`)
    const content = this.content.map((part) => (typeof part === 'string' ? part : part.print()))
    return `<${this.name}${attributes.join('')}>${escaped(this.text)}${content.join('')}</${this.name}>`
  }
}

const escaped = (text: string): string =>
  text
    .replace(/[\p{Cc}--[\n\t]]/gv, '')
    .replace(/&(?!(?:amp|lt|gt|quot|apos|#\d+);)/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')

/** Fills in an element from the arguments of a call. */
export function fillFrom(element: CodeElement, source: string, constants: Constants): void {
  for (const argument of splitTop(source, /,/y)) {
    const list = /^(?:\{([\s\S]*)\}|\[([\s\S]*)\]|array\s*\(([\s\S]*)\))$/.exec(argument)
    const fields = list?.[1] ?? list?.[2] ?? list?.[3]
    if (fields !== undefined && /[:=]/.test(fields)) fillFrom(element, fields, constants)
    else fillOne(element, argument, constants)
  }
}

const named = /^(?::?["']?([A-Za-z_]\w*)["']?)\s*(?:=>|:(?!:)|=(?!=))\s*([\s\S]*)$/

function fillOne(element: CodeElement, argument: string, constants: Constants): void {
  if (argument === '' || argument.startsWith('...') || argument.startsWith('**')) return
  const [, name, value = ''] =
    /^["'`]/.test(argument) && !/^["'][A-Za-z_]\w*["']\s*(?:=>|:)/.test(argument)
      ? []
      : (named.exec(argument) ?? [])
  if (name !== undefined) element.set(name, attributeText(value, constants))
  else if (/^[A-Za-z_]\w*$/.test(argument) && element.name === 'Response') return
  else {
    const text = codeText(argument, constants)
    // The first value of these is no text but how long they last.
    if (element.name === 'Pause') element.set('length', text)
    else if (
      !['Gather', 'Record', 'Hangup', 'Connect', 'Start', 'Stop', 'Leave'].includes(element.name)
    )
      element.say(text)
  }
}

/** A value of an attribute; a list becomes words, a constant of an enumeration its last word. */
export function attributeText(value: string, constants: Constants): string {
  const list =
    /^(?:\[([\s\S]*)\]|(?:Arrays\.asList|List\.of|Set\.of|array)\s*\(([\s\S]*)\)|new\s*(?:\[\]|List<[^>]*>\s*(?:\(\))?)?\s*\{([\s\S]*)\})(?:\.ToList\(\))?$/.exec(
      value.trim(),
    )
  const items = list?.[1] ?? list?.[2] ?? list?.[3]
  if (items !== undefined)
    return splitTop(items, /,/y)
      .filter(Boolean)
      .map((item) => attributeText(item, constants))
      .join(' ')
  const constant = /^(?:[A-Z]\w*\.)+([A-Za-z][A-Za-z0-9_]*)$/.exec(value.trim())?.[1]
  return constant === undefined || constants.has(value.trim())
    ? codeText(value, constants)
    : constantText(constant)
}

/** `EN_GB` as en-GB, `DTMF` as dtmf, `Post` as post. */
function constantText(constant: string): string {
  const [, upper, area, mixed, land] =
    /^(?:([A-Z]{2})_([A-Z]{2})|([A-Z][a-z])([A-Z][a-z]))$/.exec(constant) ?? []
  const [language, region] = [upper ?? mixed, area ?? land]
  return language === undefined || region === undefined
    ? constant.toLowerCase().replaceAll('_', '-')
    : `${language.toLowerCase()}-${region.toUpperCase()}`
}

/** The verb that a method or a class stands for; null for another. */
export function verbOf(method: string): string | null {
  const name = spelled(method.replace(/^(?:add|append)_?(?=[A-Z])/, '').replaceAll('_', ''))
  return verbNames.has(name) ? name : null
}

const verbNames = new Set(
  'Say Play Pause Gather Record Dial Redirect Reject Hangup Enqueue Leave Refer Connect Start Stop Stream Pay Prompt Sms Message Number Sip Client Conference Queue Application Sim WhatsApp Identity Parameter Task Siprec Transcription ConversationRelay VirtualAgent Autopilot Room Language ReferSip Conversation AssistantRelay'.split(
    ' ',
  ),
)
