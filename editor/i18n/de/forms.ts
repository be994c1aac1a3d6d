import type { Words } from './words.ts'

/** The inspector, the fields that forms are made of, and the flow’s own settings. */
export const forms: Words = {
  Inspector: 'Inspektor',
  Help: 'Hilfe',
  'There is no help page for this step yet.': 'Zu diesem Schritt gibt es noch keine Hilfe.',
  '{count, plural, one {# step selected} other {# steps selected}}':
    '{count, plural, one {# Schritt gewählt} other {# Schritte gewählt}}',
  'Drag to move them together. Delete removes them, Ctrl+D doubles them, Ctrl+C copies them.':
    'Ziehen verschiebt sie gemeinsam. Entf löscht sie, Strg+D verdoppelt sie, Strg+C kopiert sie.',
  'This step holds values that its form cannot show. Undo, or add the step anew.':
    'Dieser Schritt enthält Werte, die sein Formular nicht zeigen kann. Machen Sie die Änderung rückgängig, oder fügen Sie den Schritt neu hinzu.',
  'Robert · English (US), male': 'Robert · Englisch (USA), männlich',
  'Susan · English (US), female': 'Susan · Englisch (USA), weiblich',
  'Angus · English (Scotland), male': 'Angus · Englisch (Schottland), männlich',
  'Karl · English (US), male, mechanical': 'Karl · Englisch (USA), männlich, mechanisch',
  'The voice of each language': 'Die Stimme der jeweiligen Sprache',
  'Callers hear {language}.': 'Anrufer hören {language}.',
  'The flow’s voice': 'Die Stimme des Ablaufs',
  'Hide the map': 'Übersicht ausblenden',
  'Show the map': 'Übersicht zeigen',
  Name: 'Name',
  'Later steps read its value as {name}.': 'Spätere Schritte lesen seinen Wert als {name}.',
  'Later steps read its values as {name}.': 'Spätere Schritte lesen seine Werte als {name}.',
  'What comes next': 'Wie es weitergeht',
  'Choose the next step': 'Schritt wählen',
  'Nothing: hang up': 'Nichts: auflegen',

  // Fields.
  'The key the caller presses': 'Die Taste, die der Anrufer drückt',
  'Move {noun} {number}': '{noun} {number} verschieben',
  'Drag, or use the arrow keys': 'Ziehen, oder mit den Pfeiltasten',
  'Remove {noun} {number}': '{noun} {number} entfernen',
  'Add an {noun}': '{noun} hinzufügen',
  'Add a {noun}': '{noun} hinzufügen',
  Add: 'Hinzufügen',
  'This cannot be played': 'Das lässt sich nicht abspielen',
  Stop: 'Anhalten',
  'Remove “{phrase}”': '„{phrase}“ entfernen',
  'Values of the call': 'Werte des Anrufs',
  'Choose a variable': 'Variable wählen',
  '{name} (not declared)': '{name} (nicht angelegt)',
  'New variable…': 'Neue Variable …',
  Advanced: 'Weitere Einstellungen',
  seconds: 'Sekunden',
  times: 'Mal',
  empty: 'leer',

  // The flow.
  'This flow': 'Dieser Ablauf',
  Voice: 'Stimme',
  Standard: 'Standard',
  'Time zone': 'Zeitzone',
  'Longest call': 'Längster Anruf',
  'When something unexpected happens, say': 'Ansage, wenn etwas Unerwartetes geschieht',
  'Then the call ends. Callers never hear silence.':
    'Dann endet der Anruf. Anrufer hören nie nur Stille.',
  Variables: 'Variablen',
  variable: 'Variable',
  'What the flow remembers during a call: {example}.':
    'Was sich der Ablauf während eines Anrufs merkt: {example}.',
  Kind: 'Art',
  Text: 'Text',
  'Yes or no': 'Ja oder nein',
  Date: 'Datum',
  List: 'Liste',
  'At the start of a call': 'Zu Beginn eines Anrufs',
  'Hide it in every list and log': 'In allen Listen und Protokollen verbergen',
}
