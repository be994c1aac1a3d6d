import { t } from '../i18n/t.ts'

/** What the forms call a field of a node's data; a field that is not here is called by its key, in words. */
export function fieldName(nodeType: string, key: string): string {
  return byField()[`${nodeType}.${key}`] ?? byField()[key] ?? inWords(key)
}

/** Fields whose text is what a caller hears. */
export const isSpoken = (nodeType: string, key: string): boolean =>
  ['say.text', 'end.text'].includes(`${nodeType}.${key}`) ||
  (key === 'prompt' && !['agent', 'decide'].includes(nodeType))

const inWords = (key: string): string =>
  key.charAt(0).toUpperCase() +
  key
    .slice(1)
    .replaceAll(/([A-Z])/g, ' $1')
    .toLowerCase()

const byField = (): Readonly<Record<string, string>> => ({
  prompt: t('What to say'),
  'agent.prompt': t('Task'),
  'decide.prompt': t('What the model should know'),
  text: t('Text'),
  'say.text': t('What to say'),
  'end.text': t('Last words'),
  'note.text': t('Remark'),
  retryPrompt: t('When the caller was silent or not understood'),
  retryText: t('When the caller was silent'),
  retryPrompts: t('When asked again'),
  greeting: t('First sentence'),
  knowledge: t('What it may know'),
  confirm: t('Read it back and ask whether it is right'),
  confirmText: t('What to say then'),
  retries: t('Ask again'),
  timeout: t('Wait for an answer'),
  'agent.timeout': t('Model may take'),
  'decide.timeout': t('Model may take'),
  'webhook.timeout': t('The caller may wait'),
  credential: t('Credential'),
  silence: t('Wait for an answer'),
  'voicemail.silence': t('Silence that ends it'),
  interruptible: t('The caller may interrupt'),
  interruptedBy: t('Interrupted by'),
  interruptWords: t('Words that interrupt'),
  early: t('Begin to think early'),
  options: t('Options'),
  key: t('Key'),
  phrases: t('Phrases'),
  condition: t('Condition'),
  exits: t('Ways out'),
  collect: t('Values to find out'),
  turns: t('Most turns'),
  value: t('Kind of value'),
  by: t('Answered by'),
  min: t('Not below'),
  max: t('Not above'),
  minLength: t('Fewest'),
  maxLength: t('Most'),
  'voicemail.maxLength': t('Longest message'),
  rules: t('Rules'),
  choices: t('Choices'),
  shares: t('Shares'),
  about: t('What is judged'),
  assign: t('Values to remember'),
  holidays: t('Holidays'),
  week: t('Opening hours'),
  timezone: t('Time zone'),
  language: t('Language'),
  voice: t('Voice'),
  longestCall: t('Longest call'),
  errorText: t('When something unexpected happens'),
  name: t('Name'),
  description: t('What it is'),
  type: t('Kind'),
  default: t('Value at the start'),
  sensitive: t('Sensitive'),
  url: t('Address'),
  'play.url': t('Recording'),
  loop: t('Play it'),
  method: t('Method'),
  headers: t('Headers'),
  body: t('Fields to send'),
  seconds: t('Wait'),
  digits: t('Keys to press'),
  targets: t('Who to call'),
  order: t('Several are called'),
  ringTime: t('Rings for'),
  timeLimit: t('Longest conversation'),
  whisper: t('Whisper'),
  acceptKey: t('Key that takes the call'),
  consent: t('Said before it is recorded'),
  callerId: t('Number shown'),
  record: t('Record the conversation'),
  finishOnKey: t('Key that ends the message'),
  beep: t('Tone before the message'),
  flow: t('Flow to run'),
  inputs: t('Inputs'),
  outputs: t('Outputs'),
  outcomes: t('Outcomes'),
  outcome: t('Outcome'),
})
