import { agentData, end, lost, lostAgent, type Task, taskFlow } from './task.ts'

const book: Task = {
  id: 'book an appointment',
  flow: taskFlow(
    'book',
    [
      [
        'agent',
        'agent',
        agentData({
          prompt: 'You answer for a hair salon. Book an appointment.',
          greeting: 'Hello, this is the salon. How can I help?',
          knowledge:
            'We are open Monday to Saturday from nine to six. A haircut costs 40 dollars. We are at 12 Main Street.',
          collect: [
            ['date', 'date', 'The day of the appointment'],
            ['time', 'time', 'The time of the appointment'],
            ['name', 'text', "The caller's name"],
          ],
          exits: [
            ['booked', 'Day, time and name are known'],
            ['person', 'The caller wants a person', 'a person', 'human'],
          ],
        }),
      ],
      end('booked', 'You are booked for {{ nodes.agent.date }}. Goodbye.'),
    ],
    ['start.next>agent', 'agent.booked>booked', 'agent.person>person', ...lostAgent('agent')],
  ),
  opening: "I'd like to book a haircut",
  answers: [
    {
      ...{ about: /\bday\b|\bdate\b|when/i, says: 'tomorrow', spelled: 'Friday, F R I D A Y' },
      ...{ changed: 'no wait, make it Monday', field: 'date' },
      ...{ value: 'tomorrow', changedValue: 'monday' },
    },
    { about: /what time|time/i, says: 'at half past three', field: 'time', value: '15:30' },
    {
      ...{ about: /name/i, says: 'Maria Lopez', spelled: 'Maria Lopez, L O P E Z' },
      ...{ field: 'name', value: 'Maria Lopez' },
    },
  ],
  all: 'my name is Maria Lopez and I want a haircut tomorrow at half past three',
  question: 'how much is a haircut',
  success: 'booked',
}

const payment: Task = {
  id: 'promise a payment',
  flow: taskFlow(
    'payment',
    [
      [
        'agent',
        'agent',
        agentData({
          prompt: 'A bill is open. Find out how much the caller can pay and when.',
          greeting: 'This is about your open bill. Can you tell me what you can pay, and when?',
          knowledge: 'The bill is 120 dollars. You can pay by card or by bank transfer.',
          collect: [
            ['amount', 'number', 'The amount the caller will pay'],
            ['day', 'date', 'The day on which they will pay'],
          ],
          exits: [
            ['promised', 'Amount and day are known'],
            [
              'refused',
              'The caller cannot or will not pay',
              "can't pay",
              'cannot pay',
              "won't pay",
            ],
            ['person', 'The caller wants a person', 'a person', 'human'],
          ],
        }),
      ],
      end('promised', 'Thank you. We expect {{ nodes.agent.amount }} dollars. Goodbye.'),
      end('refused', 'A colleague will find a way with you. Goodbye.'),
    ],
    [
      ...['start.next>agent', 'agent.promised>promised', 'agent.refused>refused'],
      ...['agent.person>person', ...lostAgent('agent')],
    ],
  ),
  opening: 'yes I can pay something',
  answers: [
    {
      ...{ about: /amount|how much|what you can pay/i, says: 'sixty dollars' },
      ...{ spelled: 'six zero, sixty', changed: 'sorry, make it eighty dollars' },
      ...{ field: 'amount', value: '60', changedValue: '80' },
    },
    { about: /\bday\b|when|date/i, says: 'on Friday', field: 'day', value: 'friday' },
  ],
  all: 'I can pay sixty dollars on Friday',
  question: 'how can I pay',
  success: 'promised',
}

const complaint: Task = {
  id: 'make a complaint',
  flow: taskFlow(
    'complaint',
    [
      [
        'agent',
        'agent',
        agentData({
          prompt: 'Take down a complaint about an order.',
          greeting: 'I am sorry that something went wrong. What is your order number?',
          knowledge: 'Refunds take five days. Broken things are replaced for free.',
          collect: [
            ['order', 'number', 'The order number'],
            ['problem', 'text', 'What went wrong'],
            ['refund', 'yesno', 'Whether the caller wants a refund'],
          ],
          exits: [
            ['logged', 'The complaint is complete'],
            ['person', 'The caller wants a person', 'a person', 'human', 'supervisor'],
          ],
        }),
      ],
      ['desk', 'transfer', { targets: [{ id: 't', type: 'number', address: '+12025550142' }] }],
      end('logged', 'Your complaint is taken down. Goodbye.'),
      end('connected', ''),
    ],
    [
      ...['start.next>agent', 'agent.logged>logged', 'agent.person>desk', ...lostAgent('agent')],
      ...['desk.completed>connected', 'desk.noAnswer>person', 'desk.busy>person'],
      'desk.failed>person',
    ],
  ),
  opening: 'I want to complain about my order',
  answers: [
    {
      ...{ about: /order number|order/i, says: '4711', spelled: 'four seven one one' },
      ...{ changed: 'sorry, the number is 4712', field: 'order', value: '4711' },
      changedValue: '4712',
    },
    {
      ...{ about: /went wrong|happened|problem|wrong/i, says: 'the cup arrived broken' },
      ...{ field: 'problem', value: 'the cup arrived broken' },
    },
    { about: /refund/i, says: 'yes please', field: 'refund', value: 'yes' },
  ],
  all: 'order 4711, the cup arrived broken and I want a refund',
  question: 'how long does a refund take',
  success: 'logged',
}

const opening: Task = {
  id: 'ask for opening hours',
  flow: taskFlow(
    'opening',
    [
      [
        'menu',
        'menu',
        {
          prompt: 'For our opening hours say hours or press 1. For anything else press 2.',
          retryPrompt: 'Say hours, or press 1 or 2.',
          options: [
            { id: 'hours', key: '1', phrases: ['hours', 'opening hours', 'open'] },
            { id: 'other', key: '2', phrases: ['something else', 'anything else'] },
          ],
        },
      ],
      [
        'agent',
        'agent',
        agentData({
          prompt: 'Answer questions about the shop.',
          greeting: 'We are open Monday to Friday, nine to six. What else would you like to know?',
          knowledge:
            'We are open Monday to Friday from nine to six. On Saturdays we close at noon. On Sundays we are closed. You can park behind the house.',
          collect: [],
          exits: [
            ['done', 'The caller knows enough', 'thank you', "that's all", 'goodbye'],
            ['person', 'The caller wants a person', 'a person', 'human'],
          ],
        }),
      ],
      end('answered', 'Thank you for calling. Goodbye.'),
    ],
    [
      ...['start.next>menu', 'menu.hours>agent', 'menu.other>agent', ...lost('menu', 'noMatch')],
      ...['agent.done>answered', 'agent.person>person', ...lostAgent('agent')],
    ],
  ),
  opening: 'hours please',
  answers: [
    {
      about: /for our opening hours|say hours/i,
      says: 'opening hours',
      spelled: 'H O U R S, hours',
    },
    {
      about: /what else would you like/i,
      says: 'are you open on Sunday',
      changed: 'no wait, on Saturday',
    },
    { about: /closed|close at noon|park/i, says: 'thank you' },
  ],
  all: 'opening hours, and can I park there',
  question: 'where can I park',
  success: 'answered',
}

export const agentTasks: readonly Task[] = [book, payment, complaint, opening]
