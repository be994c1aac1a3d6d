import { end, lost, type Task, taskFlow } from './task.ts'

const choice = (name: string, description: string, ...phrases: readonly string[]) => ({
  ...{ id: name, name, description, phrases: [...phrases], when: '' },
})

const order: Task = {
  id: 'ask about an order',
  flow: taskFlow(
    'order',
    [
      [
        'number',
        'ask',
        {
          ...{ prompt: 'What is your order number? It has four digits.', value: 'digits' },
          ...{
            minLength: 4,
            maxLength: 4,
            retryPrompts: ['Please say the four digits of your order number.'],
          },
        },
      ],
      [
        'find',
        'webhook',
        {
          url: '/sample/parcels',
          body: {
            type: 'fields',
            fields: [{ id: 'f', name: 'number', value: '{{ nodes.number.value }}' }],
          },
        },
      ],
      end('told', 'It is {{ nodes.find.body.status }}, {{ nodes.find.body.day }}. Goodbye.'),
    ],
    [
      ...['start.next>number', 'number.answered>find', ...lost('number')],
      ...['find.ok>told', 'find.failed>broken', 'find.timeout>broken'],
    ],
  ),
  opening: 'where is my parcel',
  answers: [
    {
      ...{ about: /order number/i, says: 'four seven one one', spelled: '4, 7, 1, 1' },
      changed: 'no, four seven one two',
    },
  ],
  all: 'my order number is 4711 and I want to know where it is',
  question: 'how long does delivery take',
  success: 'told',
}

const callback: Task = {
  id: 'ask for a call back',
  flow: taskFlow(
    'callback',
    [
      [
        'phone',
        'ask',
        {
          ...{ prompt: 'Which number shall we call?', value: 'phone', confirm: true },
          retryPrompts: ['Please say your telephone number, digit by digit.'],
        },
      ],
      ['when', 'ask', { prompt: 'At what time shall we call?', value: 'time' }],
      end('callback', 'We will call you at {{ nodes.when.value }}. Goodbye.'),
    ],
    [
      ...['start.next>phone', 'phone.answered>when', ...lost('phone')],
      ...['when.answered>callback', ...lost('when')],
    ],
  ),
  opening: 'please call me back',
  answers: [
    { about: /that is right|is right/i, says: 'yes' },
    {
      ...{
        about: /number/i,
        says: '2025550143',
        spelled: 'two oh two five five five oh one four three',
      },
      changed: 'no',
    },
    { about: /time/i, says: 'at nine in the morning', changed: 'no, at ten in the morning' },
  ],
  all: 'call me at 2025550143 at nine in the morning',
  question: 'is that free of charge',
  success: 'callback',
}

const cancel: Task = {
  id: 'cancel a booking',
  flow: taskFlow(
    'cancel',
    [
      [
        'reference',
        'ask',
        {
          prompt: 'What is your booking number? It has four digits.',
          value: 'digits',
          minLength: 4,
          maxLength: 4,
        },
      ],
      [
        'sure',
        'ask',
        {
          ...{ prompt: 'Shall I cancel booking {{ nodes.reference.value }}? Say yes or no.' },
          value: 'yesno',
        },
      ],
      [
        'wanted',
        'branch',
        {
          rules: [
            { id: 'yes', label: 'Yes', test: { type: 'liquid', when: 'nodes.sure.value == true' } },
          ],
        },
      ],
      end('cancelled', 'Your booking is cancelled. Goodbye.'),
      end('kept', 'Your booking stays as it is. Goodbye.'),
    ],
    [
      ...['start.next>reference', 'reference.answered>sure', ...lost('reference')],
      ...['sure.answered>wanted', ...lost('sure'), 'wanted.yes>cancelled', 'wanted.else>kept'],
    ],
  ),
  opening: 'I have to cancel my booking',
  answers: [
    {
      ...{ about: /booking number/i, says: '8 1 5 0', spelled: 'eight one five oh' },
    },
    { about: /shall i cancel/i, says: 'yes please', changed: 'no, leave it as it is' },
  ],
  all: 'cancel booking 8150, yes I am sure',
  question: 'does that cost anything',
  success: 'cancelled',
}

