import type { Words } from './words.ts'

/** Taking a flow along and bringing one in. */
export const exchange: Words = {
  Export: 'Exportieren',
  'Import and export': 'Importieren und exportieren',
  'The last changes could not be saved, so nothing was exported.':
    'Die letzten Änderungen ließen sich nicht speichern, deshalb wurde nichts exportiert.',
  'This flow has errors that must be mended first.':
    'Dieser Ablauf hat Fehler, die zuerst behoben werden müssen.',
  'The flow (JSON)': 'Der Ablauf (JSON)',
  'The drawing itself: keep it, put it under version control, or open it in another FML Studio. Import brings it back exactly.':
    'Die Zeichnung selbst: zum Aufheben, für die Versionsverwaltung oder für ein anderes FML Studio. Importieren bringt sie genau so zurück.',
  'Download the flow': 'Den Ablauf herunterladen',
  'FML pages (zip)': 'FML-Seiten (Zip)',
  'What the call says, as FML documents, with the program and a map from each verb to its step: read it, check it, or run it on an engine of your own.':
    'Was der Anruf sagt, als FML-Dokumente, mit dem Programm und einer Karte von jedem Verb zu seinem Schritt: zum Lesen, Prüfen oder für eine eigene Engine.',
  'Download the FML pages': 'Die FML-Seiten herunterladen',
  'Standalone server (zip)': 'Eigener Server (Zip)',
  'Everything above and one server file without dependencies: it answers your number’s voice URL without FML Studio, on Node, Bun, Deno or a worker.':
    'Alles oben und dazu eine Serverdatei ohne Abhängigkeiten: Sie antwortet unter der Voice-URL Ihrer Nummer ohne FML Studio, auf Node, Bun, Deno oder einem Worker.',
  'Download the server': 'Den Server herunterladen',
  Download: 'Herunterladen',
  'What stands in the way': 'Was im Weg steht',
  '{count, plural, one {This flow has an error: a call would break there.} other {This flow has # errors: calls would break there.}} Until that is mended, only the flow itself can be exported.':
    '{count, plural, one {Dieser Ablauf hat einen Fehler: Dort bräche ein Anruf ab.} other {Dieser Ablauf hat # Fehler: Dort brächen Anrufe ab.}} Bis das behoben ist, lässt sich nur der Ablauf selbst exportieren.',
  'Not converted ({count})': 'Nicht übernommen ({count})',
  'A little different ({count})': 'Ein wenig anders ({count})',
  'Converted ({count})': 'Übernommen ({count})',
  'Import report': 'Importbericht',
  'Imported from {file}': 'Importiert aus {file}',
  'Close the report': 'Bericht schließen',
  'Reading {file}…': '{file} wird gelesen …',
  'Flow file': 'Datei mit einem Ablauf',
  'Choose another file': 'Andere Datei wählen',
  'Choose a file': 'Datei wählen',
  'or drop it here: a flow of FML Studio, a Twilio Studio flow (JSON), TwiML or FML (XML), or a program that writes TwiML.':
    'oder hier ablegen: ein Ablauf von FML Studio, ein Ablauf von Twilio Studio (JSON), TwiML oder FML (XML) oder ein Programm, das TwiML schreibt.',
  '“{file}” cannot be imported': '„{file}“ lässt sich nicht importieren',
  'Line {line}, column {column}.': 'Zeile {line}, Spalte {column}.',
  'At {place}.': 'Bei {place}.',
  'Adds its steps below those that are there; undo takes them away again':
    'Fügt die Schritte unter den vorhandenen ein; Rückgängig nimmt sie wieder weg',
  'Add to this flow': 'In diesen Ablauf einfügen',
  'Import as a new flow': 'Als neuen Ablauf importieren',
  '{converted} converted, {approximated} a little different, {notConverted} not converted':
    '{converted} übernommen, {approximated} ein wenig anders, {notConverted} nicht übernommen',
}
