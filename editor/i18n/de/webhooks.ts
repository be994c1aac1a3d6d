import type { Words } from './words.ts'

/** Receivers of webhooks, and what has not arrived. */
export const webhooks: Words = {
  Webhooks: 'Webhooks',
  'Add a receiver': 'Empfänger hinzufügen',
  'Your systems are told what happens to calls. Each webhook is signed (Standard Webhooks) and sent until it arrives.':
    'Ihre Systeme erfahren, was mit Anrufen geschieht. Jeder Webhook ist signiert (Standard Webhooks) und wird gesendet, bis er ankommt.',
  'The receivers cannot be loaded. Check that the server runs.':
    'Die Empfänger können nicht geladen werden. Prüfen Sie, ob der Server läuft.',
  'It is told of nothing more.': 'Er erfährt nichts mehr.',
  'Nobody is told of calls yet.': 'Noch erfährt niemand von Anrufen.',
  'A call comes in or is made': 'Ein Anruf geht ein oder wird getätigt',
  'A call is answered': 'Ein Anruf wird angenommen',
  'A call reaches a step': 'Ein Anruf erreicht einen Schritt',
  'A call has ended': 'Ein Anruf ist beendet',
  'A call has failed': 'Ein Anruf ist gescheitert',
  'Edit the receiver': 'Den Empfänger bearbeiten',
  'A new receiver': 'Ein neuer Empfänger',
  'What it is for (optional)': 'Wofür (optional)',
  'Tell it when': 'Melden, wenn',
  'Send an example': 'Ein Beispiel senden',
  'Turn off': 'Ausschalten',
  'Turn on': 'Einschalten',
  'Not delivered yet': 'Noch nicht zugestellt',
  'The webhooks cannot be loaded. Check that the server runs.':
    'Die Webhooks können nicht geladen werden. Prüfen Sie, ob der Server läuft.',
  'Everything has arrived.': 'Alles ist angekommen.',
  'Show earlier ones': 'Frühere zeigen',
  'Given up': 'Aufgegeben',
  Waits: 'Wartet',
  '{attempts, plural, one {# attempt} other {# attempts}} since {time}':
    '{attempts, plural, one {# Versuch} other {# Versuche}} seit {time}',
  'Send again now': 'Jetzt noch einmal senden',
  'Open the call': 'Den Anruf öffnen',
  'Added a receiver of webhooks at {host}': 'Einen Empfänger von Webhooks bei {host} hinzugefügt',
  'Changed the receiver of webhooks at {host}': 'Den Empfänger von Webhooks bei {host} geändert',
  'Removed the receiver of webhooks at {host}': 'Den Empfänger von Webhooks bei {host} entfernt',
  'Made another secret for the receiver at {host}':
    'Ein neues Geheimnis für den Empfänger bei {host} gemacht',
  'Was shown the secret of webhooks': 'Das Geheimnis der Webhooks angezeigt bekommen',
  'Made another secret for webhooks': 'Ein neues Geheimnis für Webhooks gemacht',
  'Webhooks of steps': 'Webhooks von Schritten',
  'What flows send in a Webhook step is signed with one secret: receivers check by it that it comes from here.':
    'Was Abläufe in einem Webhook-Schritt senden, ist mit einem Geheimnis signiert: Empfänger prüfen damit, dass es von hier kommt.',
  'OUTGOING_WEBHOOK_SECRET says what it is, where this server is started.':
    'OUTGOING_WEBHOOK_SECRET legt es dort fest, wo dieser Server gestartet wird.',
  'Show it, once': 'Einmal anzeigen',
  'Another secret': 'Neues Geheimnis',
  'Another secret for webhooks of steps': 'Ein neues Geheimnis für Webhooks von Schritten',
  'Another secret for {url}': 'Ein neues Geheimnis für {url}',
  'The secret that signs': 'Das Geheimnis, das signiert',
  'Copy it to the receiver now: it is not shown again. Keep it as you keep a password.':
    'Kopieren Sie es jetzt zum Empfänger: Es wird nicht noch einmal gezeigt. Bewahren Sie es wie ein Passwort auf.',
  'Signed with the secret of {made}.': 'Signiert mit dem Geheimnis vom {made}.',
  'Signed with the secret of {made}, and with the one before until {until}.':
    'Signiert mit dem Geheimnis vom {made}, und bis {until} auch mit dem vorigen.',
  'Signed with the secret of webhooks of steps.':
    'Signiert mit dem Geheimnis der Webhooks von Schritten.',
  'The secret before': 'Das vorige Geheimnis',
  'It stops signing now': 'Es signiert ab sofort nicht mehr',
  'It signs as well for a week': 'Es signiert noch eine Woche mit',
  'It signs as well for {hours, plural, one {# hour} other {# hours}}':
    'Es signiert noch {hours, plural, one {# Stunde} other {# Stunden}} mit',
  'While both sign, a webhook holds two signatures: a receiver needs to know one.':
    'Solange beide signieren, trägt ein Webhook zwei Signaturen: Ein Empfänger muss eine davon kennen.',
  'Make another secret': 'Neues Geheimnis machen',
}
