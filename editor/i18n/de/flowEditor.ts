import type { Words } from './words.ts'

/** The workbench of one flow: top bar, saving, publishing, canvas, palette, FML and problems. */
export const flowEditor: Words = {
  // Saving.
  Saved: 'Gespeichert',
  'Everything is on the server.': 'Alles ist auf dem Server.',
  Saving: 'Wird gespeichert',
  'Your last change is on its way.': 'Ihre letzte Änderung ist unterwegs.',
  Conflict: 'Konflikt',
  'Not saved': 'Nicht gespeichert',
  'Keep mine as a copy': 'Meine als Kopie behalten',
  '{name} (my copy)': '{name} (meine Kopie)',
  'Your changes are a flow of their own': 'Ihre Änderungen sind ein eigener Ablauf',
  'It is called “{name}”. The other flow is as it was.':
    'Er heißt „{name}“. Der andere Ablauf ist, wie er war.',
  'Your last changes are back': 'Ihre letzten Änderungen sind wieder da',
  'They had not reached the server. Undo takes them away again.':
    'Sie hatten den Server nicht erreicht. Rückgängig nimmt sie wieder weg.',
  '{name} (unsaved copy)': '{name} (nicht gespeicherte Kopie)',
  'Your unsaved changes are a flow of their own now':
    'Ihre nicht gespeicherten Änderungen sind jetzt ein eigener Ablauf',
  'This flow cannot be opened': 'Dieser Ablauf lässt sich nicht öffnen',
  'Back to the flows': 'Zurück zu den Abläufen',

  // Top bar.
  'Name of the flow': 'Name des Ablaufs',
  'Not live yet': 'Noch nicht live',
  'Live: version {version} on {number}{others, plural, =0 {} other { and # more}}':
    'Live: Version {version} auf {number}{others, plural, =0 {} other { und # weiteren}}',
  'Talk to this flow now, as it is drawn':
    'Jetzt mit diesem Ablauf sprechen, wie er gezeichnet ist',
  Undo: 'Rückgängig',
  Redo: 'Wiederholen',
  'Nothing to undo': 'Nichts rückgängig zu machen',
  'Nothing to redo': 'Nichts zu wiederholen',
  'Undo: {edit}': 'Rückgängig: {edit}',
  'Redo: {edit}': 'Wiederholen: {edit}',
  'Show what is wrong': 'Zeigen, was nicht stimmt',
  '{count, plural, one {# problem} other {# problems}}':
    '{count, plural, one {# Problem} other {# Probleme}}',
  'Dark theme': 'Dunkle Farben',
  'Light theme': 'Helle Farben',
  'Fold the palette': 'Palette einklappen',
  'Show the palette': 'Palette zeigen',
  'Fold the inspector': 'Inspektor einklappen',
  'Show the inspector': 'Inspektor zeigen',
  'Width of the palette': 'Breite der Palette',
  'Width of the inspector': 'Breite des Inspektors',
  'Height of FML and problems': 'Höhe von FML und Problemen',

  // Publishing.
  Publish: 'Veröffentlichen',
  'Choose the number': 'Nummer wählen',
  'Publish to another number': 'Auf einer anderen Nummer veröffentlichen',
  'The last changes could not be saved, so nothing was published.':
    'Die letzten Änderungen ließen sich nicht speichern, deshalb wurde nichts veröffentlicht.',
  'Version {version} answers {number}. Calls in progress finish on their version.':
    'Auf {number} meldet sich Version {version}. Laufende Anrufe enden mit ihrer Version.',
  '{count, plural, one {One thing to mend first} other {# things to mend first}}':
    '{count, plural, one {Eines ist vorher zu beheben} other {# Dinge sind vorher zu beheben}}',
  '{number} is in use': '{number} ist in Gebrauch',
  'New calls would be answered by this flow instead; calls in progress finish as they are.':
    'Neue Anrufe würde dann dieser Ablauf annehmen; laufende Anrufe enden, wie sie sind.',
  Cancel: 'Abbrechen',
  'Replace it': 'Ersetzen',
  'Not published': 'Nicht veröffentlicht',
  'Which number should answer with this flow?':
    'Auf welcher Nummer soll sich dieser Ablauf melden?',
  '{number} (answers with {flow})': '{number} (meldet sich mit {flow})',
  'Go live': 'Live gehen',
  Error: 'Fehler',
  Warning: 'Warnung',

  // Palette.
  Palette: 'Palette',
  'Search steps': 'Schritte suchen',
  'No step is called “{query}”.': 'Kein Schritt heißt „{query}“.',
  'No step is called that.': 'So heißt kein Schritt.',
  Speak: 'Sprechen',
  Listen: 'Anhören',
  Think: 'Denken',
  Decide: 'Entscheiden',
  Connect: 'Verbinden',
  End: 'Ende',

  // Canvas.
  Canvas: 'Zeichenfläche',
  'What should the caller hear first?': 'Was soll der Anrufer zuerst hören?',
  'Click a step on the left, or drag it here. It is wired for you.':
    'Klicken Sie links auf einen Schritt, oder ziehen Sie ihn hierher. Verbunden wird er von selbst.',
  View: 'Ansicht',
  'Zoom out': 'Verkleinern',
  'Zoom in': 'Vergrößern',
  'Zoom to 100 %': 'Auf 100 % zoomen',
  Fit: 'Einpassen',
  'See the whole flow': 'Den ganzen Ablauf sehen',
  Tidy: 'Ordnen',
  'Line the steps up from left to right': 'Die Schritte von links nach rechts ordnen',
  'Add a step here': 'Hier einen Schritt hinzufügen',
  'What comes next?': 'Was kommt als Nächstes?',
  '{name}: way in': '{name}: Eingang',
  'This version of FML Studio does not know this step.':
    'Diese Version von FML Studio kennt diesen Schritt nicht.',
  'These values cannot be read.': 'Diese Werte lassen sich nicht lesen.',
  'Remove this wire': 'Diese Verbindung entfernen',
  'Wire from {source}: {port} to {target}': 'Verbindung von {source}: {port} zu {target}',

  // FML and problems.
  FML: 'FML',
  'FML of the flow': 'FML des Ablaufs',
  '{count, plural, one {# page} other {# pages}}':
    '{count, plural, one {# Seite} other {# Seiten}}',
  'Whole flow': 'Ablauf',
  'Selected step': 'Schritt',
  'Nothing is said yet. Wire the start to a step.':
    'Noch wird nichts gesagt. Verbinden Sie den Start mit einem Schritt.',
  'No call gets here yet, or this step works in silence: it has no FML of its own.':
    'Hierher kommt noch kein Anruf, oder dieser Schritt arbeitet still: Er hat kein eigenes FML.',
  'When something unexpected happens': 'Wenn etwas Unerwartetes geschieht',
  'Find in the FML': 'Im FML suchen',
  'Copy the FML': 'FML kopieren',
  'Copied.': 'Kopiert.',
  'This browser does not let the page copy. Select the text and press Ctrl+C.':
    'Dieser Browser lässt die Seite nicht kopieren. Markieren Sie den Text und drücken Sie Strg+C.',
  'Not found': 'Nicht gefunden',
  '{current} of {count}': '{current} von {count}',
  'Previous place': 'Vorige Stelle',
  'Next place': 'Nächste Stelle',
  'Close the search': 'Suche schließen',
  Problems: 'Probleme',
  'This flow can be published.': 'Dieser Ablauf lässt sich veröffentlichen.',
  '{count, plural, =0 {No problems} one {# problem} other {# problems}}':
    '{count, plural, =0 {Keine Probleme} one {# Problem} other {# Probleme}}',
  '“{name}”: ': '„{name}“: ',
  'Width of the problems': 'Breite der Probleme',
  'Fold FML and problems': 'FML und Probleme einklappen',
  'Show FML and problems': 'FML und Probleme zeigen',

  // What undo calls an edit.
  step: 'Schritt',
  '{count} steps': '{count} Schritte',
  'add {name}': '{name} hinzufügen',
  'delete {name}': '{name} löschen',
  'delete the selection': 'Auswahl löschen',
  'move {name}': '{name} verschieben',
  'move a wire': 'Verbindung verlegen',
  'tidy the steps': 'Schritte ordnen',
  'rename {name}': '{name} umbenennen',
  'edit {name}': '{name} bearbeiten',
  'wire {source} to {target}': '{source} mit {target} verbinden',
  'remove a wire': 'Verbindung entfernen',
  'remove {count} wires': '{count} Verbindungen entfernen',
  'paste {name}': '{name} einfügen',
  'paste {count} steps': '{count} Schritte einfügen',
  'rename the flow': 'Ablauf umbenennen',
  'change the settings': 'Einstellungen ändern',
  'change the variables': 'Variablen ändern',
  'bring back unsaved changes': 'nicht gespeicherte Änderungen zurückholen',
}
