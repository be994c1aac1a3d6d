import type { Words } from './words.ts'

/** What an agent has beside its task, and the servers of tools. */
export const agent: Words = {
  // Exits.
  'Rule and return': 'Regel und Rückkehr',
  'Leave at once, without asking the model, when':
    'Sofort verlassen, ohne das Modell zu fragen, wenn',
  'exit {number}': 'Ausgang {number}',
  'The conversation goes on afterwards': 'Das Gespräch geht danach weiter',
  'Wire the steps behind this exit back to the agent: it then knows what they found.':
    'Führen Sie die Schritte hinter diesem Ausgang zum Agenten zurück: Er weiß dann, was sie ergeben haben.',
  // Panels.
  '{title} ({count, number})': '{title} ({count, number})',
  Documents: 'Dokumente',
  Tools: 'Werkzeuge',
  Guardrails: 'Leitplanken',
  'What must not be said': 'Was nicht gesagt werden darf',
  // Documents.
  '“{name}” is larger than 2 MB: split it.': '„{name}“ ist größer als 2 MB: Teilen Sie es auf.',
  'Documents of this agent': 'Dokumente dieses Agenten',
  'not on this server': 'nicht auf diesem Server',
  'Take {name} out': '{name} herausnehmen',
  'Text, Markdown, PDF, Word, HTML or CSV, at most 2 MB each. A version keeps what it was published with.':
    'Text, Markdown, PDF, Word, HTML oder CSV, je höchstens 2 MB. Eine Version behält, womit sie veröffentlicht wurde.',
  'Other documents here ({count, number})': 'Weitere Dokumente hier ({count, number})',
  'Other documents': 'Weitere Dokumente',
  'Document file': 'Datei des Dokuments',
  'Upload documents, or drop them here': 'Dokumente hochladen oder hier ablegen',
  'Pasted text': 'Eingefügter Text',
  'Paste a text': 'Text einfügen',
  'Text to answer from': 'Text, aus dem geantwortet wird',
  'Prices, opening hours, how returns work …': 'Preise, Öffnungszeiten, wie Rückgaben gehen …',
  'Keep as a document': 'Als Dokument behalten',
  '{size} kB': '{size} kB',
  // Guardrails.
  'Topics off limits': 'Gesperrte Themen',
  'Personal data': 'Persönliche Daten',
  'Tricks to turn the agent': 'Versuche, den Agenten umzulenken',
  'Length and markup': 'Länge und Auszeichnung',
  'The caller': 'Der Anrufer',
  'The agent': 'Der Agent',
  Both: 'Beide',
  'Go on talking': 'Weitersprechen',
  'Leave by “Guarded”': 'Bei „Abgefangen“ verlassen',
  'Card numbers': 'Kartennummern',
  'Bank accounts (IBAN)': 'Bankkonten (IBAN)',
  'E-mail addresses': 'E-Mail-Adressen',
  'Telephone numbers': 'Telefonnummern',
  'I am sorry, I cannot talk about that here.': 'Darüber kann ich hier leider nicht sprechen.',
  guard: 'Leitplanke',
  'Each stops something from being said, and has its own sentence for that.':
    'Jede verhindert, dass etwas gesagt wird, und hat dafür einen eigenen Satz.',
  Stops: 'Verhindert',
  'Said by': 'Gesagt von',
  'Say instead': 'Stattdessen sagen',
  Then: 'Danach',
  'Words of guard {number}': 'Worte der Leitplanke {number}',
  'Words that are off limits: politics, lawsuit': 'Gesperrte Worte: Politik, Klage',
  'Also let the model judge': 'Auch das Modell beurteilen lassen',
  'Medical advice of any kind': 'Medizinischer Rat jeder Art',
  'Kinds of personal data': 'Arten persönlicher Daten',
  'What a caller says of it is blanked out wherever it would be written down.':
    'Was ein Anrufer davon sagt, wird überall geschwärzt, wo es festgehalten würde.',
  'Sentences like “ignore your instructions”, in English and German.':
    'Sätze wie „ignoriere deine Anweisungen“, auf Englisch und Deutsch.',
  'Longest text': 'Längster Text',
  characters: 'Zeichen',
  'Also links, tags and code': 'Auch Links, Tags und Code',
  // Model and limits.
  'Most tokens a call': 'Höchstens Token je Anruf',
  '0: any number.': '0: beliebig viele.',
  'Most cost a call': 'Höchste Kosten je Anruf',
  'By the prices of the models. 0: any.': 'Nach den Preisen der Modelle. 0: beliebig.',
  'Built-in responder': 'Eingebauter Antwortgeber',
  Model: 'Modell',
  'Standard ({name})': 'Standard ({name})',
  '{name} (not here)': '{name} (nicht hier)',
  // Tools.
  'Tools of servers (MCP)': 'Werkzeuge von Servern (MCP)',
  'There is no tool server “{name}” here (any more).':
    'Einen Werkzeugserver „{name}“ gibt es hier nicht (mehr).',
  'Take it out': 'Herausnehmen',
  'This installation knows no tool server yet.':
    'Diese Installation kennt noch keinen Werkzeugserver.',
  'Tool servers': 'Werkzeugserver',
  '{count, number} allowed': '{count, number} erlaubt',
  'Asking what it offers': 'Fragt, was er anbietet',
  'Not there any more': 'Nicht mehr vorhanden',
  'Webhooks as tools': 'Webhooks als Werkzeuge',
  tool: 'Werkzeug',
  'The agent calls these by itself while it talks, and answers with what comes back.':
    'Der Agent ruft sie im Gespräch von selbst auf und antwortet mit dem, was zurückkommt.',
  'Flows as tools': 'Abläufe als Werkzeuge',
  'The agent runs these while it talks. They may speak and ask as well; then the conversation goes on with what they found out.':
    'Der Agent führt sie im Gespräch aus. Sie dürfen selbst sprechen und fragen; danach geht das Gespräch mit dem weiter, was sie ergeben haben.',
  'The agent gives': 'Der Agent gibt',
  'The agent is told, beside the outcome': 'Der Agent erfährt, neben dem Ausgang',
  'Most tool calls in a row': 'Höchstens Aufrufe in Folge',
  'Then it must answer with what it has.': 'Dann muss er mit dem antworten, was er hat.',
  'What it does, and when to call it': 'Was es tut, und wann es aufzurufen ist',
  'Finds an order by its number. Call it when the caller asks for one.':
    'Findet eine Bestellung nach ihrer Nummer. Aufrufen, wenn der Anrufer nach einer fragt.',
  Request: 'Anfrage',
  'Empty sends the values as they are.': 'Leer werden die Werte gesendet, wie sie sind.',
  'May take': 'Darf dauern',
  'Values it needs': 'Werte, die es braucht',
  'The address, headers and body read each as {example}.':
    'Adresse, Header und Body lesen jeden als {example}.',
  'The number on the order, eight digits': 'Die Nummer auf der Bestellung, acht Ziffern',
  'Must be given': 'Muss angegeben sein',
  // Tool servers.
  'Name it with small letters, digits and _, for example crm.':
    'Benennen Sie ihn mit kleinen Buchstaben, Ziffern und _, zum Beispiel crm.',
  'Its value': 'Sein Wert',
  'As it is': 'Unverändert',
  'with {headers}': 'mit {headers}',
  'Agents that call its tools go on without them.':
    'Agenten, die seine Werkzeuge aufrufen, machen ohne sie weiter.',
  Asking: 'Fragt',
  'Ask what it offers': 'Fragen, was er anbietet',
  'It offers nothing.': 'Er bietet nichts an.',
  'Servers that speak the Model Context Protocol over HTTP. An agent can call the tools that its step allows, one by one.':
    'Server, die das Model Context Protocol über HTTP sprechen. Ein Agent kann die Werkzeuge aufrufen, die sein Schritt einzeln erlaubt.',
  'The tool servers cannot be loaded. Check that the server runs.':
    'Die Werkzeugserver lassen sich nicht laden. Prüfen Sie, ob der Server läuft.',
  'None yet. Agents can call webhooks without one.':
    'Noch keiner. Webhooks können Agenten auch ohne aufrufen.',
  'Add a tool server': 'Werkzeugserver hinzufügen',
  'Headers are kept encrypted on the server and never shown again. Like webhooks, servers are reached at public addresses only, unless the installation allows private ones.':
    'Header werden auf dem Server verschlüsselt und nie wieder gezeigt. Wie Webhooks werden Server nur unter öffentlichen Adressen erreicht, es sei denn, die Installation erlaubt private.',
  // In the transcript.
  '{tool} gave: {answer}': '{tool} ergab: {answer}',
  '{tool} failed: {why}': '{tool} ist fehlgeschlagen: {why}',
  'A guard held back what the caller said: {what}':
    'Eine Leitplanke hielt zurück, was der Anrufer sagte: {what}',
  'A guard held back what the agent would have said: {what}':
    'Eine Leitplanke hielt zurück, was der Agent gesagt hätte: {what}',
  '{input, number} + {output, number} tokens': '{input, number} + {output, number} Token',
  'About {input, number} + {output, number} tokens':
    'Etwa {input, number} + {output, number} Token',
  '{tokens}, cost {cost}': '{tokens}, Kosten {cost}',
  'Models: {used}': 'Modelle: {used}',
  'Looked up in {documents}': 'Nachgeschlagen in {documents}',
  '{document}, part {part, number}': '{document}, Teil {part, number}',
}
