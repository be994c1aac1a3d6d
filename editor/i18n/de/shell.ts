import type { Words } from './words.ts'

/** Rail, menus, flows, calls and numbers. */
export const shell: Words = {
  // Rail and menus.
  Main: 'Hauptmenü',
  Flows: 'Abläufe',
  Calls: 'Anrufe',
  Numbers: 'Nummern',
  Settings: 'Einstellungen',
  'All settings': 'Alle Einstellungen',
  Language: 'Sprache',
  Theme: 'Farben',
  Light: 'Hell',
  Dark: 'Dunkel',
  'As on this computer': 'Wie dieser Computer',
  'This language cannot be loaded. Check that the server runs, then choose it again.':
    'Diese Sprache lässt sich nicht laden. Prüfen Sie, ob der Server läuft, und wählen Sie sie noch einmal.',

  // Quick command.
  'Add {title}': '{title} hinzufügen',
  'Call the draft': 'Entwurf anrufen',
  'Talk in writing': 'Schriftlich sprechen',
  'Tidy the steps': 'Schritte ordnen',
  'Fit the whole flow': 'Ganzen Ablauf einpassen',
  'Flow settings and variables': 'Einstellungen und Variablen des Ablaufs',
  'All flows': 'Alle Abläufe',
  'Calls of this flow': 'Anrufe dieses Ablaufs',
  'Language: {name}': 'Sprache: {name}',
  'Theme: {name}': 'Farben: {name}',
  'Nothing is called that.': 'So heißt hier nichts.',
  'Search steps and actions': 'Schritte und Aktionen suchen',
  'Add a step': 'Schritt hinzufügen',
  Actions: 'Aktionen',
  'Go to a step': 'Zu einem Schritt gehen',

  // Times and failures.
  'just now': 'gerade eben',
  'The server answered {status}. Try again.':
    'Der Server hat mit {status} geantwortet. Versuchen Sie es noch einmal.',
  'The server cannot be reached. Check that it runs, then try again.':
    'Der Server ist nicht erreichbar. Prüfen Sie, ob er läuft, und versuchen Sie es noch einmal.',
  'That did not work': 'Das hat nicht geklappt',

  // Flows.
  'Flow files': 'Dateien mit Abläufen',
  Import: 'Importieren',
  'New flow': 'Neuer Ablauf',
  'Drop a flow, a Twilio Studio flow or TwiML anywhere on this page to import it.':
    'Ziehen Sie einen Ablauf, einen Ablauf aus Twilio Studio oder TwiML auf diese Seite, um ihn zu importieren.',
  'Your first call is a minute away': 'In einer Minute zum ersten Anruf',
  '{count, plural, one {# step} other {# steps}}':
    '{count, plural, one {# Schritt} other {# Schritte}}',
  'Version {version}': 'Version {version}',
  Draft: 'Entwurf',
  Duplicate: 'Duplizieren',
  'Duplicate {name}': '{name} duplizieren',
  Delete: 'Löschen',
  'Delete {name}': '{name} löschen',
  '{name} copy': '{name} (Kopie)',
  '“{name}” is deleted.': '„{name}“ ist gelöscht.',
  '“{name}” is imported as a new flow': '„{name}“ ist als neuer Ablauf importiert',
  '“{name}” was not imported': '„{name}“ wurde nicht importiert',
  '{count, plural, one {# part works a little differently.} other {# parts work a little differently.}}':
    '{count, plural, one {# Teil arbeitet} other {# Teile arbeiten}} ein wenig anders.',
  '{count, plural, one {# part could not be converted; a note at its place says which and why.} other {# parts could not be converted; notes at their places say which and why.}}':
    '{count, plural, one {# Teil ließ sich nicht umwandeln; eine Notiz an seiner Stelle sagt, welcher und warum.} other {# Teile ließen sich nicht umwandeln; Notizen an ihrer Stelle sagen, welche und warum.}}',

  // Calls.
  Call: 'Anruf',
  Flow: 'Ablauf',
  'No calls yet. Open a flow and press Call, or dial the number it is published to.':
    'Noch keine Anrufe. Öffnen Sie einen Ablauf und drücken Sie auf Anruf, oder wählen Sie die Nummer, auf der er veröffentlicht ist.',
  'Show older calls': 'Ältere Anrufe zeigen',
  draft: 'Entwurf',
  'version {version}': 'Version {version}',
  typed: 'getippt',
  Active: 'Läuft',
  Failed: 'Fehlgeschlagen',
  '{from} to {to}': '{from} an {to}',
  Path: 'Weg',
  Transcript: 'Mitschrift',
  'Everything that was written down ({count})': 'Alles, was notiert wurde ({count})',
  'Replay in the simulator': 'Im Simulator wiederholen',
  'These are the moves of a real call.': 'Das sind die Züge eines wirklichen Anrufs.',
  'These are the moves of a real call; what was masked or not written down is missing.':
    'Das sind die Züge eines wirklichen Anrufs; was verdeckt oder nicht notiert wurde, fehlt.',
  'How long the caller waited': 'Wie lange der Anrufer wartete',
  'How long callers wait': 'Wie lange Anrufer warten',
  'Nobody has spoken with this flow yet. After the first call you see here where each second before an answer goes.':
    'Mit diesem Ablauf hat noch niemand gesprochen. Nach dem ersten Anruf steht hier, wohin jede Sekunde vor einer Antwort geht.',
  '{answers, plural, one {# answer} other {# answers}} in {calls, plural, one {# call} other {# calls}}: half come within {half} s, 19 of 20 within {most} s.':
    '{answers, plural, one {# Antwort} other {# Antworten}} in {calls, plural, one {# Anruf} other {# Anrufen}}: die Hälfte kommt binnen {half} s, 19 von 20 binnen {most} s.',
  Usual: 'Üblich',
  'Slowest tenth': 'Langsamstes Zehntel',
  'Each part by itself': 'Jeder Teil für sich',
  Part: 'Teil',
  'Half within': 'Hälfte binnen',
  '19 of 20 within': '19 von 20 binnen',
  '{used, plural, one {# answer was} other {# answers were}} begun before the caller was done, and came {seconds} s sooner; {lost, plural, one {# was} other {# were}} begun in vain, for about {tokens} tokens.':
    '{used, plural, one {# Antwort wurde} other {# Antworten wurden}} begonnen, bevor der Anrufer fertig war, und {used, plural, one {kam} other {kamen}} {seconds} s früher; {lost, plural, one {# wurde} other {# wurden}} vergeblich begonnen, für etwa {tokens} Token.',
  '{count, plural, one {# answer was} other {# answers were}} so late that the caller was asked to wait.':
    '{count, plural, one {# Antwort kam} other {# Antworten kamen}} so spät, dass der Anrufer um Geduld gebeten wurde.',
  '{count, plural, one {# answer} other {# answers}}: on average after {average} s, at most after {most} s':
    '{count, plural, one {# Antwort} other {# Antworten}}: im Mittel nach {average} s, höchstens nach {most} s',
  Close: 'Schließen',

  // Numbers.
  Number: 'Nummer',
  'Answers with': 'Meldet sich mit',
  'The numbers cannot be loaded. Check that the server runs.':
    'Die Nummern lassen sich nicht laden. Prüfen Sie, ob der Server läuft.',
}
