import type { Words } from './words.ts'

/** What the server and a running call say. */
export const server: Words = {
  // Flows and publishing.
  'There is a flow with this id already.': 'Einen Ablauf mit dieser Kennung gibt es schon.',
  'This flow has problems that must be solved before it is exported.':
    'Dieser Ablauf hat Probleme, die vor dem Export zu beheben sind.',
  'Somebody saved this flow meanwhile. Reload it, or save yours as a copy.':
    'Inzwischen hat jemand diesen Ablauf gespeichert. Laden Sie ihn neu, oder speichern Sie Ihren als Kopie.',
  '{number} answers with this flow: publish another flow there first.':
    'Auf {number} meldet sich dieser Ablauf: Veröffentlichen Sie dort zuerst einen anderen.',
  'This is not a flow.': 'Das ist kein Ablauf.',
  'Somebody saved this flow meanwhile. Reload it before publishing.':
    'Inzwischen hat jemand diesen Ablauf gespeichert. Laden Sie ihn vor dem Veröffentlichen neu.',
  'This flow has problems that must be solved before publishing.':
    'Dieser Ablauf hat Probleme, die vor dem Veröffentlichen zu beheben sind.',
  '{number} answers with “{flow}”. Replace it, or choose another number.':
    'Auf {number} meldet sich „{flow}“. Ersetzen Sie ihn, oder wählen Sie eine andere Nummer.',

  // People.
  'Sign in first.': 'Melden Sie sich zuerst an.',
  'This API key is unknown, revoked or too old.':
    'Diesen API-Schlüssel gibt es nicht, er ist widerrufen oder zu alt.',
  'Too many requests: wait {count} seconds.': 'Zu viele Anfragen: Warten Sie {count} Sekunden.',
  'This is for a signed-in person, not for an API key.':
    'Das ist für eine angemeldete Person, nicht für einen API-Schlüssel.',
  'This needs the role {needed}, and yours is {role}. Ask an admin of this installation.':
    'Das braucht die Rolle {needed}, Ihre ist {role}. Fragen Sie einen Admin dieser Installation.',
  'This installation has no accounts. Start it with AUTH=accounts to let people sign in.':
    'Diese Installation hat keine Konten. Starten Sie sie mit AUTH=accounts, damit Personen sich anmelden.',
  'The current password is another one.': 'Das jetzige Passwort ist ein anderes.',
  'Enter your name and your e-mail address.': 'Geben Sie Ihren Namen und Ihre E-Mail-Adresse ein.',
  'There is a person with this e-mail address.':
    'Es gibt schon eine Person mit dieser E-Mail-Adresse.',
  'The e-mail address or the password is wrong.':
    'Die E-Mail-Adresse oder das Passwort ist falsch.',
  'This link has been used, is too old, or was taken back: ask for another one.':
    'Dieser Link ist benutzt, zu alt oder zurückgenommen: Bitten Sie um einen anderen.',
  'A key may do at most what you may: {role}.':
    'Ein Schlüssel darf höchstens, was Sie dürfen: {role}.',
  'You have {count} keys: revoke one first.':
    'Sie haben {count} Schlüssel: Widerrufen Sie zuerst einen.',
  'This is the only admin: make somebody else one first.':
    'Das ist der einzige Admin: Machen Sie zuerst jemand anderen dazu.',
  'email: not an e-mail address.': 'Das ist keine E-Mail-Adresse.',
  'token: not a link of this server.': 'Das ist kein Link dieses Servers.',
  'password: a password has at least {count} characters.':
    'Ein Passwort hat mindestens {count} Zeichen.',
  'next: a password has at least {count} characters.':
    'Ein Passwort hat mindestens {count} Zeichen.',

  // Calls.
  'Nothing listens for that now: wait for the question, or answer in the way it asks.':
    'Darauf wird gerade nicht gehört: Warten Sie auf die Frage, oder antworten Sie so, wie gefragt wird.',
  'Nobody answers {number}: publish a flow to it first.':
    'Auf {number} meldet sich niemand: Veröffentlichen Sie dort zuerst einen Ablauf.',
  'Nobody answers there: publish a flow to this number first.':
    'Dort meldet sich niemand: Veröffentlichen Sie zuerst einen Ablauf auf dieser Nummer.',
  'The flow was saved meanwhile. Reload it and call again.':
    'Der Ablauf wurde inzwischen gespeichert. Laden Sie ihn neu und rufen Sie noch einmal an.',
  'This flow was saved again meanwhile. Reload it and call once more.':
    'Dieser Ablauf wurde inzwischen noch einmal gespeichert. Laden Sie ihn neu und rufen Sie noch einmal an.',
  'This draft cannot run yet. {sentence} Look at its problems in the editor.':
    'Dieser Entwurf kann noch nicht laufen. {sentence} Sehen Sie sich seine Probleme im Editor an.',
  'Too many text calls: end some first.':
    'Zu viele getippte Anrufe: Beenden Sie zuerst einige davon.',
  'There is no such call.': 'Diesen Anruf gibt es nicht.',
  'The call broke. Start it again.': 'Der Anruf ist abgebrochen. Beginnen Sie ihn noch einmal.',
  'The server was restarted. Go on.': 'Der Server wurde neu gestartet. Machen Sie weiter.',
  'Speech is not recognised ({name}): keys and typed words work.':
    'Sprache wird nicht erkannt ({name}): Tasten und getippte Worte gehen.',
  'A sentence could not be spoken ({name}): {why}':
    'Ein Satz ließ sich nicht sprechen ({name}): {why}',
  'An audio file was skipped: {why}': 'Eine Audiodatei wurde übersprungen: {why}',
  'Play needs an http or https address of a WAV file with 16-bit PCM.':
    'Abspielen braucht die http- oder https-Adresse einer WAV-Datei mit 16-Bit-PCM.',
  'Speech cannot be recognised: {why}': 'Sprache lässt sich nicht erkennen: {why}',
  'Speech was not recognised: {why}': 'Sprache wurde nicht erkannt: {why}',
  'Nobody can be called from this engine.': 'Von dieser Engine aus lässt sich niemand anrufen.',
  'Nothing can be recorded here.': 'Hier lässt sich nichts aufnehmen.',
  'Stream was skipped: a typed call has no sound.':
    'Stream wurde übersprungen: Ein getippter Anruf hat keinen Ton.',
  'Nothing follows “{title}”: the call takes the error path.':
    'Auf „{title}“ folgt nichts: Der Anruf nimmt den Fehlerweg.',
  'The call ran too many steps, so it takes the error path.':
    'Der Anruf hat zu viele Schritte durchlaufen und nimmt deshalb den Fehlerweg.',
  'A text could not be written: {why}.': 'Ein Text ließ sich nicht schreiben: {why}.',
  'A rule could not be tested: {why}.': 'Eine Regel ließ sich nicht prüfen: {why}.',
  'The call reached the longest time the flow allows.':
    'Der Anruf hat die längste Zeit erreicht, die der Ablauf erlaubt.',
  'It could not be played: {why}.': 'Das ließ sich nicht abspielen: {why}.',
  'answered {status}': 'Antwort {status}',
  'the model said nothing': 'das Modell hat nichts gesagt',
  '{model} answered': '{model} hat geantwortet',
  '{model} chose {exit}': '{model} hat {exit} gewählt',
  'it ended with {outcome}': 'er endete mit {outcome}',
  'The caller said “{phrase}”.': 'Der Anrufer sagte „{phrase}“.',
  'The caller needs nothing more.': 'Der Anrufer braucht nichts weiter.',
  'Everything required is collected.': 'Alles Nötige ist erfragt.',
  'It did not answer in time.': 'Es kam nicht rechtzeitig eine Antwort.',
  'It took too long.': 'Es hat zu lange gedauert.',
  'The request failed.': 'Die Anfrage ist fehlgeschlagen.',
  'The request failed: {why}': 'Die Anfrage ist fehlgeschlagen: {why}',
  'No such server: check the address.': 'Diesen Server gibt es nicht: Prüfen Sie die Adresse.',
  'The server refused the connection.': 'Der Server hat die Verbindung abgewiesen.',
  'The server broke the connection off.': 'Der Server hat die Verbindung abgebrochen.',
  'The model took too long.': 'Das Modell hat zu lange gebraucht.',
  'The model said nothing.': 'Das Modell hat nichts gesagt.',
  'Choose a model in the settings, under Models and voices.':
    'Wählen Sie in den Einstellungen unter Modelle und Stimmen ein Modell.',
  'Ollama runs on this computer: choose one of its models in the settings, under Models and voices.':
    'Auf diesem Computer läuft Ollama: Wählen Sie in den Einstellungen unter Modelle und Stimmen eines seiner Modelle.',
  'This provider cannot be changed here.': 'Dieser Anbieter lässt sich hier nicht ändern.',
  'The address must look like https://api.example.com/v1.':
    'Die Adresse muss wie https://api.example.com/v1 aussehen.',
  'The address must not hold a name or a password: enter the key in its own field.':
    'Die Adresse darf weder Namen noch Passwort enthalten: Geben Sie den Schlüssel in sein eigenes Feld ein.',
  'There can be no server of models there.': 'Dort kann es keinen Server mit Modellen geben.',
  'Replace RESOURCE in the address by the name of your Azure resource.':
    'Ersetzen Sie RESOURCE in der Adresse durch den Namen Ihrer Azure-Ressource.',
  'The key holds a sign that no key has: copy it again.':
    'Der Schlüssel enthält ein Zeichen, das kein Schlüssel hat: Kopieren Sie ihn noch einmal.',
  'There is no model “{name}” here. Choose another in the step, or add its provider in the settings, under Models and voices.':
    'Ein Modell „{name}“ gibt es hier nicht. Wählen Sie im Schritt ein anderes, oder fügen Sie seinen Anbieter in den Einstellungen unter Modelle und Stimmen hinzu.',
  'The key of {name} cannot be opened any more. Enter it again in the settings, under Models and voices.':
    'Der Schlüssel von {name} lässt sich nicht mehr öffnen. Geben Sie ihn in den Einstellungen unter Modelle und Stimmen noch einmal ein.',
  'A sentence could not be spoken to its end: {why}':
    'Ein Satz ließ sich nicht zu Ende sprechen: {why}',
  'A sentence was spoken by the built-in voice instead of {why}':
    'Ein Satz wurde von der eingebauten Stimme gesprochen, statt von {why}',
  'Speech was understood by the built-in recogniser instead of {why}':
    'Sprache wurde von der eingebauten Erkennung verstanden, statt von {why}',

  // Importing a file.
  '{file} is larger than 10 MB.': '{file} ist größer als 10 MB.',
  'Import a smaller file.': 'Importieren Sie eine kleinere Datei.',
  '{file} is empty.': '{file} ist leer.',
  'Choose a file with a flow in it.': 'Wählen Sie eine Datei, in der ein Ablauf ist.',
  '{file} is no flow that can be imported.': '{file} ist kein Ablauf, der sich importieren lässt.',
  'Choose a flow that FML Studio exported, a Twilio Studio flow (JSON), TwiML (XML), or a program that writes TwiML.':
    'Wählen Sie einen Ablauf, den FML Studio exportiert hat, einen aus Twilio Studio (JSON), TwiML (XML) oder ein Programm, das TwiML schreibt.',
  'This is not a flow document.': 'Das ist kein Dokument mit einem Ablauf.',
  'Choose a file that FML Studio exported.':
    'Wählen Sie eine Datei, die FML Studio exportiert hat.',
  'Mend this place in the file.': 'Beheben Sie diese Stelle in der Datei.',

  // The server itself.
  'There is no flow here (any more).': 'Diesen Ablauf gibt es hier nicht (mehr).',
  'There is no version here (any more).': 'Diese Version gibt es hier nicht (mehr).',
  'There is no number here (any more).': 'Diese Nummer gibt es hier nicht (mehr).',
  'There is no call here (any more).': 'Diesen Anruf gibt es hier nicht (mehr).',
  'There is no recording here (any more).': 'Diese Aufnahme gibt es hier nicht (mehr).',
  'There is no document here (any more).': 'Dieses Dokument gibt es hier nicht (mehr).',
  'There is no template here (any more).': 'Diese Vorlage gibt es hier nicht (mehr).',
  'There is no person here (any more).': 'Diese Person gibt es hier nicht (mehr).',
  'There is no invitation here (any more).': 'Diese Einladung gibt es hier nicht (mehr).',
  'There is no session here (any more).': 'Diese Sitzung gibt es hier nicht (mehr).',
  'There is no key here (any more).': 'Diesen Schlüssel gibt es hier nicht (mehr).',
  'There is no trunk here (any more).': 'Diesen Trunk gibt es hier nicht (mehr).',
  'There is no carrier here (any more).': 'Diesen Anbieter gibt es hier nicht (mehr).',
  'There is no provider here (any more).': 'Diesen Anbieter gibt es hier nicht (mehr).',
  'There is no receiver here (any more).': 'Diesen Empfänger gibt es hier nicht (mehr).',
  'There is no webhook here (any more).': 'Diesen Webhook gibt es hier nicht (mehr).',
  '“{name}” did not say what it offers. {sentence}':
    '„{name}“ hat nicht gesagt, was er anbietet. {sentence}',
  'It failed.': 'Das ist fehlgeschlagen.',
  'It did not answer within {count} s.': 'Er hat nicht innerhalb von {count} s geantwortet.',
  'The server refused the headers: check the token.':
    'Der Server hat die Header abgelehnt: Prüfen Sie das Token.',
  'There is no tool server here (any more).': 'Diesen Werkzeugserver gibt es hier nicht (mehr).',
  'There is no credential here (any more).': 'Diese Zugangsdaten gibt es hier nicht (mehr).',
  'There is no such number here (any more).': 'Eine solche Nummer gibt es hier nicht (mehr).',
  'There is no such file here (any more).': 'Eine solche Datei gibt es hier nicht (mehr).',
  'There is no such address here (any more).': 'Eine solche Adresse gibt es hier nicht (mehr).',
  'There is no flow in the bin here (any more).':
    'Diesen Ablauf gibt es im Papierkorb nicht (mehr).',
  'There is no call of ours here (any more).':
    'Diesen ausgehenden Anruf gibt es hier nicht (mehr).',
  'There is no {what} here (any more).': '„{what}“ gibt es hier nicht (mehr).',
  'The body is larger than {size} kB.': 'Der Inhalt ist größer als {size} kB.',
  'The disk is full. Free space on the disk of DATA_DIR.':
    'Die Festplatte ist voll. Schaffen Sie Platz auf der von DATA_DIR.',
  'Something went wrong on our side: look at the log of the server.':
    'Bei uns ist etwas schiefgegangen: Sehen Sie im Protokoll des Servers nach.',
  // Uploaded recordings and test requests.
  'The file is empty.': 'Die Datei ist leer.',
  'There is no sound in this file.': 'In dieser Datei ist kein Ton.',
  'The file is larger than 4 MB, about two minutes. Cut it, or save it with 16 kHz.':
    'Die Datei ist größer als 4 MB, etwa zwei Minuten. Kürzen Sie sie, oder speichern Sie sie mit 16 kHz.',
  'This WAV file is not 16-bit PCM. Save it as 16-bit PCM and upload it again.':
    'Diese WAV-Datei ist kein 16-Bit-PCM. Speichern Sie sie als 16-Bit-PCM, und laden Sie sie erneut hoch.',
  'This is {kind}. The telephone plays WAV files with 16-bit PCM.':
    'Das ist {kind}. Das Telefon spielt WAV-Dateien mit 16-Bit-PCM.',
  '“{name}” plays this recording: choose another one there first.':
    '„{name}“ spielt diese Aufnahme: Wählen Sie dort zuerst eine andere.',
  'Other test requests still run: wait a moment.':
    'Andere Testanfragen laufen noch: Warten Sie einen Moment.',
}
