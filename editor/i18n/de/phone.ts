import type { Words } from './words.ts'

/** The telephone beside the drawing. */
export const phone: Words = {
  Softphone: 'Telefon',
  'Hang up': 'Auflegen',
  'Call audio': 'Ton des Anrufs',
  'Test the flow': 'Ablauf testen',
  Phone: 'Telefon',
  'Height of the test call': 'Höhe des Testanrufs',
  'Fold the test call': 'Testanruf einklappen',
  'Show the test call': 'Testanruf zeigen',
  Speaker: 'Lautsprecher',
  'Standard speaker': 'Standardlautsprecher',
  'Received call': 'Angenommener Anruf',
  'Incoming call': 'Eingehender Anruf',
  'Unknown caller': 'Unbekannter Anrufer',
  'calls {name}': 'ruft {name} an',
  Decline: 'Ablehnen',
  'End call': 'Anruf beenden',
  'A name begins with a letter or digit and has letters, digits, “.”, “_” or “-”.':
    'Ein Name beginnt mit einem Buchstaben oder einer Ziffer und besteht aus Buchstaben, Ziffern, „.“, „_“ oder „-“.',
  'Another window receives calls under this name now, or half a day has passed. Switch it on again, perhaps under another name.':
    'Unter diesem Namen nimmt jetzt ein anderes Fenster Anrufe an, oder ein halber Tag ist vergangen. Schalten Sie es wieder ein, vielleicht unter anderem Namen.',
  'Receive calls as': 'Anrufe annehmen als',
  'Name of this telephone': 'Name dieses Telefons',
  'A Transfer step reaches this window at the SIP address':
    'Ein Schritt „Weiterleiten“ erreicht dieses Fenster unter der SIP-Adresse',
  'Copy the address': 'Adresse kopieren',
  Off: 'Aus',
  Ready: 'Bereit',
  'Lost, tries again': 'Verbindung weg, neuer Versuch',
  Connecting: 'Wird verbunden',
  Ended: 'Beendet',
  'Ended: {outcome}': 'Beendet: {outcome}',
  'Who to call': 'Wen anrufen',
  'This draft, as it is drawn': 'Dieser Entwurf',
  '{number}, version {version}': '{number}, Version {version}',
  'Type instead': 'Lieber tippen',
  'Say in writing': 'Schriftlich sagen',
  'Type what the caller says': 'Worte des Anrufers',
  'Or type what you would say': 'Oder Ihre Worte tippen',
  'Stay silent': 'Schweigen',
  Keypad: 'Tastenfeld',
  'Key {key}': 'Taste {key}',
  Mute: 'Stumm schalten',
  'You are not heard': 'Sie sind nicht zu hören',
  Microphone: 'Mikrofon',
  'Standard microphone': 'Standardmikrofon',
  'Microphone level': 'Pegel des Mikrofons',
  'Hears with {ears}, speaks with {voice}, thinks with {model}.':
    'Hört mit {ears}, spricht mit {voice}, denkt mit {model}.',
  'the built-in voice': 'der eingebauten Stimme',
  'the built-in recognition': 'der eingebauten Erkennung',
  'the built-in responder': 'dem eingebauten Antwortgeber',
  'this browser': 'diesem Browser',
  'typed words only': 'getippten Worten allein',

  // Transcript.
  Silence: 'Schweigen',
  interrupted: 'unterbrochen',
  'a browser': 'Browser',
  'the draft': 'Entwurf',
  '{share} sure': 'zu {share} sicher',
  'one of the expected phrases': 'eine der erwarteten Wendungen',
  'free speech': 'freie Rede',
  'The server answered with {status}': 'Der Server hat mit {status} geantwortet',
  'The built-in responder answered': 'Der eingebaute Antwortgeber hat geantwortet',
  'Answered after {seconds} s: {parts}': 'Antwort nach {seconds} s: {parts}',
  silence: 'Stille',
  words: 'Worte',
  flow: 'Ablauf',
  network: 'Netz',
  model: 'Modell',
  'first sentence': 'erster Satz',
  line: 'Leitung',
  'begun {seconds} s early': '{seconds} s früher begonnen',
  '“{words}” did not interrupt': '„{words}“ hat nicht unterbrochen',
  'The caller asked to wait: {seconds} s of silence are allowed':
    'Der Anrufer bat um Geduld: {seconds} s Stille sind erlaubt',
  voice: 'Stimme',

  // What went wrong.
  'This page may not use a microphone: open it as http://localhost or over https. You can type instead.':
    'Diese Seite darf kein Mikrofon benutzen: Öffnen Sie sie als http://localhost oder über https. Sie können auch tippen.',
  'The browser does not let this page hear you. Click the microphone or the lock beside the address, allow the microphone, and press Call again. Or type instead.':
    'Der Browser lässt diese Seite nicht mithören. Klicken Sie neben der Adresse auf das Mikrofon oder das Schloss, erlauben Sie das Mikrofon und drücken Sie noch einmal auf Anruf. Oder tippen Sie.',
  'No microphone was found. Plug one in and press Call again. Or type instead.':
    'Es wurde kein Mikrofon gefunden. Schließen Sie eines an und drücken Sie noch einmal auf Anruf. Oder tippen Sie.',
  'Another program is using the microphone. Close it and press Call again. Or type instead.':
    'Ein anderes Programm benutzt das Mikrofon. Schließen Sie es und drücken Sie noch einmal auf Anruf. Oder tippen Sie.',
  'The chosen microphone is gone. Choose another one and press Call again. Or type instead.':
    'Das gewählte Mikrofon ist nicht mehr da. Wählen Sie ein anderes und drücken Sie noch einmal auf Anruf. Oder tippen Sie.',
  'The microphone could not be opened. Check it and press Call again. Or type instead.':
    'Das Mikrofon ließ sich nicht öffnen. Prüfen Sie es und drücken Sie noch einmal auf Anruf. Oder tippen Sie.',
  'The last changes could not be saved, so there is nothing new to call. Try again.':
    'Die letzten Änderungen ließen sich nicht speichern, es gibt also nichts Neues anzurufen. Versuchen Sie es noch einmal.',
  'The connection to the server was lost. Press Call to try again.':
    'Die Verbindung zum Server ist abgerissen. Drücken Sie auf Anruf, um es noch einmal zu versuchen.',
  'The telephone cannot reach the server. Check that it runs, then press Call again.':
    'Das Telefon erreicht den Server nicht. Prüfen Sie, ob er läuft, und drücken Sie noch einmal auf Anruf.',
  'The server gave an address that is none: {address}':
    'Der Server hat eine Adresse genannt, die keine ist: {address}',
  'The permission for this call has run out. Press Call again.':
    'Die Erlaubnis für diesen Anruf ist abgelaufen. Drücken Sie noch einmal auf Anruf.',
  'Nobody answers there: publish a flow to this number first.':
    'Dort meldet sich niemand: Veröffentlichen Sie zuerst einen Ablauf auf dieser Nummer.',
  'All lines are busy. Try again in a moment.':
    'Alle Leitungen sind besetzt. Versuchen Sie es gleich noch einmal.',
  'The call was refused ({status} {reason}). Press Call to try again.':
    'Der Anruf wurde abgewiesen ({status} {reason}). Drücken Sie auf Anruf, um es noch einmal zu versuchen.',
}
