import type { Words } from './words.ts'

/** Campaigns, and calling a number. */
export const campaigns: Words = {
  // Places and states.
  Campaigns: 'Kampagnen',
  'All campaigns': 'Alle Kampagnen',
  Running: 'Läuft',
  Paused: 'Pausiert',
  Stopped: 'Beendet',
  'not started': 'nicht begonnen',
  '{done} of {total}': '{done} von {total}',

  // What became of a call.
  Talked: 'Gesprochen',
  Voicemail: 'Anrufbeantworter',
  Canceled: 'Abgebrochen',
  Unknown: 'Ungewiss',
  'Opted out': 'Abgemeldet',
  'Outside all hours': 'Außerhalb aller Zeiten',
  'On the line': 'Im Gespräch',
  Waiting: 'Wartet',
  Rings: 'Klingelt',
  'Is dialled': 'Wird gewählt',

  // A new campaign.
  'New campaign': 'Neue Kampagne',
  'Call many people with one flow': 'Viele Menschen mit einem Ablauf anrufen',
  'Choose a table with telephone numbers, saved as CSV. A flow calls them one after another: at the hours you allow, in their own time zone, as fast as you say, and again when nobody answers.':
    'Wählen Sie eine Tabelle mit Telefonnummern, als CSV gespeichert. Ein Ablauf ruft alle nacheinander an: zu den Zeiten, die Sie erlauben, nach der Uhr am Ort, so schnell, wie Sie sagen, und noch einmal, wenn niemand abnimmt.',
  'Or drop the file here. Up to 50,000 rows. Nobody is called before you have seen it all.':
    'Oder legen Sie die Datei hier ab. Bis zu 50.000 Zeilen. Niemand wird angerufen, bevor Sie alles gesehen haben.',
  'File with telephone numbers': 'Datei mit Telefonnummern',
  'The file is larger than 5 MB: split it into several campaigns.':
    'Die Datei ist größer als 5 MB: Teilen Sie sie auf mehrere Kampagnen auf.',
  'Reading the file…': 'Die Datei wird gelesen …',
  'Name of the campaign': 'Name der Kampagne',
  'Delete draft': 'Entwurf löschen',
  Back: 'Zurück',
  'Next: {step}': 'Weiter: {step}',
  Columns: 'Spalten',
  Review: 'Durchsicht',

  // Flow.
  'Flow that speaks': 'Ablauf, der spricht',
  'What it says to each of them may hold values from your table.':
    'Was er sagt, kann für jeden Werte aus Ihrer Tabelle enthalten.',
  'The draft, as it is saved when the campaign starts':
    'Der Entwurf, wie er beim Start der Kampagne gespeichert ist',
  'Number that calls': 'Nummer, die anruft',
  'What they see on their telephone. Its carrier brings the calls.':
    'Sie erscheint auf dem Telefon. Ihr Anbieter stellt die Anrufe her.',
  'Choose a number': 'Nummer wählen',
  'When a machine answers': 'Wenn ein Anrufbeantworter abnimmt',
  'Wait for the beep, then run the flow': 'Auf den Ton warten, dann den Ablauf beginnen',
  'Run the flow at once, whoever it is': 'Den Ablauf sofort beginnen, wer es auch ist',
  'The flow sees who answered as call.answeredBy: human, machine or unknown.':
    'Der Ablauf sieht als call.answeredBy, wer abgenommen hat: human, machine oder unknown.',

  // Columns.
  'Telephone number': 'Telefonnummer',
  'Choose a column': 'Spalte wählen',
  Country: 'Land',
  'For numbers that are written without a country code.':
    'Für Nummern, die ohne Landesvorwahl geschrieben sind.',
  'All numbers have a country code': 'Alle Nummern haben eine Landesvorwahl',
  'By the number': 'Nach der Nummer',
  'Without a column, the country of the number says it: all of its zones must allow the call.':
    'Ohne Spalte nach dem Land der Nummer: Alle seine Zeitzonen müssen den Anruf erlauben.',
  'What the flow is told': 'Was der Ablauf erfährt',
  'Choose a flow first: its variables stand here.':
    'Wählen Sie zuerst einen Ablauf: Seine Variablen stehen dann hier.',
  'This flow declares no variables.': 'Dieser Ablauf hat keine Variablen.',
  'The value of the flow': 'Der Wert des Ablaufs',
  '{count, plural, one {# row} other {# rows}}': '{count, plural, one {# Zeile} other {# Zeilen}}',
  'First rows of the file': 'Die ersten Zeilen der Datei',
  'and {count} more': 'und {count} weitere',

  // Rules.
  'How fast': 'Wie schnell',
  'Calls a minute': 'Anrufe pro Minute',
  'At the same time': 'Gleichzeitig',
  'Let it ring': 'Klingeln lassen',
  When: 'Wann',
  'By the clock where they are. Where a country has several time zones, all of them must allow it.':
    'Nach der Uhr am Ort. Hat ein Land mehrere Zeitzonen, müssen es alle erlauben.',
  From: 'Von',
  Until: 'Bis',
  'The hours end before they begin.': 'Die Zeit endet, bevor sie beginnt.',
  Days: 'Tage',
  Mon: 'Mo',
  Tue: 'Di',
  Wed: 'Mi',
  Thu: 'Do',
  Fri: 'Fr',
  Sat: 'Sa',
  Sun: 'So',
  'Call again': 'Noch einmal anrufen',
  'Calls more': 'Weitere Anrufe',
  'Not before': 'Frühestens',
  'Calls more after: {outcome}': 'Weitere Anrufe nach: {outcome}',
  'Pause after: {outcome}': 'Pause nach: {outcome}',
  '{count, plural, one {# more} other {# more}}': '{count, plural, one {noch #} other {noch #}}',
  'after {count, plural, one {# minute} other {# minutes}}':
    'nach {count, plural, one {# Minute} other {# Minuten}}',
  'after {count, plural, one {# hour} other {# hours}}':
    'nach {count, plural, one {# Stunde} other {# Stunden}}',
  'after {count, plural, one {# day} other {# days}}':
    'nach {count, plural, one {# Tag} other {# Tagen}}',

  // Review.
  'Who is called': 'Wer angerufen wird',
  '{count, plural, one {# person} other {# people}}':
    '{count, plural, one {# Person} other {# Personen}}',
  'at any hour': 'zu jeder Stunde',
  '{from} to {until}, where they are': '{from} bis {until} Uhr am Ort',
  '{count} a minute, up to {most} at the same time':
    '{count} pro Minute, bis zu {most} gleichzeitig',
  'Starting…': 'Beginnt …',
  'Start: call {count, plural, one {# person} other {# people}}':
    'Beginnen: {count, plural, one {# Person} other {# Personen}} anrufen',
  'Rows that are left out': 'Zeilen, die ausgelassen werden',
  '{count, plural, one {# row is left out} other {# rows are left out}}':
    '{count, plural, one {# Zeile wird ausgelassen} other {# Zeilen werden ausgelassen}}',
  'Download the list': 'Liste herunterladen',
  Line: 'Zeile',
  Column: 'Spalte',
  Problem: 'Problem',

  // A campaign under way.
  Progress: 'Fortschritt',
  'of {total} done': 'von {total} erledigt',
  'What the talks came to': 'Ergebnis der Gespräche',
  'from {number}': 'von {number}',
  'Ended {time}': 'Beendet am {time}',
  'Paused: nobody new is called.': 'Pausiert: Niemand wird neu angerufen.',
  'Goes on {time}': 'Geht weiter am {time}',
  'Likely done {time}': 'Voraussichtlich fertig am {time}',
  'Started {time}': 'Begonnen am {time}',
  'Download results': 'Ergebnisse herunterladen',
  Pause: 'Pausieren',
  'Stop for good': 'Endgültig beenden',
  'Nobody else is called, and the campaign cannot go on again.':
    'Niemand wird mehr angerufen, und die Kampagne lässt sich nicht fortsetzen.',
  'The campaign and what came of it are deleted for good. Its calls stay.':
    'Die Kampagne und ihre Ergebnisse werden endgültig gelöscht. Ihre Anrufe bleiben.',
  Resume: 'Fortsetzen',
  Show: 'Zeigen',
  'All ({count})': 'Alle ({count})',
  'Last call': 'Letzter Anruf',
  'Nobody of this kind.': 'Niemand dieser Art.',
  'Show more': 'Mehr zeigen',
  'Never call again: {number}': 'Nie wieder anrufen: {number}',
  'Never call again': 'Nie wieder anrufen',
  'is called again': 'wird noch einmal angerufen',

  // Numbers that are not called.
  'Numbers not called': 'Gesperrte Nummern',
  'No campaign and no program calls these numbers. A flow adds a person by ending with the outcome “opted out”.':
    'Diese Nummern ruft keine Kampagne und kein Programm an. Ein Ablauf sperrt eine Person, indem er mit dem Ergebnis „opted out“ endet.',
  'Number that is not to be called': 'Nummer, die nicht angerufen werden soll',
  'Nobody has opted out.': 'Niemand hat sich abgemeldet.',
  'No such number.': 'Keine solche Nummer.',
  Search: 'Suchen',
  Since: 'Seit',
  'Added by': 'Gesperrt durch',
  'Allow calls to {number}': 'Anrufe an {number} erlauben',
  'Allow calls': 'Anrufe erlauben',
  'a program': 'ein Programm',
  hand: 'Eingabe',
  'the person, in a call': 'die Person, in einem Anruf',

  // Calling a number.
  'Call a number': 'Nummer anrufen',
  'Number to call': 'Nummer, die angerufen wird',
  'With its country code, or the name of somebody who receives calls in a browser.':
    'Mit Landesvorwahl, oder der Name von jemandem, der im Browser Anrufe annimmt.',
  '{flow}, which answers this number': '{flow}, der sich auf dieser Nummer meldet',
  'What answers this number': 'Was sich auf dieser Nummer meldet',
  '{flow}, the draft': '{flow}, der Entwurf',
  'Give up': 'Abbrechen',
  'Call another': 'Noch jemanden anrufen',
  'Show the call': 'Anruf zeigen',
  'to {number}': 'an {number}',
}

