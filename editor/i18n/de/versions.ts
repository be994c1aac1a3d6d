import type { Words } from './words.ts'

/** Versions: the list, looking inside, comparing, and what changed in words. */
export const versions: Words = {
  Versions: 'Versionen',
  'Close the versions': 'Versionen schließen',
  'All versions': 'Alle Versionen',
  Compare: 'Vergleichen',
  Before: 'Vorher',
  After: 'Nachher',
  '{before} → {after}': '{before} → {after}',
  'Swap the two': 'Die beiden tauschen',
  'what you see and edit': 'was Sie sehen und bearbeiten',
  'Nothing is published yet. Publish makes version 1, which stays as it is.':
    'Noch ist nichts veröffentlicht. Veröffentlichen macht daraus Version 1, die bleibt, wie sie ist.',
  'Compare with version {version}': 'Mit Version {version} vergleichen',
  'Compare with the draft': 'Mit dem Entwurf vergleichen',
  'Compare {name} with the draft': '{name} mit dem Entwurf vergleichen',
  'Look inside': 'Ansehen',
  'Look inside {name}': '{name} ansehen',
  Restore: 'Wiederherstellen',
  'Restore {name}': '{name} wiederherstellen',
  'Make it the draft again. Undo takes that back.':
    'Wieder zum Entwurf machen. Rückgängig nimmt das zurück.',
  'restore version {version}': 'Version {version} wiederherstellen',
  'The draft is version {version} again. Undo takes that back.':
    'Der Entwurf ist wieder Version {version}. Rückgängig nimmt das zurück.',
  'This installation': 'Diese Installation',
  'Note of {name}: {note}': 'Notiz zu {name}: {note}',
  'Note of {name}': 'Notiz zu {name}',
  none: 'keine',
  'Edit the note': 'Notiz bearbeiten',
  'Add a note': 'Notiz hinzufügen',
  'What changed, and why': 'Was sich geändert hat, und warum',
  '{calls, plural, =0 {No calls yet} one {# call} other {# calls}}':
    '{calls, plural, =0 {Noch keine Anrufe} one {# Anruf} other {# Anrufe}}',
  '{count} in progress': '{count} laufen gerade',
  'Settings, to read': 'Einstellungen zum Lesen',
  'Canvas of {title}': 'Zeichenfläche: {title}',
  'to look at: nothing here can be changed': 'zum Ansehen: Hier lässt sich nichts ändern',
  'Back to the draft': 'Zurück zum Entwurf',
  Added: 'Hinzugefügt',
  Removed: 'Entfernt',
  Changed: 'Geändert',

  // Publishing with a note.
  Note: 'Notiz',
  'What changed? (optional)': 'Was ist anders? (freiwillig)',
  'The caller: {moves}': 'Der Anrufer: {moves}',
  'See what changed': 'Änderungen ansehen',
  '{count, plural, =0 {No changes} one {# change} other {# changes}} since version {version}':
    '{count, plural, =0 {Keine Änderungen} one {# Änderung} other {# Änderungen}} seit Version {version}',
  '{count, plural, =0 {No changes} one {# change} other {# changes}}':
    '{count, plural, =0 {Keine Änderungen} one {# Änderung} other {# Änderungen}}',
  'The two are the same. A step that is only moved is no change.':
    'Die beiden sind gleich. Ein nur verschobener Schritt ist keine Änderung.',

  // What changed.
  'The flow is now called “{after}” instead of “{before}”':
    'Der Ablauf heißt jetzt „{after}“ statt „{before}“',
  'The variable {name} is new': 'Die Variable {name} ist neu',
  'The variable {name} is gone': 'Die Variable {name} gibt es nicht mehr',
  'The variable {name} now holds a {after} instead of a {before}':
    'Die Art der Variablen {name} ist jetzt {after} statt {before}',
  'The variable {name} is now sensitive': 'Die Variable {name} ist jetzt vertraulich',
  'The variable {name} is no longer sensitive': 'Die Variable {name} ist nicht mehr vertraulich',
  'The variable {name} starts with another value':
    'Die Variable {name} beginnt mit einem anderen Wert',
  'The variable {name} starts with “{after}” instead of “{before}”':
    'Die Variable {name} beginnt mit „{after}“ statt „{before}“',
  'new step ({kind})': 'neuer Schritt ({kind})',
  'gone ({kind})': 'entfernt ({kind})',
  'new name, instead of “{before}”': 'neuer Name, statt „{before}“',
  'now “{after}” instead of “{before}”': 'jetzt „{after}“ statt „{before}“',
  'now says “{after}” instead of “{before}”': 'sagt jetzt „{after}“ statt „{before}“',
  '{list}: “{item}” is new': '{list}: „{item}“ ist neu',
  '{list}: “{item}” is gone': '{list}: „{item}“ gibt es nicht mehr',
  '{list}: another order': '{list}: andere Reihenfolge',
  'the way “{way}” now leads to {after} instead of {before}':
    'der Weg „{way}“ führt jetzt zu {after} statt zu {before}',
  'the way “{way}” now leads to {after}': 'der Weg „{way}“ führt jetzt zu {after}',
  'the way “{way}” no longer leads to {before}': 'der Weg „{way}“ führt nicht mehr zu {before}',
  '{field}: now on': '{field}: jetzt an',
  '{field}: now off': '{field}: jetzt aus',
  '{field}: now {after} instead of {before}': '{field}: jetzt {after} statt {before}',
  '{field}: no longer “{before}”': '{field}: nicht mehr „{before}“',
  '{field}: now “{after}”': '{field}: jetzt „{after}“',
  '{field}: now “{after}” instead of “{before}”': '{field}: jetzt „{after}“ statt „{before}“',
  'Opening hours': 'Öffnungszeiten',
  'Value at the start': 'Wert zu Beginn',
  Sensitive: 'Vertraulich',

  // What callers notice.
  'What callers will hear differently': 'Was Anrufer anders hören',
  'Playing the same calls with both…': 'Dieselben Anrufe werden mit beiden gespielt …',
  'The calls could not be compared. Check that the server runs, then try again.':
    'Die Anrufe ließen sich nicht vergleichen. Prüfen Sie, ob der Server läuft, und versuchen Sie es noch einmal.',
  'Nothing: in every call that was played, both sound the same.':
    'Nichts: In jedem gespielten Anruf klingen beide gleich.',
  '{count, plural, one {# place} other {# places}} where a caller notices.':
    '{count, plural, one {# Stelle, an der ein Anrufer es merkt.} other {# Stellen, an denen ein Anrufer es merkt.}}',
  'The first {calls, number} ways through the calls were played.':
    'Gespielt wurden die ersten {calls, number} Wege durch die Anrufe.',
  '“{text}” (voice {voice})': '„{text}“ (Stimme {voice})',
  'Plays {url}': 'Spielt {url}',
  'Presses {digits}': 'Drückt {digits}',
  'Waits {seconds} s': 'Wartet {seconds} s',
  'Records up to {seconds} s': 'Nimmt bis zu {seconds} s auf',
  'Calls {addresses}, one after the other': 'Ruft nacheinander {addresses} an',
  'Calls {addresses}': 'Ruft {addresses} an',
  'Hands the call to {url}': 'Übergibt den Anruf an {url}',
  'Hangs up': 'Legt auf',
  'Listens for keys and words, {timeout} s': 'Hört auf Tasten und Worte, {timeout} s',
  'Listens for keys, {timeout} s': 'Hört auf Tasten, {timeout} s',
  'Listens for words, {timeout} s': 'Hört auf Worte, {timeout} s',
  'Outside systems fail': 'Fremde Systeme versagen',
  'Outside systems answer too late': 'Fremde Systeme antworten zu spät',
  'The call comes in': 'Der Anruf geht ein',
  'presses {digits}': 'drückt {digits}',
  'says something else': 'sagt etwas anderes',
  'says “{speech}”': 'sagt „{speech}“',
  'says nothing': 'sagt nichts',
  'hangs up': 'legt auf',
  'leaves no message': 'hinterlässt keine Nachricht',
  'leaves a message': 'hinterlässt eine Nachricht',
  'the other side hangs up': 'die Gegenseite legt auf',
  'the other side is busy': 'die Gegenseite ist besetzt',
  'nobody answers': 'niemand nimmt ab',
  'the other side cannot be reached': 'die Gegenseite ist nicht erreichbar',
}
