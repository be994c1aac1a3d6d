import type { Words } from './words.ts'

/** The forms of the steps, A to M. Examples of what callers hear are in the language of the screen. */
export const steps: Words = {
  // Agent.
  Task: 'Aufgabe',
  'Find out who is calling, why, and when they can come. Be short and friendly.':
    'Finden Sie heraus, wer anruft, weshalb und wann er kommen kann. Kurz und freundlich.',
  'Say what to find out or do, as you would tell a new colleague.':
    'Sagen Sie, was herauszufinden oder zu tun ist, wie Sie es einem neuen Kollegen sagen würden.',
  'First sentence': 'Erster Satz',
  'Of course. For which day?': 'Gern. Für welchen Tag?',
  'Empty lets the agent begin in its own words.':
    'Bleibt das leer, beginnt der Agent mit eigenen Worten.',
  'Values to find out': 'Werte, die er herausfindet',
  'Later steps can use each one, for example {example}.':
    'Spätere Schritte können jeden davon verwenden, zum Beispiel {example}.',
  value: 'Wert',
  'What it is': 'Was das ist',
  'How many people will come': 'Wie viele Personen kommen',
  'Must be known before leaving': 'Muss vor dem Verlassen bekannt sein',
  'Ways out': 'Ausgänge',
  exit: 'Ausgang',
  'Each exit is a port on the canvas: what has happened when the agent is done.':
    'Jeder Ausgang ist ein Anschluss auf der Zeichenfläche: was geschehen ist, wenn der Agent fertig ist.',
  Booked: 'Gebucht',
  'When to leave this way': 'Wann er so verlässt',
  'The caller has agreed to a date and a time': 'Der Anrufer hat Tag und Uhrzeit zugestimmt',
  'Phrases of exit {number}': 'Worte für Ausgang {number}',
  'What the caller may say: a person please': 'Was der Anrufer sagen kann: einen Menschen bitte',
  'What it may know': 'Was er wissen darf',
  'We are open Monday to Friday, 8 to 6. Parking is behind the house.':
    'Wir haben montags bis freitags von 8 bis 18 Uhr geöffnet. Parkplätze sind hinter dem Haus.',
  'Facts it may use to answer. It is told not to invent others.':
    'Tatsachen für seine Antworten. Er ist angewiesen, keine anderen zu erfinden.',
  'Most turns': 'Höchstens Antworten',
  'Then “Too many turns”.': 'Danach „Zu viele Antworten“.',
  'Model may take': 'Zeit für das Modell',
  'Then “Failed”.': 'Danach „Fehlgeschlagen“.',
  'Wait for an answer': 'Auf Antwort warten',
  'When the caller was silent': 'Wenn der Anrufer geschwiegen hat',
  'The caller may interrupt': 'Der Anrufer darf unterbrechen',
  'A key or a word cuts the text short.': 'Ein Tastendruck oder ein Wort bricht den Text ab.',
  'A key or a voice': 'Tastendruck oder Stimme',
  'A key': 'Tastendruck',
  'A voice': 'Stimme',
  'Interrupted by': 'Unterbricht',
  'Words that interrupt': 'Worte, die unterbrechen',
  '0: the first word does. “Uh-huh” never does.': '0: schon das erste Wort. „Mhm“ unterbricht nie.',
  'Begin to think early': 'Früh zu denken beginnen',
  'The model is asked as soon as the caller falls silent, which saves up to half a second. When the caller goes on, that request was in vain, and is paid for.':
    'Das Modell wird gefragt, sobald der Anrufer verstummt: Das spart bis zu einer halben Sekunde. Spricht er weiter, war die Anfrage umsonst und kostet doch.',

  // From anywhere.
  'Key and words': 'Taste und Worte',
  Key: 'Taste',
  Phrases: 'Worte',
  'operator, a person please': 'Zentrale, einen Menschen bitte',
  'Heard at every step that listens. Where the steps from here on end, the caller is back where they were.':
    'Gilt bei jedem Schritt, der zuhört. Wo die Schritte von hier aus enden, ist der Anrufer wieder da, wo er war.',
  Condition: 'Bedingung',
  'The caller is upset': 'Der Anrufer ist verärgert',
  'Judged by the model for everything the caller says; every answer then takes a little longer.':
    'Das Modell beurteilt dafür alles, was der Anrufer sagt; jede Antwort dauert dann etwas länger.',

  // Ask for a value.
  'What to say': 'Was gesagt wird',
  'Please enter your customer number, then press the pound key.':
    'Bitte geben Sie Ihre Kundennummer ein und drücken Sie dann die Rautetaste.',
  'Kind of value': 'Art des Werts',
  'Answered by': 'Antwort mit',
  'Keys or voice': 'Tasten oder Stimme',
  Keys: 'Tasten',
  Digits: 'Ziffern',
  'Amount of money': 'Geldbetrag',
  Time: 'Uhrzeit',
  'Phone number': 'Telefonnummer',
  Words: 'Worte',
  'Not below': 'Nicht unter',
  'Not above': 'Nicht über',
  'Limit how long it may be': 'Länge begrenzen',
  Fewest: 'Mindestens',
  Most: 'Höchstens',
  'Read it back and ask whether it is right': 'Vorlesen und fragen, ob es stimmt',
  'What to say then': 'Was dann gesagt wird',
  'I have {answer}. If that is right, press 1 or say yes.':
    'Ich habe {answer}. Wenn das stimmt, drücken Sie die 1 oder sagen Sie ja.',
  '{answer} is the value. Empty uses our own sentence, in English.':
    '{answer} ist der Wert. Bleibt das leer, gilt unser eigener Satz, auf Englisch.',
  'When asked again': 'Bei der Rückfrage',
  text: 'Text',
  'One for each further try; the last one repeats. None says the question again.':
    'Einer für jeden weiteren Versuch; der letzte wiederholt sich. Ohne Text kommt die Frage noch einmal.',
  'Text {number}': 'Text {number}',
  'Sorry, I did not get that.': 'Das habe ich leider nicht verstanden.',
  'Ask again': 'Rückfragen',

  // Branch.
  Rules: 'Regeln',
  rule: 'Regel',
  'The first rule that holds wins. When none does, the call leaves by “Else”.':
    'Die erste zutreffende Regel gilt. Trifft keine zu, geht der Anruf bei „Sonst“ weiter.',
  'Name of rule {number}': 'Name von Regel {number}',
  'Name on the canvas (optional)': 'Name auf der Zeichenfläche (freiwillig)',
  'Use the form': 'Mit Formular',
  'Write Liquid': 'Als Liquid',

  // Decide.
  'What is judged': 'Was beurteilt wird',
  'By default what the caller said last.': 'Normalerweise, was der Anrufer zuletzt gesagt hat.',
  Choices: 'Wahlmöglichkeiten',
  choice: 'Wahlmöglichkeit',
  'Phrases and conditions are tested first. Only when none holds is the model asked.':
    'Zuerst werden Worte und Bedingungen geprüft. Nur wenn nichts zutrifft, wird das Modell gefragt.',
  'Wants to cancel': 'Will absagen',
  'When to choose it': 'Wann sie zutrifft',
  'The caller wants to cancel an appointment': 'Der Anrufer möchte einen Termin absagen',
  'Phrases of choice {number}': 'Worte für Wahlmöglichkeit {number}',
  'cancel, call it off': 'absagen, stornieren',
  'What the model should know': 'Was das Modell wissen soll',
  'Callers are patients of a small clinic.':
    'Die Anrufer sind Patientinnen und Patienten einer kleinen Praxis.',

  // End.
  'Last words': 'Letzte Worte',
  'Goodbye.': 'Auf Wiederhören.',
  'Leave it empty to hang up without a word.': 'Bleibt das leer, wird wortlos aufgelegt.',
  Outcome: 'Ergebnis',
  completed: 'abgeschlossen',
  'What this call came to, as the list of calls shows it: booked, sold, no help needed.':
    'Was bei diesem Anruf herauskam, wie es die Liste der Anrufe zeigt: gebucht, verkauft, keine Hilfe nötig.',

  // Menu.
  'For appointments press 1 or say “appointment”. For results press 2.':
    'Für Termine drücken Sie die 1 oder sagen Sie „Termin“. Für Befunde drücken Sie die 2.',
  Options: 'Auswahl',
  option: 'Auswahl',
  'A key, words the caller may say, or both. The first word names the option.':
    'Eine Taste, Worte, die der Anrufer sagen kann, oder beides. Das erste Wort gibt der Auswahl den Namen.',
  'Key of option {number}': 'Taste für Auswahl {number}',
  'Phrases of option {number}': 'Worte für Auswahl {number}',
  'appointment, book': 'Termin, buchen',
  'When the caller was silent or not understood':
    'Wenn der Anrufer geschwiegen hat oder nicht verstanden wurde',
  'Sorry, I did not get that. Press 1 or 2.':
    'Das habe ich leider nicht verstanden. Drücken Sie die 1 oder die 2.',
  'Empty says the first text again.': 'Bleibt das leer, kommt der erste Text noch einmal.',
}
