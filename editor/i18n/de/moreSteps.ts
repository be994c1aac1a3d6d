import type { Words } from './words.ts'

/** The forms of the other steps. */
export const moreSteps: Words = {
  // Note, pause, play, say, send keys, set, split, start.
  Remark: 'Bemerkung',
  'Ask Ann before changing the opening hours.':
    'Vor einer Änderung der Öffnungszeiten bitte Anna fragen.',
  'For whoever reads this drawing. No call ever sees it.':
    'Für alle, die diese Zeichnung lesen. Kein Anruf bekommt das zu sehen.',
  Wait: 'Warten',
  Recording: 'Aufnahme',
  'Play it': 'Abspielen',
  'Thank you for calling Northside Clinic.': 'Praxis am Nordpark, schön, dass Sie anrufen.',
  'Type {braces} to put in something you know, such as the caller’s name.':
    'Tippen Sie {braces}, um etwas Bekanntes einzusetzen, etwa den Namen des Anrufers.',
  'Keys to press': 'Zu drückende Tasten',
  '0 to 9, * and #; w waits half a second.': '0 bis 9, * und #; w wartet eine halbe Sekunde.',
  'Values to remember': 'Zu merkende Werte',
  Variable: 'Variable',
  Value: 'Wert',
  Shares: 'Anteile',
  share: 'Anteil',
  Share: 'Anteil',
  'Together 100 %. A caller who calls again goes the same way.':
    'Zusammen 100 %. Wer noch einmal anruft, geht denselben Weg.',
  'New greeting': 'Neue Begrüßung',
  'Every call begins here. Wire it to the first thing the caller should hear.':
    'Hier beginnt jeder Anruf. Verbinden Sie den Start mit dem, was der Anrufer zuerst hören soll.',

  // Opening hours.
  '{day} from': '{day} von',
  '{day} to': '{day} bis',
  Holidays: 'Feiertage',
  holiday: 'Feiertag',
  Christmas: 'Weihnachten',
  'Every year': 'Jedes Jahr',

  // What the canvas says of a step.
  '{first} to {last} {hours}': '{first} bis {last} {hours}',
  '{before}, then {after}': '{before}, dann {after}',
  '{before} and {after}': '{before} und {after}',
  '{before}, else {after}': '{before}, sonst {after}',
  'Key {key}': 'Taste {key}',
  '“{phrase}”': '„{phrase}“',

  // Subflow.
  'Flow to run': 'Auszuführender Ablauf',
  Outcomes: 'Ergebnisse',
  outcome: 'Ergebnis',
  'How its End steps end; each is a way out here.':
    'Womit seine Ende-Schritte enden; jedes ist hier ein Ausgang.',
  booked: 'gebucht',
  Inputs: 'Eingaben',
  input: 'Eingabe',
  'Values for variables of that flow.': 'Werte für Variablen jenes Ablaufs.',
  'Its variable': 'Dortige Variable',
  Outputs: 'Ausgaben',
  output: 'Ausgabe',
  'Variables of that flow that this one wants to know.':
    'Variablen jenes Ablaufs, die dieser wissen will.',
  'Known here as': 'Heißt hier',

  // Transfer.
  target: 'Ziel',
  'SIP address': 'SIP-Adresse',
  Address: 'Adresse',
  'Several are called': 'Mehrere anrufen',
  'One after the other': 'Nacheinander',
  'All at once': 'Alle zugleich',
  'Rings for': 'Klingeldauer',
  'Then “No answer”.': 'Danach „Keine Antwort“.',
  'Longest conversation': 'Längstes Gespräch',
  Whisper: 'Hinweis vorab',
  'A call about an appointment.': 'Ein Anruf wegen eines Termins.',
  'Said to whoever answers, before the caller is connected.':
    'Hört, wer abnimmt, bevor der Anrufer verbunden wird.',
  'Number shown': 'Angezeigte Nummer',
  'Empty shows the number that was called.': 'Leer wird die angerufene Nummer gezeigt.',
  'Record the conversation': 'Gespräch aufnehmen',
  'Tell the caller first; many countries require it.':
    'Sagen Sie es dem Anrufer vorher; viele Länder verlangen das.',
  'Said before it is recorded': 'Ansage vor der Aufnahme',
  'This call is recorded.': 'Dieses Gespräch wird aufgezeichnet.',
  'Both hear it before they talk. Empty says nothing.':
    'Beide hören sie vor dem Gespräch. Leer wird nichts gesagt.',
  'Key that takes the call': 'Taste zum Annehmen',
  'None: answering is enough': 'Keine: Abnehmen genügt',
  'Keeps the call out of a mailbox. Say in the whisper which key to press.':
    'So landet der Anruf in keiner Mailbox. Nennen Sie die Taste im Hinweis vorab.',

  // Voicemail.
  'Please leave a message after the tone.':
    'Bitte hinterlassen Sie eine Nachricht nach dem Signalton.',
  'Longest message': 'Längste Nachricht',
  'Silence that ends it': 'Stille, die sie beendet',
  'Key that ends it': 'Taste, die sie beendet',
  'Key that ends the message': 'Taste, die die Nachricht beendet',
  'Tone before the message': 'Signalton vor der Nachricht',

  // Webhook.
  'Body (JSON)': 'Inhalt (JSON)',
  'Fields to send': 'Gesendete Felder',
  field: 'Feld',
  'Sent as JSON. Numbers stay numbers.': 'Als JSON gesendet. Zahlen bleiben Zahlen.',
  'Words that callers are likely to say': 'Wörter, die Anrufer wahrscheinlich sagen',
  'Empty: the flow’s.': 'Leer: wie im ganzen Ablauf.',
  'Sent as a web form.': 'Als Webformular gesendet.',
  'Send the fields as a web form': 'Felder als Webformular senden',
  'For systems that do not read JSON.': 'Für Systeme, die kein JSON lesen.',
  'The caller waits for the answer; what comes back is {example}.':
    'Der Anrufer wartet auf die Antwort; was zurückkommt, ist {example}.',
  Method: 'Methode',
  'The caller may wait': 'Wartezeit des Anrufers',
  'Wait for the answer': 'Auf die Antwort warten',
  'Switched off, the call goes on at once, and the request is sent until it arrives.':
    'Ausgeschaltet geht der Anruf sofort weiter, und die Anfrage wird gesendet, bis sie ankommt.',
  'Time for one attempt': 'Zeit für einen Versuch',
  'Then it is sent again a while later.': 'Danach wird sie etwas später erneut gesendet.',
  'Then the call leaves by “Timeout”.': 'Dann geht der Anruf bei „Zeit abgelaufen“ weiter.',
  Headers: 'Header',
  header: 'Header',
  'Headers that the other system asks for. Keep keys and tokens as credentials.':
    'Header, die das andere System verlangt. Bewahren Sie Schlüssel und Tokens als Zugangsdaten auf.',
  'Write the body as JSON': 'Inhalt als JSON schreiben',
  'Switching clears what is in the body.': 'Beim Umschalten wird der Inhalt geleert.',
}
