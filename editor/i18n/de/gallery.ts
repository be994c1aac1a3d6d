import type { Words } from './words.ts'

/** The list of flows, its bin, and the templates to start from. */
export const gallery: Words = {
  Bin: 'Papierkorb',
  '{count, plural, one {# flow in the bin} other {# flows in the bin}}':
    '{count, plural, one {# Ablauf im Papierkorb} other {# Abläufe im Papierkorb}}',
  '{days, plural, one {# more day} other {# more days}}':
    '{days, plural, one {noch # Tag} other {noch # Tage}}',
  'Take {name} out of the bin': '{name} aus dem Papierkorb holen',
  'Take out': 'Herausholen',
  'Delete {name} for good': '{name} endgültig löschen',
  'Delete for good': 'Endgültig löschen',
  'It is larger than 20 MB.': 'Die Datei ist größer als 20 MB.',
  'Reading “{name}”': '„{name}“ wird gelesen',
  'Last edited': 'Zuletzt bearbeitet',
  'Calls today': 'Anrufe heute',
  Size: 'Größe',
  'Your flows': 'Ihre Abläufe',
  'Search flows': 'Abläufe suchen',
  'Search by name or number': 'Nach Name oder Nummer suchen',
  'Sort by': 'Sortieren nach',
  '{count, plural, one {# flow} other {# flows}}':
    '{count, plural, one {# Ablauf} other {# Abläufe}}',
  'No flow is called that.': 'So heißt kein Ablauf.',
  'No calls today': 'Heute keine Anrufe',
  '{count, plural, one {# call today} other {# calls today}}':
    '{count, plural, one {# Anruf heute} other {# Anrufe heute}}',
  'Rename {name}': '{name} umbenennen',
  Rename: 'Umbenennen',
  'Name of {name}': 'Name von {name}',

  // First steps.
  'First steps': 'Erste Schritte',
  'Hide the first steps': 'Erste Schritte ausblenden',
  Done: 'Erledigt',
  'Choose a flow': 'Einen Ablauf wählen',
  'Open one of yours, or start from a template and change its words.':
    'Öffnen Sie einen von Ihren, oder beginnen Sie mit einer Vorlage und ändern Sie die Worte.',
  'Press Call in the editor and talk to it, or type what a caller would say.':
    'Drücken Sie im Editor auf Anruf und sprechen Sie, oder tippen Sie, was ein Anrufer sagen würde.',
  'Publish it': 'Veröffentlichen',
  'Press Publish, and a number answers with it. Calls in progress are not disturbed.':
    'Drücken Sie auf Veröffentlichen, und eine Nummer meldet sich damit. Laufende Anrufe bleiben ungestört.',
  'See the templates': 'Vorlagen ansehen',

  // Templates.
  Templates: 'Vorlagen',
  'Start from a template': 'Mit einer Vorlage beginnen',
  'No template is called that.': 'So heißt keine Vorlage.',
  'Call it': 'Anrufen',
  'What you change': 'Was Sie ändern',
  'Use this template': 'Diese Vorlage verwenden',
  'Try it': 'Ausprobieren',
  'Hear it before you choose': 'Anhören, bevor Sie wählen',
  'Front desk of a clinic': 'Empfang einer Praxis',
  'A menu by key or voice, visits booked by an agent, opening hours, and a person on request.':
    'Ein Menü per Tastendruck oder Stimme, Termine über einen Agenten, Öffnungszeiten und auf Wunsch ein Mensch.',
  'The name of the clinic, the calendar’s address, and the number of the front desk.':
    'Den Namen der Praxis, die Adresse des Kalenders und die Nummer des Empfangs.',
  'Company reception': 'Empfang einer Firma',
  'Opening hours and holidays, a menu to three departments, and a message when nobody is free.':
    'Öffnungszeiten und Feiertage, ein Menü zu drei Abteilungen und eine Nachricht, wenn niemand frei ist.',
  'The company’s name, its hours, and the three numbers.':
    'Den Namen der Firma, ihre Zeiten und die drei Nummern.',
  'Order hotline': 'Bestellhotline',
  'An agent takes the order, reads it back, and gives the caller to the counter when it should.':
    'Ein Agent nimmt die Bestellung auf, liest sie vor und leitet bei Bedarf an die Theke weiter.',
  'What you sell, in the agent’s knowledge, and the number of the counter.':
    'Was Sie verkaufen, im Wissen des Agenten, und die Nummer der Theke.',
  'Table bookings': 'Tischreservierung',
  'An agent finds day, time and party, books the table, and sends large parties to the manager.':
    'Ein Agent erfragt Tag, Uhrzeit und Personenzahl, reserviert den Tisch und leitet große Gruppen an die Leitung weiter.',
  'The restaurant’s name, what the agent knows, and the address of your book.':
    'Den Namen des Restaurants, das Wissen des Agenten und die Adresse Ihres Buchungssystems.',
  'Where is my parcel': 'Wo ist mein Paket',
  'Asks for the parcel’s number, looks it up, says when it comes, and tries again when it is wrong.':
    'Erfragt die Paketnummer, schlägt sie nach, sagt, wann das Paket kommt, und fragt bei einem Fehler noch einmal.',
  'The address of your parcel service.': 'Die Adresse Ihres Paketdienstes.',
  'Office line, day and night': 'Büro bei Tag und Nacht',
  'Connects by day; at night it takes the number, a day to call back and a message.':
    'Verbindet am Tag; nachts erfragt er Nummer, Tag für den Rückruf und eine Nachricht.',
  'The office’s name, its hours and holidays, and who is called.':
    'Den Namen des Büros, seine Zeiten und Feiertage, und wer angerufen wird.',
  'Feedback after a visit': 'Rückmeldung nach einem Besuch',
  'One to five by key or voice; unhappy callers are called back, all may say why.':
    'Eins bis fünf per Tastendruck oder Stimme; wer unzufrieden ist, wird zurückgerufen, alle dürfen sagen, warum.',
  'Your name, and the questions.': 'Ihren Namen und die Fragen.',
  'Appointment reminder': 'Terminerinnerung',
  'Makes sure who answers, then lets them keep, move or cancel the appointment.':
    'Stellt fest, wer abnimmt; der Termin lässt sich dann bestätigen, verschieben oder absagen.',
  'Who is reminded of what: your system sets the variables of each call.':
    'Wer woran erinnert wird: Ihr System setzt die Variablen jedes Anrufs.',
}