const triage: Task = {
  id: 'be sent to the right place',
  flow: taskFlow(
    'triage',
    [
      [
        'matter',
        'ask',
        { prompt: 'This is the clinic. Tell me in a few words what you need.', value: 'text' },
      ],
      [
        'where',
        'decide',
        {
          choices: [
            choice('emergency', 'Somebody is in danger', 'chest pain', 'bleeding', 'emergency'),
            choice('prescription', 'Wants medicine', 'prescription', 'refill', 'medicine'),
            choice('visit', 'Wants to see a doctor', 'appointment', 'see a doctor', 'visit'),
          ],
        },
      ],
      [
        'menu',
        'menu',
        {
          prompt: 'For medicine say prescription or press 1. For the doctor say visit or press 2.',
          options: [
            { id: 'm1', key: '1', phrases: ['prescription', 'medicine'] },
            { id: 'm2', key: '2', phrases: ['visit', 'doctor'] },
          ],
        },
      ],
      end('emergency', 'Hang up and dial 911 now.'),
      end('prescription', 'Your prescription will be ready tomorrow. Goodbye.'),
      end('visit', 'The doctor sees you today at five. Goodbye.'),
    ],
    [
      ...['start.next>matter', 'matter.answered>where', ...lost('matter')],
      ...['where.emergency>emergency', 'where.prescription>prescription', 'where.visit>visit'],
      ...['where.else>menu', 'where.failed>broken', 'menu.m1>prescription', 'menu.m2>visit'],
      ...lost('menu', 'noMatch'),
    ],
  ),
  opening: 'I need a refill',
  answers: [
    { about: /for medicine say/i, says: 'prescription', changed: 'no, the doctor' },
    {
      ...{ about: /what you need/i, says: 'I need a refill of my pills' },
      ...{ spelled: 'a refill, R E F I L L', changed: 'no, actually I want to see a doctor' },
    },
  ],
  all: 'I need a refill of my pills and my name is Maria Lopez',
  question: 'are you open today',
  success: 'prescription',
}

const survey: Task = {
  id: 'answer a survey',
  flow: taskFlow(
    'survey',
    [
      [
        'rating',
        'ask',
        {
          ...{
            prompt: 'How happy were you, from one to five?',
            value: 'number',
            min: '1',
            max: '5',
          },
          retryPrompts: ['Please say a number from one to five.'],
        },
      ],
      ['again', 'ask', { prompt: 'Would you come again? Say yes or no.', value: 'yesno' }],
      ['why', 'ask', { prompt: 'What could we do better?', value: 'text' }],
      end('surveyed', 'Thank you for your {{ nodes.rating.value }} points. Goodbye.'),
    ],
    [
      ...['start.next>rating', 'rating.answered>again', ...lost('rating')],
      ...['again.answered>why', ...lost('again'), 'why.answered>surveyed', ...lost('why')],
    ],
  ),
  opening: 'all right',
  answers: [
    { about: /one to five/i, says: 'four', spelled: 'F O U R, four', changed: 'sorry, five' },
    { about: /come again/i, says: 'yes of course' },
    { about: /better/i, says: 'the music was too loud' },
  ],
  all: 'four points, yes I would come again, and the music was too loud',
  question: 'who are you asking for',
  success: 'surveyed',
}

const address: Task = {
  id: 'change an address',
  flow: taskFlow(
    'address',
    [
      [
        'street',
        'ask',
        { prompt: 'What is your new street and house number?', value: 'text', confirm: true },
      ],
      [
        'code',
        'ask',
        {
          prompt: 'And the postal code? It has five digits.',
          value: 'digits',
          minLength: 5,
          maxLength: 5,
        },
      ],
      end('moved', 'Your new address is {{ nodes.street.value }}. Goodbye.'),
    ],
    [
      ...['start.next>street', 'street.answered>code', ...lost('street')],
      ...['code.answered>moved', ...lost('code')],
    ],
  ),
  opening: 'I have moved',
  answers: [
    { about: /that is right|is right/i, says: 'yes that is right' },
    {
      ...{ about: /street/i, says: '12 Rose Lane', spelled: '12 Rose, R O S E, Lane' },
      changed: 'no',
    },
    { about: /postal code/i, says: '5 0 6 6 7', spelled: 'five zero double six seven' },
  ],
  all: 'I live in 12 Rose Lane now, 50667 Cologne',
  question: 'when does that change',
  success: 'moved',
}

export const askTasks: readonly Task[] = [order, callback, cancel, triage, survey, address]
