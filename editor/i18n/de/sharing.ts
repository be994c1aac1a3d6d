import type { Words } from './words.ts'

/** Two people in one flow, and bad days. */
export const sharing: Words = {
  'Also here: {names}': 'Auch hier: {names}',
  'Also here': 'Auch hier',
  'Window {number}': 'Fenster {number}',
  'Your name here': 'Ihr Name hier',
  '{name} saved': '{name} hat gespeichert',
  '“{step}” was deleted by somebody else.': '„{step}“ hat jemand anders gelöscht.',
  '“{step}” was deleted by {name}.': '„{step}“ wurde von {name} gelöscht.',
  'bring back {step}': '{step} zurückholen',
  'Bring it back': 'Zurückholen',

  // The same place changed twice.
  'Somebody else changed the same': 'Jemand anders hat dasselbe geändert',
  'Decide later': 'Später entscheiden',
  'Everything else is brought together already. Choose what stands here; your version is kept in this browser until you have.':
    'Alles andere ist schon zusammengeführt. Wählen Sie, was hier gilt; Ihre Fassung bleibt so lange in diesem Browser.',
  'Mine everywhere': 'Überall meine',
  'Theirs everywhere': 'Überall die andere',
  Mine: 'Meine',
  Theirs: 'Andere',
  'Save this': 'So speichern',
  Deleted: 'Gelöscht',
  'Settings of the flow: {field}': 'Einstellungen des Ablaufs: {field}',
  'Variable {name}': 'Variable {name}',
  'The step {step}': 'Der Schritt {step}',
  '{step}: {field}': '{step}: {field}',
  'Kept, with the changes made to it': 'Behalten, mit den Änderungen daran',
  'Leads nowhere': 'Führt nirgendwohin',
  'Leads to {step}': 'Führt zu {step}',
  'The wire from {step}, {port}': 'Die Verbindung von {step}, {port}',
  'its settings': 'seine Einstellungen',
  Empty: 'Leer',
  Yes: 'Ja',
  No: 'Nein',
  'Somebody changed the same in between. Nothing is lost: see “{name}” in Flows.':
    'Inzwischen hat jemand dasselbe geändert. Nichts ist verloren: Sehen Sie unter Abläufe bei „{name}“ nach.',

  // The server is away.
  'Offline, will retry': 'Offline, hier behalten',
  'Offline, not kept': 'Offline, nicht behalten',
  'Signed out, kept here': 'Abgemeldet, hier behalten',
  'Try again now': 'Jetzt noch einmal',
  'The server cannot be reached': 'Der Server ist nicht erreichbar',
  'Go on drawing. Your work is kept in this browser and saved by itself later.':
    'Zeichnen Sie ruhig weiter. Ihre Arbeit bleibt in diesem Browser und wird später von selbst gespeichert.',
  'Do not close this window yet': 'Schließen Sie dieses Fenster noch nicht',
  'The server cannot be reached, and this browser’s storage is full. Your work is only in this window; it is saved by itself when the server is back.':
    'Der Server ist nicht erreichbar, und der Speicher dieses Browsers ist voll. Ihre Arbeit ist nur in diesem Fenster; sie wird von selbst gespeichert, wenn der Server wieder da ist.',
  'Your session has ended': 'Ihre Sitzung ist beendet',
  'Somebody has deleted this flow': 'Jemand hat diesen Ablauf gelöscht',
  'It is in the bin, as it was saved last. What you have drawn since is still here.':
    'Er liegt im Papierkorb, wie er zuletzt gespeichert war. Was Sie seitdem gezeichnet haben, ist noch hier.',
  'The server does not take this flow': 'Der Server nimmt diesen Ablauf nicht an',
  'This part cannot be loaded while the server is away.':
    'Dieser Teil kann nicht geladen werden, solange der Server nicht erreichbar ist.',
  'Try again': 'Erneut versuchen',
  'Save a copy as a new flow': 'Kopie als neuen Ablauf speichern',
}
