import type { Words } from './words.ts'

/** What the definitions of the steps say: titles, summaries, ways out, and what the canvas says of a fresh step. */
export const definitions: Words = {
  Agent: 'Agent',
  'Hold a conversation, collect values, leave by a named exit.':
    'Ein Gespräch führen, Werte sammeln, durch einen benannten Ausgang weitergehen.',
  'From anywhere': 'Von überall',
  'Let a caller get here from every step that listens, and back.':
    'Anrufer kommen von jedem Schritt, der zuhört, hierher und wieder zurück.',
  'Ask for a value': 'Wert erfragen',
  'Collect a number, a date, digits or words, by key or by voice.':
    'Eine Zahl, ein Datum, Ziffern oder Worte erfragen, per Tastendruck oder Stimme.',
  Branch: 'Weiche',
  'Go different ways by what is known.': 'Je nachdem, was bekannt ist, verschiedene Wege gehen.',
  Decide: 'Entscheiden',
  'Choose a way by rules first, then by what was meant.':
    'Einen Weg wählen: zuerst nach Regeln, dann danach, was gemeint war.',
  End: 'Ende',
  'Say goodbye and hang up.': 'Verabschieden und auflegen.',
  'Opening hours': 'Öffnungszeiten',
  'Go by the time of day, the day of the week and holidays.':
    'Nach Uhrzeit, Wochentag und Feiertagen weitergehen.',
  Menu: 'Menü',
  'Let the caller choose by key or by voice.':
    'Den Anrufer per Tastendruck oder Stimme wählen lassen.',
  Note: 'Notiz',
  'Leave a remark for whoever reads this drawing.':
    'Eine Bemerkung für alle, die diese Zeichnung lesen.',
  Pause: 'Pause',
  'Wait a moment in silence.': 'Einen Augenblick still warten.',
  'Play audio': 'Audio abspielen',
  'Play a recording to the caller.': 'Dem Anrufer eine Aufnahme vorspielen.',
  Say: 'Ansage',
  'Speak a sentence to the caller.': 'Dem Anrufer einen Satz sagen.',
  'Send keys': 'Tasten senden',
  'Press keys for the other side, as on a keypad.':
    'Für die Gegenseite Tasten drücken, wie auf einem Tastenfeld.',
  Set: 'Merken',
  'Remember values for later in the call.': 'Sich Werte für später im Anruf merken.',
  'Split callers': 'Anrufer aufteilen',
  'Send a share of the callers each way.': 'Je einen Teil der Anrufer auf jeden Weg schicken.',
  Start: 'Start',
  'Where a call enters the flow.': 'Wo ein Anruf in den Ablauf eintritt.',
  Subflow: 'Unterablauf',
  'Run another flow, then go on by how it ended.':
    'Einen anderen Ablauf ausführen und je nach seinem Ende weitergehen.',
  Transfer: 'Weiterleiten',
  'Connect the caller with a number or a SIP address.':
    'Den Anrufer mit einer Nummer oder SIP-Adresse verbinden.',
  Voicemail: 'Nachricht aufnehmen',
  'Record a message from the caller.': 'Eine Nachricht des Anrufers aufnehmen.',
  Webhook: 'Webhook',
  'Send values to another system and use its answer.':
    'Werte an ein anderes System senden und seine Antwort verwenden.',

  // Ways out.
  Next: 'Weiter',
  OK: 'OK',
  Sent: 'Gesendet',
  Failed: 'Fehlgeschlagen',
  Timeout: 'Zeit abgelaufen',
  Recorded: 'Aufgenommen',
  Silent: 'Nichts gesagt',
  Completed: 'Abgeschlossen',
  'No answer': 'Keine Antwort',
  Busy: 'Besetzt',
  'No input': 'Keine Eingabe',
  'No match': 'Nicht verstanden',
  Open: 'Geöffnet',
  Closed: 'Geschlossen',
  Holiday: 'Feiertag',
  Else: 'Sonst',
  Answered: 'Beantwortet',
  Invalid: 'Ungültig',
  'Too many turns': 'Zu viele Antworten',
  Guarded: 'Abgefangen',
  'New outcome': 'Neues Ergebnis',
  'New option': 'Neue Auswahl',
  'New choice': 'Neue Wahlmöglichkeit',
  'New rule': 'Neue Regel',
  'New exit': 'Neuer Ausgang',

  // What the canvas says of a step.
  'A call comes in.': 'Ein Anruf geht ein.',
  'No address yet.': 'Noch keine Adresse.',
  'Nothing to say yet.': 'Noch nichts zu sagen.',
  'Nobody to call yet.': 'Noch niemand anzurufen.',
  'No flow chosen yet.': 'Noch kein Ablauf gewählt.',
  'No shares yet.': 'Noch keine Anteile.',
  'Nothing set yet.': 'Noch nichts gemerkt.',
  'No keys yet.': 'Noch keine Tasten.',
  'Nothing to play yet.': 'Noch nichts abzuspielen.',
  '{count} second': '{count} Sekunde',
  '{count} seconds': '{count} Sekunden',
  'Nothing written yet.': 'Noch nichts geschrieben.',
  'Never open.': 'Nie geöffnet.',
  'Hang up.': 'Auflegen.',
  'No choices yet.': 'Noch keine Wahlmöglichkeiten.',
  'No rules yet.': 'Noch keine Regeln.',
  'Key {count}': 'Taste {count}',
  'Nothing leads here yet.': 'Noch führt nichts hierher.',
  'No task yet.': 'Noch keine Aufgabe.',

  // Comparisons of a branch.
  is: 'ist',
  'is not': 'ist nicht',
  mentions: 'erwähnt',
  'is more than': 'ist mehr als',
  'is at least': 'ist mindestens',
  'is less than': 'ist weniger als',
  'is at most': 'ist höchstens',
  'is empty': 'ist leer',
  'is not empty': 'ist nicht leer',

  // How a call ended.
  completed: 'abgeschlossen',
  failed: 'fehlgeschlagen',
  error: 'Fehler',
  'hung up': 'aufgelegt',
}
