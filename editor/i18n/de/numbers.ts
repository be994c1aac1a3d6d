import type { Words } from './words.ts'

/** The Numbers page, and setting up carriers. */
export const numbers: Words = {
  '{number} (turned off)': '{number} (ausgeschaltet)',
  'This server': 'Dieser Server',
  'FreJun Teler': 'FreJun Teler',
  'Add a number': 'Nummer hinzufügen',
  'Who brings its calls?': 'Woher kommen ihre Anrufe?',
  'Numbers of FreJun are picked where FreJun is set up, further down on this page.':
    'Nummern von FreJun wählen Sie dort, wo FreJun eingerichtet wird, weiter unten auf dieser Seite.',
  'Any number you like, such as +1 202 555 0111: only this server knows it.':
    'Eine beliebige Nummer, etwa +1 202 555 0111: Nur dieser Server kennt sie.',
  'As the provider gave it to you, such as +1 202 555 0111.':
    'Wie der Anbieter sie Ihnen gegeben hat, etwa +1 202 555 0111.',
  'Name (optional)': 'Name (freiwillig)',
  'For example: front desk': 'Zum Beispiel: Empfang',
  'How calls get here': 'Wie Anrufe hierher kommen',
  'Add a SIP trunk': 'SIP-Trunk hinzufügen',
  'Connect FreJun': 'FreJun verbinden',
  'Answers calls of this browser and of telephones that register here. Nobody outside can call these numbers.':
    'Nimmt Anrufe dieses Browsers an und von Telefonen, die sich hier anmelden. Von außen kann niemand diese Nummern anrufen.',
  'Telephone numbers that you bought in FreJun’s dashboard.':
    'Telefonnummern, die Sie im Dashboard von FreJun gekauft haben.',
  'Open {title}': '{title} öffnen',
  'SIP trunk that only calls this server.': 'SIP-Trunk, der nur diesen Server anruft.',
  'SIP trunk at {server}.': 'SIP-Trunk bei {server}.',
  Works: 'Funktioniert',
  'Does not work': 'Funktioniert nicht',
  '{count, plural, =0 {no numbers} one {# number} other {# numbers}}':
    '{count, plural, =0 {keine Nummern} one {# Nummer} other {# Nummern}}',
  'When its flow cannot answer': 'Wenn ihr Ablauf nicht antworten kann',
  Save: 'Speichern',
  'Takes calls': 'Nimmt Anrufe an',
  'Off: whoever calls hears that it is not available.':
    'Aus: Wer anruft, hört, dass sie nicht erreichbar ist.',
  'Calls at once': 'Anrufe gleichzeitig',
  'Further callers hear busy. Empty: as many as come.':
    'Weitere Anrufer hören das Besetztzeichen. Leer: so viele, wie kommen.',
  'Ask another server': 'Einen anderen Server fragen',
  'An address that answers with FML. It gets the same request, signed.':
    'Eine Adresse, die mit FML antwortet. Sie bekommt dieselbe Anfrage, signiert.',
  'Empty: an apology, and that they should call again later.':
    'Leer: eine Entschuldigung und die Bitte, später wieder anzurufen.',
  'Then call': 'Dann anrufen',
  'A number or a SIP address that takes the call. Empty: the call ends.':
    'Eine Nummer oder SIP-Adresse, die den Anruf übernimmt. Leer: Der Anruf endet.',
  'Nobody answers it here any more. The number itself stays with its provider.':
    'Hier nimmt sie niemand mehr an. Die Nummer selbst bleibt bei ihrem Anbieter.',
  '“{flow}” does not answer it any more. The flow stays, and the number stays with its provider.':
    '„{flow}“ nimmt sie nicht mehr an. Der Ablauf bleibt, und die Nummer bleibt bei ihrem Anbieter.',
  'Remove it': 'Entfernen',
  'Remove this number': 'Diese Nummer entfernen',
  'There is no number yet. Add one of this server, or connect a carrier below.':
    'Es gibt noch keine Nummer. Fügen Sie eine dieses Servers hinzu, oder verbinden Sie unten einen Anbieter.',
  State: 'Zustand',
  Carrier: 'Anbieter',
  'Last call': 'Letzter Anruf',
  'Nothing yet': 'Noch nichts',
  now: 'jetzt',
  'Settings of {number}': 'Einstellungen von {number}',
  'Not set up': 'Nicht eingerichtet',
  'Public address': 'Öffentliche Adresse',
  '{address} leads here. FreJun sends its calls to it.':
    '{address} führt hierher. FreJun schickt seine Anrufe dorthin.',
  'needed for FreJun': 'für FreJun nötig',
  'only needed for FreJun': 'nur für FreJun nötig',
  'Checking…': 'Wird geprüft …',
  'Check again': 'Erneut prüfen',
  Answers: 'Antwortet',
  Free: 'Frei',
  'Carrier problem': 'Problem beim Anbieter',
  'Turned off': 'Ausgeschaltet',
  'FreJun can reach this server': 'FreJun erreicht diesen Server',
  'This server may use your account': 'Dieser Server darf Ihr Konto nutzen',
  'Choose your numbers': 'Wählen Sie Ihre Nummern',
  'Numbers are bought in FreJun’s dashboard.': 'Nummern kauft man im Dashboard von FreJun.',
  'Open the dashboard': 'Dashboard öffnen',
  'They are listed here as soon as the key works.':
    'Sie stehen hier, sobald der Schlüssel funktioniert.',
  'Forget the key': 'Schlüssel vergessen',
  'The key works.': 'Der Schlüssel funktioniert.',
  'The key is set by TELER_API_KEY on the server.':
    'Der Schlüssel ist auf dem Server mit TELER_API_KEY gesetzt.',
  'Another key': 'Anderer Schlüssel',
  'API key': 'API-Schlüssel',
  'Made in FreJun’s dashboard. Kept encrypted, and never shown again.':
    'Wird im Dashboard von FreJun erstellt. Verschlüsselt aufbewahrt und nie wieder gezeigt.',
  'Webhook secret (optional)': 'Webhook-Geheimnis (freiwillig)',
  'If you gave your voice app one: what FreJun reports is then checked.':
    'Falls Ihre Voice-App eines hat: Was FreJun meldet, wird dann geprüft.',
  Unchanged: 'Unverändert',
  Version: 'Version',
  'Check and keep': 'Prüfen und behalten',
  'Search numbers': 'Nummern suchen',
  Search: 'Suchen',
  'The account has no number yet.': 'Das Konto hat noch keine Nummer.',
  'No number is like that.': 'Keine Nummer ist so.',
  'Show more': 'Mehr zeigen',
  'This server is open for SIP': 'Dieser Server ist für SIP offen',
  'The provider’s server is found': 'Der Server des Anbieters ist zu finden',
  'It answers': 'Er antwortet',
  'It accepts user and password': 'Er nimmt Benutzer und Passwort an',
  'Sound can come back': 'Ton kommt zurück',
  'Left out': 'Ausgelassen',
  'Being tried': 'Wird versucht',
  'Perhaps not': 'Vielleicht nicht',
  'Not needed': 'Nicht nötig',
  Connection: 'Verbindung',
  Transport: 'Transport',
  'As the server says': 'Wie der Server es angibt',
  Domain: 'Domain',
  'If it is another than the server.': 'Falls sie eine andere ist als der Server.',
  Register: 'Anmelden',
  'Most providers want it. Off where they know this server by its address.':
    'Die meisten Anbieter wollen es. Aus, wo sie diesen Server an seiner Adresse erkennen.',
  'Encrypt sound': 'Ton verschlüsseln',
  'SRTP for calls that go out.': 'SRTP für ausgehende Anrufe.',
  'Sign of life, seconds': 'Lebenszeichen, Sekunden',
  '0: none.': '0: keines.',
  'No call yet': 'Noch keiner',
  'The key is kept. It is tried as soon as FreJun can reach this server.':
    'Der Schlüssel ist aufbewahrt. Er wird geprüft, sobald FreJun diesen Server erreicht.',
  'Session timer, seconds': 'Sitzungszeit, Sekunden',
  'Calls to this server': 'Anrufe zu diesem Server',
  'Addresses that it calls from': 'Adressen, von denen er anruft',
  'Besides its server: addresses or networks, with commas between.':
    'Neben seinem Server: Adressen oder Netze, durch Kommas getrennt.',
  'User it must prove to be': 'Benutzer, als der er sich ausweisen muss',
  'Empty: its address is proof enough.': 'Leer: Seine Adresse ist Beweis genug.',
  'Password it must prove': 'Passwort, das er nachweisen muss',
  'MD5 only': 'Nur MD5',
  'For old devices that read one challenge only.':
    'Für alte Geräte, die nur eine Aufforderung lesen.',
  'May transfer our calls': 'Darf unsere Anrufe weiterleiten',
  'It then makes calls that somebody pays for.': 'Er macht dann Anrufe, die jemand bezahlt.',
  'Connects callers by itself': 'Verbindet Anrufer selbst',
  'A transfer then leaves this server (REFER). Many providers do not know it.':
    'Eine Weiterleitung verlässt dann diesen Server (REFER). Viele Anbieter kennen das nicht.',
  Limits: 'Grenzen',
  'New calls a second': 'Neue Anrufe je Sekunde',
  Country: 'Land',
  'Of numbers that come without one, such as 030 123456.':
    'Von Nummern, die ohne Land kommen, etwa 030 123456.',
  'Numbers always come with their country': 'Nummern kommen immer mit ihrem Land',
  'It wants numbers written': 'So will er Nummern geschrieben',
  '030 123456 (in its country)': '030 123456 (in seinem Land)',
  'Keys before each number': 'Ziffern vor jeder Nummer',
  'Such as 9 for an outside line of a PBX.': 'Etwa 0 für eine Amtsleitung einer Telefonanlage.',
  'For all other calls that go out': 'Für alle anderen ausgehenden Anrufe',
  'Calls that show none of the numbers here go by this trunk.':
    'Anrufe, die keine der Nummern hier zeigen, gehen über diesen Trunk.',
  'A trunk brings the calls of a telephone provider, or of a PBX. Copy what your provider’s page shows under SIP or VoIP settings.':
    'Ein Trunk bringt die Anrufe eines Telefonanbieters oder einer Telefonanlage. Übernehmen Sie, was die Seite Ihres Anbieters unter SIP oder VoIP zeigt.',
  'Remove it with its numbers': 'Mit seinen Nummern entfernen',
  'Remove this trunk': 'Diesen Trunk entfernen',
  Provider: 'Anbieter',
  'For example: Sip Telecom': 'Zum Beispiel: Sip Telekom',
  Server: 'Server',
  'Also called registrar, proxy, domain or SIP address.':
    'Heißt auch Registrar, Proxy, Domain oder SIP-Adresse.',
  User: 'Benutzer',
  'Also called login or SIP ID. Empty if there is none.':
    'Heißt auch Login oder SIP-ID. Leer, wenn es keinen gibt.',
  Password: 'Passwort',
  'Kept encrypted, and never shown again.': 'Verschlüsselt aufbewahrt und nie wieder gezeigt.',
  'More numbers': 'Weitere Nummern',
  'One a line, such as +1 202 555 0111. You can add more later.':
    'Eine je Zeile, etwa +49 30 123456. Weitere können Sie später hinzufügen.',
  'Number to call in the test (optional)': 'Nummer, die der Test anruft (freiwillig)',
  'It really rings, and may cost: an echo test of the provider, or your own telephone.':
    'Es klingelt wirklich und kann kosten: ein Echotest des Anbieters oder Ihr eigenes Telefon.',
  'Testing…': 'Wird getestet …',
  'Test it': 'Testen',
  Test: 'Test',
}
