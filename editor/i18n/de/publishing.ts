import type { Words } from './words.ts'

/** Publishing at a time or to some, older versions again, and who did what. */
export const publishing: Words = {
  'Answers {share} of callers of {number}': 'Antwortet {share} der Anrufer von {number}',
  'This version answers all callers of {number}':
    'Diese Version antwortet allen Anrufern von {number}',
  'Give it to everybody': 'Allen geben',
  'Take it back': 'Zurücknehmen',
  'Answers {number} from {time} on': 'Antwortet auf {number} ab {time}',
  'Call it off': 'Absagen',
  '{name} answers again. Calls in progress finish on their version.':
    '{name} antwortet wieder. Laufende Anrufe enden auf ihrer Version.',
  'Answer with it: {name}': 'Damit antworten: {name}',
  'New calls get this version; the draft stays as it is.':
    'Neue Anrufe bekommen diese Version; der Entwurf bleibt, wie er ist.',
  'Answer with it': 'Damit antworten',
  Version: 'Version',
  'Test callers': 'Testanrufer',
  'They get the saved draft instead of the published version; all others do not.':
    'Sie bekommen den gespeicherten Entwurf statt der veröffentlichten Version, alle anderen nicht.',
  'Number of a test caller': 'Nummer eines Testanrufers',
  'Audit log': 'Protokoll',
  'Published “{flow}” version {version} to {number} for {share} of callers':
    '„{flow}“ Version {version} auf {number} für {share} der Anrufer veröffentlicht',
  'Planned “{flow}” version {version} for {number} from {time} on':
    '„{flow}“ Version {version} für {number} ab {time} geplant',
  'Published “{flow}” version {version} to {number}':
    '„{flow}“ Version {version} auf {number} veröffentlicht',
  'Made a flow': 'Einen Ablauf angelegt',
  'Moved a flow to the bin': 'Einen Ablauf in den Papierkorb gelegt',
  'Changed the note of a version': 'Die Notiz einer Version geändert',
  'Restored a flow from the bin': 'Einen Ablauf aus dem Papierkorb geholt',
  'Deleted a flow for good': 'Einen Ablauf endgültig gelöscht',
  'Changed the test callers of {number}': 'Die Testanrufer von {number} geändert',
  'Ended the share of callers of {number}': 'Die Aufteilung der Anrufer von {number} beendet',
  'Called off what was planned for {number}': 'Geplantes für {number} abgesagt',
  'Uploaded a recording': 'Eine Aufnahme hochgeladen',
  'Deleted a recording': 'Eine Aufnahme gelöscht',
  'Sent a webhook again': 'Einen Webhook noch einmal gesendet',
  'What people changed here: publications, numbers, people, keys. Saves of drafts are not in it.':
    'Was hier geändert wurde: Veröffentlichungen, Nummern, Personen, Schlüssel. Gespeicherte Entwürfe stehen nicht darin.',
  'The audit log cannot be loaded. Check that the server runs.':
    'Das Protokoll kann nicht geladen werden. Prüfen Sie, ob der Server läuft.',
  'Nothing yet. The first publication will be here.':
    'Noch nichts. Die erste Veröffentlichung wird hier stehen.',
  'Show earlier entries': 'Frühere Einträge zeigen',
  'Version {version} answers {number} from {time} on. Versions shows it.':
    'Version {version} antwortet auf {number} ab {time}. Zu sehen unter Versionen.',
  'Version {version} answers {share} of callers of {number}. Versions shows it.':
    'Version {version} antwortet {share} der Anrufer von {number}. Zu sehen unter Versionen.',
  'Plan it': 'Planen',
  'When, and for whom': 'Wann und für wen',
  'Now, for everybody': 'Jetzt, für alle',
  'For some callers first': 'Erst für einige Anrufer',
  'Share of callers': 'Anteil der Anrufer',
  'At a time': 'Zu einer Zeit',
  'The same callers always get the new version; all others keep the one they have.':
    'Dieselben Anrufer bekommen immer die neue Version; alle anderen behalten ihre.',
  'The version is made now, as the flow is now; later changes are not in it.':
    'Die Version entsteht jetzt, so wie der Ablauf jetzt ist; spätere Änderungen sind nicht darin.',
}