/** What the server says of them. */
export const campaignSentences: Words = {
  // Refusals.
  'to: “{text}” is no SIP address.': 'Nummer: „{text}“ ist keine SIP-Adresse.',
  'to: {sentence}': 'Nummer: {sentence}',
  'from: {number} is none of your numbers. There are {numbers}: look at the Numbers page.':
    '{number} ist keine Ihrer Nummern. Es gibt {numbers}: Sehen Sie auf der Seite Nummern nach.',
  'flow: {number} answers with no flow: name one, or publish one to this number.':
    'Auf {number} meldet sich kein Ablauf: Wählen Sie einen, oder veröffentlichen Sie einen auf dieser Nummer.',
  'flow: There is no such flow here (any more).': 'Diesen Ablauf gibt es hier nicht (mehr).',
  'flow: There is no version {version} of this flow.':
    'Eine Version {version} dieses Ablaufs gibt es nicht.',
  'flow: {sentence}': '{sentence}',
  'variables.{name}: {sentence}': '{name}: {sentence}',
  'Nobody brings calls from {from} out to {to}: connect a carrier to {from2} on the Numbers page, or let somebody receive calls as {to2} in the softphone.':
    'Von {from} stellt niemand Anrufe nach {to} her: Verbinden Sie {from2} auf der Seite Nummern mit einem Anbieter, oder lassen Sie jemanden im Telefon Anrufe als {to2} annehmen.',
  '{number} is on the list of numbers that are not called. Take it off that list first, if this person agrees.':
    '{number} steht auf der Liste der gesperrten Nummern. Nehmen Sie sie zuerst von der Liste, wenn diese Person einverstanden ist.',
  'Somebody has answered: the flow ends this call.':
    'Es hat jemand abgenommen: Der Ablauf beendet diesen Anruf.',
  'This call is over already.': 'Dieser Anruf ist schon vorbei.',
  'numbers.{place}: {sentence}': 'Nummer {place}: {sentence}',

  // Numbers and values.
  'There is no number.': 'Da steht keine Nummer.',
  '“{text}” has no country code: write it as +49…, or choose a country.':
    '„{text}“ hat keine Landesvorwahl: Schreiben Sie +49…, oder wählen Sie ein Land.',
  '“{text}” is no telephone number.': '„{text}“ ist keine Telefonnummer.',
  '“{text}” is no number that can be called.': '„{text}“ ist keine Nummer, die sich anrufen lässt.',
  '“{text}” is no number.': '„{text}“ ist keine Zahl.',
  '“{text}” is no yes or no.': '„{text}“ ist weder ja noch nein.',
  '“{text}” is no date such as 2026-11-23.': '„{text}“ ist kein Datum wie 2026-11-23.',
  '“{text}” is no list.': '„{text}“ ist keine Liste.',
  '“{text}” is no time zone such as Europe/Berlin.':
    '„{text}“ ist keine Zeitzone wie Europe/Berlin.',
  'This number stands in line {line} already.': 'Diese Nummer steht schon in Zeile {line}.',
  'Nobody knows the time zone of this number: add a column with time zones.':
    'Die Zeitzone dieser Nummer ist unbekannt: Fügen Sie eine Spalte mit Zeitzonen hinzu.',

  // Files.
  'The file is empty.': 'Die Datei ist leer.',
  'This is a workbook, not a table in text: save it as CSV in your spreadsheet program.':
    'Das ist eine Arbeitsmappe, keine Tabelle als Text: Speichern Sie sie in Ihrem Tabellenprogramm als CSV.',
  'This file is no text: save the table as CSV (UTF-8) in your spreadsheet program.':
    'Diese Datei ist kein Text: Speichern Sie die Tabelle in Ihrem Tabellenprogramm als CSV (UTF-8).',
  'The file has a heading and no rows: the first line names the columns.':
    'Die Datei hat eine Kopfzeile und keine Zeilen: Die erste Zeile benennt die Spalten.',
  'The file has more than {count} rows: split it into several campaigns.':
    'Die Datei hat mehr als {count} Zeilen: Teilen Sie sie auf mehrere Kampagnen auf.',
  'Line {line} has more than {count} columns.': 'Zeile {line} hat mehr als {count} Spalten.',
  'Line {line} opens a quotation mark that is never closed: close it, or take it out.':
    'In Zeile {line} beginnt ein Anführungszeichen, das nie endet: Schließen oder entfernen Sie es.',
  'Line {line} is longer than 100,000 characters: a quotation mark may be missing.':
    'Zeile {line} ist länger als 100.000 Zeichen: Vielleicht fehlt ein Anführungszeichen.',
  'Line {line} cannot be read as a table: save it as CSV again.':
    'Zeile {line} lässt sich nicht als Tabelle lesen: Speichern Sie die Datei noch einmal als CSV.',

  // Campaigns.
  'There is no campaign here (any more).': 'Diese Kampagne gibt es hier nicht (mehr).',
  'Choose the column that holds the telephone numbers.':
    'Wählen Sie die Spalte mit den Telefonnummern.',
  'Choose the number that calls.': 'Wählen Sie die Nummer, die anruft.',
  'Choose the flow that speaks with them.': 'Wählen Sie den Ablauf, der mit ihnen spricht.',
  '{number} is none of your numbers (any more): choose another.':
    '{number} ist keine Ihrer Nummern (mehr): Wählen Sie eine andere.',
  'No row of the file can be called: look at its problems.':
    'Keine Zeile der Datei lässt sich anrufen: Sehen Sie sich die Probleme an.',
  'This campaign has not started yet.': 'Diese Kampagne hat noch nicht begonnen.',
  'This campaign is running: stop it first.': 'Diese Kampagne läuft: Beenden Sie sie zuerst.',
  'This campaign is paused: resume or stop it first.':
    'Diese Kampagne ist pausiert: Setzen Sie sie fort oder beenden Sie sie zuerst.',
  'This campaign was stopped: make a new one.':
    'Diese Kampagne wurde beendet: Legen Sie eine neue an.',
  'This campaign is done: make a new one.':
    'Diese Kampagne ist abgeschlossen: Legen Sie eine neue an.',

  'The last {count} calls all failed: {sentence}':
    'Die letzten {count} Anrufe sind alle fehlgeschlagen: {sentence}',
  'The last {count} calls all failed.': 'Die letzten {count} Anrufe sind alle fehlgeschlagen.',

  // How calls ended.
  'The server stopped while this call was being dialled: nobody knows whether it rang, so it is not dialled again by itself.':
    'Der Server hielt an, während gewählt wurde: Ob es geklingelt hat, ist ungewiss, darum wird nicht von selbst noch einmal angerufen.',
  'The server stopped before the flow began.':
    'Der Server hielt an, bevor der Ablauf begonnen hatte.',
  'The server was restarted during the call.': 'Der Server wurde während des Anrufs neu gestartet.',
  'The server was away when this call was to be dialled. Call again.':
    'Der Server war nicht da, als gewählt werden sollte. Rufen Sie noch einmal an.',
  'The server was stopped while it rang.': 'Der Server wurde angehalten, während es klingelte.',
  'The carrier failed: nobody knows whether it rang.':
    'Der Anbieter ist ausgefallen: Ob es geklingelt hat, ist ungewiss.',
  'The line was closed before the flow began.':
    'Die Verbindung endete, bevor der Ablauf begonnen hatte.',
  'The callee hung up before the flow began.':
    'Der Angerufene legte auf, bevor der Ablauf begonnen hatte.',
  'A machine answered.': 'Ein Anrufbeantworter hat abgenommen.',
  'The flow could not be started.': 'Der Ablauf konnte nicht beginnen.',
}
