/** Elements as TwiML spells them. */
const elements = [
  'Say Play Pause Gather Record Dial Redirect Reject Hangup Enqueue Leave Refer Connect Start Stop Stream Pay Prompt Sms',
  'Message Body Media Number Sip Client Identity Parameter Conference Queue Application Sim WhatsApp ReferSip Task Room',
  'Siprec Transcription Autopilot VirtualAgent ConversationRelay AssistantRelay Language Conversation Config Echo',
]
  .join(' ')
  .split(' ')

const spellings: ReadonlyMap<string, string> = new Map([
  ...elements.map((name): [string, string] => [name.toLowerCase(), name]),
  // What other voice services call the same.
  ['speak', 'Say'],
  ['wait', 'Pause'],
  ['getdigits', 'Gather'],
  ['getinput', 'Gather'],
  ['user', 'Sip'],
])

/** The name of an element in the spelling of TwiML; another name stays as it is. */
export const spelled = (name: string): string => spellings.get(name.toLowerCase()) ?? name

const marks = new Set('break prosody emphasis say-as sub p s lang phoneme w'.split(' '))

/** Whether an element is one of a call’s documents. */
export const isKnown = (name: string): boolean =>
  elements.includes(spelled(name)) || marks.has(name)
