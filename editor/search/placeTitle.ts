import { t } from '../i18n/t.ts'

/** What the form calls the field at a path, as far as the last words of the path say; numbers count from one. */
export function placeTitle(path: string): string {
  const parts = path.split('.')
  const words = parts.filter((part) => !/^\d+$/.test(part))
  const last = words.at(-1) ?? ''
  const place = parts.findLast((part) => /^\d+$/.test(part))
  const title = titles()[words.join('.')] ?? titles()[last] ?? last
  return place === undefined || words.length < 2
    ? title
    : `${title} ${Number(parts.find((part) => /^\d+$/.test(part)) ?? 0) + 1}`
}

const titles = (): Readonly<Record<string, string>> => ({
  name: t('Name'),
  label: t('Name'),
  text: t('Text'),
  prompt: t('What to say'),
  greeting: t('First sentence'),
  knowledge: t('What it may know'),
  retryPrompt: t('When asked again'),
  retryPrompts: t('When asked again'),
  retryText: t('When asked again'),
  confirmText: t('Confirmation'),
  phrases: t('Phrases'),
  key: t('Key'),
  url: t('Address'),
  address: t('Address'),
  when: t('Condition'),
  variable: t('Value looked at'),
  'assign.variable': t('Variable'),
  'assign.value': t('Value'),
  value: t('Value'),
  condition: t('Condition'),
  about: t('What is judged'),
  description: t('Description'),
  whisper: t('Whisper'),
  consent: t('Said before it is recorded'),
  callerId: t('Number shown'),
  digits: t('Keys'),
  outcome: t('Outcome'),
  'headers.name': t('Header'),
  'headers.value': t('Header'),
  'body.text': t('Body'),
  'body.fields.name': t('Field'),
  'body.fields.value': t('Field'),
  'variables.name': t('Variable'),
  'variables.default': t('Start value of variable'),
  'settings.errorText': t('When something unexpected happens'),
  'collect.name': t('Value'),
  'collect.description': t('Value'),
  'exits.name': t('Way out'),
  'exits.description': t('Way out'),
  'exits.phrases': t('Phrases of way out'),
  'options.phrases': t('Phrases of option'),
  'options.key': t('Key of option'),
  'choices.name': t('Choice'),
  'choices.description': t('Choice'),
  'choices.phrases': t('Phrases of choice'),
  'choices.when': t('Condition of choice'),
  'rules.label': t('Name of rule'),
  'rules.test.when': t('Rule'),
  'rules.test.variable': t('Rule'),
  'rules.test.value': t('Rule'),
  'shares.label': t('Share'),
  'holidays.name': t('Holiday'),
  'holidays.date': t('Holiday'),
  'targets.address': t('Who to call'),
  'inputs.variable': t('Input'),
  'inputs.value': t('Input'),
  'outputs.name': t('Output'),
  'outputs.variable': t('Output'),
  'outcomes.outcome': t('Outcome'),
  flow: t('Flow to run'),
  outcomes: t('Outcome'),
})
