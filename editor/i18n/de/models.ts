import type { Words } from './words.ts'

/** Models and voices: providers, what is in use, trying one out. */
export const models: Words = {
  // What is in use.
  'What every flow of this installation thinks, speaks and understands with. A change counts from the next sentence on, also in calls that go on.':
    'Womit alle Abläufe dieser Installation denken, sprechen und verstehen. Eine Änderung gilt ab dem nächsten Satz, auch in laufenden Anrufen.',
  'Automatic: {name}': 'Automatisch: {name}',
  'Built-in voice': 'Eingebaute Stimme',
  'Built-in recognition': 'Eingebaute Erkennung',
  Conversations: 'Gespräche',
  'The built-in responder follows simple rules: it collects values and answers from the facts of a step, in English. Add a provider for real conversations.':
    'Die eingebauten Antworten folgen einfachen Regeln: Sie erfragen Werte und antworten aus den Angaben eines Schritts, auf Englisch. Für echte Gespräche fügen Sie einen Anbieter hinzu.',
  'Agents and decisions use it when they name no other.':
    'Agenten und Entscheidungen nehmen es, wenn sie kein anderes nennen.',
  'When that model fails': 'Wenn dieses Modell versagt',
  'Nobody: the step’s way “Failed”': 'Niemand: der Weg „Fehlgeschlagen“ des Schritts',
  'Asked at once when the first does not answer, so that callers notice little.':
    'Wird sofort gefragt, wenn das erste nicht antwortet, damit Anrufer wenig davon merken.',
  Speech: 'Sprechen',
  'Works without any service. A provider’s voices sound more natural.':
    'Geht ohne jeden Dienst. Die Stimmen eines Anbieters klingen natürlicher.',
  'A sentence that it cannot say in time is said by the built-in voice.':
    'Einen Satz, den er nicht rechtzeitig spricht, spricht die eingebaute Stimme.',
  Recognition: 'Verstehen',
  'Understands English: menus well, free speech in part. A provider understands more, and other languages.':
    'Versteht Englisch: Menüs gut, freie Rede zum Teil. Ein Anbieter versteht mehr, und andere Sprachen.',
  'What it cannot understand in time is left to the built-in recognition.':
    'Was er nicht rechtzeitig versteht, übernimmt die eingebaute Erkennung.',
  'Searching documents': 'Dokumente durchsuchen',
  'By their words': 'Nach ihren Wörtern',
  'An embedding model finds passages by what they mean.':
    'Ein Embedding-Modell findet Stellen nach ihrer Bedeutung.',

  // Providers.
  Providers: 'Anbieter',
  'Add a provider': 'Anbieter hinzufügen',
  'None yet. Everything works without one: with built-in voice and recognition, and a responder that follows simple rules. Any server that speaks OpenAI’s protocol can be added, also one on this computer; an Ollama that runs here is found by itself.':
    'Noch keiner. Alles geht auch ohne: mit eingebauter Stimme und Erkennung und mit Antworten nach einfachen Regeln. Jeder Server, der das Protokoll von OpenAI spricht, lässt sich hinzufügen, auch einer auf diesem Computer; ein Ollama, das hier läuft, wird von selbst gefunden.',
  'Keys are kept encrypted on the server and never shown again. Addresses may lie in your own network, as only people who run this installation enter them; redirects are not followed.':
    'Schlüssel bleiben verschlüsselt auf dem Server und werden nie wieder gezeigt. Adressen dürfen in Ihrem eigenen Netz liegen, weil nur Menschen sie eingeben, die diese Installation betreiben; Weiterleitungen wird nicht gefolgt.',
  'Change {name}': '{name} ändern',
  'Remove {name}': '{name} entfernen',
  'with a key': 'mit Schlüssel',
  'key ending in {tail}': 'Schlüssel endet auf {tail}',
  'from OPENAI_… in the environment': 'aus OPENAI_… in der Umgebung',
  'found on this computer': 'auf diesem Computer gefunden',
  Conversation: 'Gespräch',
  'Steps that name one of its models will fail until they name another.':
    'Schritte, die eines seiner Modelle nennen, schlagen fehl, bis sie ein anderes nennen.',
  'Keep it': 'Behalten',
  Remove: 'Entfernen',
  'Set up': 'Einrichten',
  'Enter its key again': 'Schlüssel noch einmal eingeben',
  'Lists no models': 'Nennt keine Modelle',
  '{count, plural, one {# model} other {# models}}':
    '{count, plural, one {# Modell} other {# Modelle}}',

  // The form.
  'Service or program': 'Dienst oder Programm',
  'Another server': 'Anderer Server',
  'As you call it': 'Wie Sie ihn nennen',
  'Where its Chat Completions are, usually ending in /v1.':
    'Wo seine Chat Completions sind, meist mit /v1 am Ende.',
  'API key': 'API-Schlüssel',
  'Remove the key': 'Schlüssel entfernen',
  'The key that was kept cannot be opened any more: its vault is another one.':
    'Der aufbewahrte Schlüssel lässt sich nicht mehr öffnen: Sein Tresor ist ein anderer.',
  'One is kept. Enter another to replace it; at another server it is asked for again.':
    'Einer ist aufbewahrt. Geben Sie einen anderen ein, um ihn zu ersetzen; an einem anderen Server wird wieder danach gefragt.',
  'Programs on your own computer usually need none.':
    'Programme auf dem eigenen Computer brauchen meist keinen.',
  'Model for conversations': 'Modell für Gespräche',
  'List its models': 'Modelle auflisten',
  'Empty: this provider is asked only where a step names one of its models.':
    'Leer: Dieser Anbieter wird nur gefragt, wo ein Schritt eines seiner Modelle nennt.',
  'Asking the server …': 'Der Server wird gefragt …',
  '{count, plural, one {It lists one model.} other {It lists # models: type a part of a name to choose.}}':
    '{count, plural, one {Er nennt ein Modell.} other {Er nennt # Modelle: Tippen Sie einen Teil des Namens.}}',
  'It speaks (/audio/speech)': 'Er spricht (/audio/speech)',
  'Model for speech': 'Modell zum Sprechen',
  'Standard voice': 'Übliche Stimme',
  'Voices to choose from': 'Stimmen zur Auswahl',
  'Names with commas between, for the settings of flows. Empty: OpenAI’s.':
    'Namen mit Kommas dazwischen, für die Einstellungen der Abläufe. Leer: die von OpenAI.',
  'It understands speech (/audio/transcriptions)': 'Er versteht Sprache (/audio/transcriptions)',
  'Model for recognition': 'Modell zum Verstehen',
  Costs: 'Kosten',
  'A million tokens read': 'Eine Million gelesene Token',
  'A million tokens written': 'Eine Million geschriebene Token',
  'In your currency; both empty: costs are not counted.':
    'In Ihrer Währung; beide leer: Kosten werden nicht gezählt.',
  Save: 'Speichern',

  // Trying one out.
  'Try it': 'Ausprobieren',
  'Trying …': 'Wird ausprobiert …',
  'First words after {first} s, complete after {total} s. Tools work.':
    'Erste Worte nach {first} s, vollständig nach {total} s. Werkzeuge gehen.',
  'First sound after {first} s, complete after {total} s.':
    'Erster Ton nach {first} s, vollständig nach {total} s.',
  'Understood {first} s after the last word.': '{first} s nach dem letzten Wort verstanden.',
  'There is no server of that name': 'Einen Server dieses Namens gibt es nicht',
  'Check the address for a slip. Behind a proxy, its name must be known on the computer that runs FML Studio.':
    'Prüfen Sie die Adresse auf Tippfehler. Hinter einem Proxy muss der Computer, auf dem FML Studio läuft, den Namen kennen.',
  'Nothing answers at that address': 'Unter dieser Adresse antwortet nichts',
  'Check that the server runs and the port is right. A program in a container is at another address than 127.0.0.1.':
    'Prüfen Sie, ob der Server läuft und der Port stimmt. Ein Programm in einem Container hat eine andere Adresse als 127.0.0.1.',
  'The connection cannot be encrypted': 'Die Verbindung lässt sich nicht verschlüsseln',
  'Its certificate is not valid for this address, or it speaks http and not https. For an authority of your own set NODE_EXTRA_CA_CERTS.':
    'Sein Zertifikat gilt nicht für diese Adresse, oder er spricht http statt https. Für eine eigene Zertifizierungsstelle setzen Sie NODE_EXTRA_CA_CERTS.',
  'The server sends requests elsewhere': 'Der Server leitet Anfragen weiter',
  'Enter the address it leads to: a key is sent to no address that nobody entered.':
    'Geben Sie die Adresse ein, zu der er führt: Ein Schlüssel geht an keine Adresse, die niemand eingegeben hat.',
  'The key was refused': 'Der Schlüssel wurde abgelehnt',
  'Enter it again, and check that its account may use this model.':
    'Geben Sie ihn noch einmal ein, und prüfen Sie, ob sein Konto dieses Modell nutzen darf.',
  'There is no such model there': 'Dieses Modell gibt es dort nicht',
  'Choose one from its list. On Azure it is the name of your deployment, with Ollama run “ollama pull” first.':
    'Wählen Sie eines aus seiner Liste. Bei Azure ist es der Name Ihrer Bereitstellung, bei Ollama führen Sie zuerst „ollama pull“ aus.',
  'The account has no credit left': 'Das Konto hat kein Guthaben mehr',
  'Top it up, or choose another provider.':
    'Laden Sie es auf, oder wählen Sie einen anderen Anbieter.',
  'The server takes no more requests now': 'Der Server nimmt gerade keine Anfragen mehr an',
  'Wait a minute and try again. When it stays so, ask for a higher limit or choose a fallback.':
    'Warten Sie eine Minute, und versuchen Sie es noch einmal. Bleibt es so, bitten Sie um eine höhere Grenze, oder wählen Sie einen Ersatz.',
  'The answer took too long': 'Die Antwort hat zu lange gedauert',
  'Callers would hear silence. Choose a smaller model, or a server that is nearer or less busy.':
    'Anrufer würden Stille hören. Wählen Sie ein kleineres Modell oder einen Server, der näher oder weniger beschäftigt ist.',
  'The model said nothing': 'Das Modell hat nichts gesagt',
  'Choose another model: this one is not made for conversations.':
    'Wählen Sie ein anderes Modell: Dieses ist nicht für Gespräche gemacht.',
  'The answer broke off': 'Die Antwort ist abgebrochen',
  'Try again. When it stays so, look at the log of that server.':
    'Versuchen Sie es noch einmal. Bleibt es so, sehen Sie ins Protokoll dieses Servers.',
  'The server does not take such requests': 'Der Server nimmt solche Anfragen nicht an',
  'Its own words below say which part. Choose another model or a newer version of the server.':
    'Seine eigenen Worte darunter sagen, welchen Teil. Wählen Sie ein anderes Modell oder eine neuere Version des Servers.',
  'What answers there is no server of models': 'Was dort antwortet, ist kein Server mit Modellen',
  'The address usually ends in /v1. Leave out what follows it, such as /chat/completions.':
    'Die Adresse endet meist auf /v1. Lassen Sie weg, was darauf folgt, etwa /chat/completions.',
  'It speaks, but calls no tools': 'Es spricht, ruft aber keine Werkzeuge auf',
  'Agents collect values and leave by tools. Choose a model that can call tools.':
    'Agenten merken sich Werte und gehen weiter durch Werkzeuge. Wählen Sie ein Modell, das sie aufrufen kann.',
  'What came is no sound': 'Was kam, ist kein Ton',
  'The server must answer with a WAV file of 16 bits. Check model and voice.':
    'Der Server muss mit einer WAV-Datei mit 16 Bit antworten. Prüfen Sie Modell und Stimme.',
  'It understood something else': 'Verstanden wurde etwas anderes',
  'The sentence was said by the built-in voice. With people it may do better: call and see.':
    'Den Satz hat die eingebaute Stimme gesprochen. Bei Menschen geht es vielleicht besser: Rufen Sie an und sehen Sie selbst.',
}
