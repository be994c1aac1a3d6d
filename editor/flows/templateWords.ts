import type { Flow } from '#shared/flow/flow.ts'
import { definitionOf } from '#shared/nodes/index.ts'
import { t } from '../i18n/t.ts'

/** What a template is for, before anybody reads its steps. */
export interface TemplateWords {
  readonly title: string
  readonly summary: string
  /** What to change before it goes live. */
  readonly change: string
}

const words: Readonly<Record<string, () => TemplateWords>> = {
  'clinic-front-desk': () => ({
    title: t('Front desk of a clinic'),
    summary: t(
      'A menu by key or voice, visits booked by an agent, opening hours, and a person on request.',
    ),
    change: t('The name of the clinic, the calendar’s address, and the number of the front desk.'),
  }),
  'company-reception': () => ({
    title: t('Company reception'),
    summary: t(
      'Opening hours and holidays, a menu to three departments, and a message when nobody is free.',
    ),
    change: t('The company’s name, its hours, and the three numbers.'),
  }),
  'order-hotline': () => ({
    title: t('Order hotline'),
    summary: t(
      'An agent takes the order, reads it back, and gives the caller to the counter when it should.',
    ),
    change: t('What you sell, in the agent’s knowledge, and the number of the counter.'),
  }),
  'restaurant-bookings': () => ({
    title: t('Table bookings'),
    summary: t(
      'An agent finds day, time and party, books the table, and sends large parties to the manager.',
    ),
    change: t('The restaurant’s name, what the agent knows, and the address of your book.'),
  }),
  'delivery-status': () => ({
    title: t('Where is my parcel'),
    summary: t(
      'Asks for the parcel’s number, looks it up, says when it comes, and tries again when it is wrong.',
    ),
    change: t('The address of your parcel service.'),
  }),
  'after-hours': () => ({
    title: t('Office line, day and night'),
    summary: t('Connects by day; at night it takes the number, a day to call back and a message.'),
    change: t('The office’s name, its hours and holidays, and who is called.'),
  }),
  'feedback-survey': () => ({
    title: t('Feedback after a visit'),
    summary: t('One to five by key or voice; unhappy callers are called back, all may say why.'),
    change: t('Your name, and the questions.'),
  }),
  'appointment-reminder': () => ({
    title: t('Appointment reminder'),
    summary: t('Makes sure who answers, then lets them keep, move or cancel the appointment.'),
    change: t('Who is reminded of what: your system sets the variables of each call.'),
  }),
}

/** Words for a template; one without words of its own is told by its name and its first remark. */
export function templateWords(slug: string, flow: Flow): TemplateWords {
  const own = words[slug]?.()
  if (own) return own
  const remark = flow.nodes.find((node) => definitionOf(node.type)?.executes === false)
  const text = remark?.data['text']
  return { title: flow.name, summary: typeof text === 'string' ? text : '', change: '' }
}
