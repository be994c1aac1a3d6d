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
}
