import type { Words } from './words.ts'

/** Secrets that webhooks send. */
export const credentials: Words = {
  Credentials: 'Zugangsdaten',
  Credential: 'Zugangsdaten',
  None: 'Keine',
  'Kept on the server and added when the request is sent.':
    'Liegen auf dem Server und werden beim Senden hinzugefügt.',
  'Bearer token': 'Bearer-Token',
  'User name and password': 'Benutzername und Passwort',
  'Header of its own': 'Eigener Header',
  'Edit the credential': 'Die Zugangsdaten bearbeiten',
  'A new credential': 'Neue Zugangsdaten',
  'The only host that gets it': 'Der einzige Server, der sie bekommt',
  'User name': 'Benutzername',
  'Name of the header': 'Name des Headers',
  Secret: 'Geheimnis',
  'This is not a host. Write it as api.example.com.':
    'Das ist kein Servername. Schreiben Sie ihn wie api.example.com.',
  'No secret': 'Kein Geheimnis',
  'changed {time}': 'geändert {time}',
  'Used by {users}': 'Verwendet von {users}',
  'It was sealed with another key. Enter its secret again.':
    'Es wurde mit einem anderen Schlüssel versiegelt. Geben Sie das Geheimnis neu ein.',
  'Its secret is gone then: it is kept nowhere else here.':
    'Das Geheimnis ist dann weg: Es liegt hier nirgends sonst.',
  'Tokens and passwords that webhooks send. A step names one; the server adds it when the request is sent, and only to its host.':
    'Tokens und Passwörter, die Webhooks senden. Ein Schritt nennt nur den Namen; der Server fügt sie beim Senden hinzu, und nur für ihren eigenen Server.',
  'The credentials cannot be loaded. Check that the server runs.':
    'Die Zugangsdaten können nicht geladen werden. Prüfen Sie, ob der Server läuft.',
  'None yet. Webhooks are signed without one.': 'Noch keine. Webhooks sind auch ohne sie signiert.',
  'Add a credential': 'Zugangsdaten hinzufügen',
  'They are kept encrypted on the server, never shown again, and in no flow, export or log.':
    'Sie liegen verschlüsselt auf dem Server, werden nie wieder gezeigt und stehen in keinem Ablauf, keinem Export und keinem Protokoll.',
  'Saved the credential {name} for {host}': 'Die Zugangsdaten {name} für {host} gespeichert',
  'Removed the credential {name}': 'Die Zugangsdaten {name} entfernt',
}

/** What the server says of them. */
export const credentialSentences: Words = {
  'There is no credential “{name}” here.': 'Hier gibt es keine Zugangsdaten „{name}“.',
  'Add it in the settings, or choose another one.':
    'Legen Sie sie in den Einstellungen an, oder wählen Sie andere.',
  'The credential “{name}” is for {host}, not for {target}.':
    'Die Zugangsdaten „{name}“ sind für {host}, nicht für {target}.',
  'Mend the address, or choose another credential.':
    'Berichtigen Sie die Adresse, oder wählen Sie andere Zugangsdaten.',
  'The credential “{name}” is for {host}, not for {target}: nothing was sent.':
    'Die Zugangsdaten „{name}“ sind für {host}, nicht für {target}: Es wurde nichts gesendet.',
  'The credential “{name}” is sent over https only: nothing was sent.':
    'Die Zugangsdaten „{name}“ werden nur über https gesendet: Es wurde nichts gesendet.',
  'There is no credential “{name}”: nothing was sent. Add it in the settings, or choose another.':
    'Es gibt keine Zugangsdaten „{name}“: Es wurde nichts gesendet. Legen Sie sie in den Einstellungen an, oder wählen Sie andere.',
  'The credential “{name}” was sealed with another key: nothing was sent. Enter its secret again.':
    'Die Zugangsdaten „{name}“ wurden mit einem anderen Schlüssel versiegelt: Es wurde nichts gesendet. Geben Sie das Geheimnis neu ein.',
  'A credential is called by small letters, digits and _, for example crm.':
    'Zugangsdaten heißen mit Kleinbuchstaben, Ziffern und _, zum Beispiel crm.',
  'Enter the secret: it is asked for again when the host or the kind changes.':
    'Geben Sie das Geheimnis ein: Es wird neu verlangt, wenn sich Server oder Art ändern.',
  'host: must be a host, for example api.example.com.':
    'host: muss ein Servername sein, zum Beispiel api.example.com.',
  'userName: is needed, without a colon.': 'userName: wird gebraucht, ohne Doppelpunkt.',
  'headerName: must be a header that the other system asks for, such as X-Api-Key.':
    'headerName: muss ein Header sein, den das andere System verlangt, etwa X-Api-Key.',
  'secret: needs at least 8 characters of a token: letters, digits and signs.':
    'secret: braucht mindestens 8 Zeichen eines Tokens: Buchstaben, Ziffern und Satzzeichen.',
  'There are {most} credentials: remove one first.':
    'Es gibt schon {most} Zugangsdaten: Entfernen Sie erst welche.',
  '{users} sends requests with it: choose another credential there first.':
    '{users} sendet damit Anfragen: Wählen Sie dort zuerst andere Zugangsdaten.',
}
