import type { Words } from './words.ts'

/** What the checks of a flow say. `{sentence}` is a sentence of its own, `{title}` a title of ours, other names stay. */
export const problems: Words = {
  '“{name}”: {sentence}': '„{name}“: {sentence}',

  // Steps.
  'Keep one of them.': 'Behalten Sie eines davon.',
  'There is nothing to say here.': 'Hier gibt es nichts zu sagen.',
  'Mend the value in the step’s form.': 'Beheben Sie den Wert im Formular des Schritts.',
  '“{name}” is of the type “{type}”, which this version does not know.':
    '„{name}“ hat die Art „{type}“, die diese Version nicht kennt.',
  'Update FML Studio, or replace the step.':
    'Aktualisieren Sie FML Studio, oder ersetzen Sie den Schritt.',
  '“{language}” is not a language.': '„{language}“ ist keine Sprache.',
  'Write its tag, for example es-MX.': 'Schreiben Sie ihr Kürzel, zum Beispiel es-MX.',
  'The webhook has no address.': 'Der Webhook hat keine Adresse.',
  'Paste the address of the system to call, starting with https://.':
    'Fügen Sie die Adresse des Systems ein, beginnend mit https://.',
  'This is not a web address.': 'Das ist keine Webadresse.',
  'Start it with https:// (or http://).': 'Beginnen Sie mit https:// (oder http://).',
  '“{name}” cannot be the name of a header.': '„{name}“ kann kein Header heißen.',
  'Use letters, digits and hyphens, for example X-Clinic.':
    'Verwenden Sie Buchstaben, Ziffern und Bindestriche, zum Beispiel X-Praxis.',
  'The field “{name}” is sent twice.': 'Das Feld „{name}“ wird zweimal gesendet.',
  'Give each field its own name.': 'Geben Sie jedem Feld einen eigenen Namen.',
  'Ask the caller to leave a message.': 'Bitten Sie den Anrufer um eine Nachricht.',
  'There is nobody to call.': 'Es gibt niemanden anzurufen.',
  'This target has no address.': 'Dieses Ziel hat keine Adresse.',
  '“{address}” cannot be called.': '„{address}“ lässt sich nicht anrufen.',
  'Write a number such as +12025550123, or an address such as sip:desk@example.com.':
    'Schreiben Sie eine Nummer wie +12025550123 oder eine Adresse wie sip:desk@example.com.',
  'No flow is chosen here.': 'Hier ist kein Ablauf gewählt.',
  'Choose the flow to run.': 'Wählen Sie den Ablauf, der ausgeführt wird.',
  'This value has no name.': 'Dieser Wert hat keinen Namen.',
  '“{name}” cannot be a name.': '„{name}“ kann kein Name sein.',
  'Use small letters, digits and _, for example booking_id.':
    'Verwenden Sie Kleinbuchstaben, Ziffern und _, zum Beispiel booking_id.',
  'Use small letters, digits and _, for example party_size.':
    'Verwenden Sie Kleinbuchstaben, Ziffern und _, zum Beispiel party_size.',
  'The outcome “{outcome}” has two ways out.': 'Das Ergebnis „{outcome}“ hat zwei Ausgänge.',
  'The shares make {count} %.': 'Die Anteile ergeben {count} %.',
  'Let them make 100 % together.': 'Lassen Sie sie zusammen 100 % ergeben.',
  'No variable is chosen here.': 'Hier ist keine Variable gewählt.',
  'Choose a variable of the flow, or add one.':
    'Wählen Sie eine Variable des Ablaufs, oder legen Sie eine an.',
  'There are no keys to press here.': 'Hier gibt es keine Tasten zu drücken.',
  '“{digits}” holds more than keys.': '„{digits}“ enthält mehr als Tasten.',
  'Use 0 to 9, * and #; w waits half a second.':
    'Verwenden Sie 0 bis 9, * und #; w wartet eine halbe Sekunde.',
  'Write what the caller should hear.': 'Schreiben Sie, was der Anrufer hören soll.',
  'There is nothing to play here.': 'Hier gibt es nichts abzuspielen.',
  'Upload a recording, or paste the address of one, starting with https://.':
    'Laden Sie eine Aufnahme hoch, oder fügen Sie ihre Adresse ein, beginnend mit https://.',
  'Tell the caller which keys to press or what to say.':
    'Sagen Sie dem Anrufer, welche Tasten er drücken oder was er sagen soll.',
  'This menu has no options.': 'Dieses Menü hat keine Auswahl.',
  'Add an option with a key or a phrase.':
    'Fügen Sie eine Auswahl mit einer Taste oder Worten hinzu.',
  '“{key}” is not a key of a telephone.': '„{key}“ ist keine Taste eines Telefons.',
  'Use 0 to 9, * or #.': 'Verwenden Sie 0 bis 9, * oder #.',
  'No caller can choose this option.': 'Diese Auswahl kann kein Anrufer treffen.',
  'Give it a key, a phrase or both.': 'Geben Sie ihr eine Taste, Worte oder beides.',
  'Key {key} is used twice.': 'Die Taste {key} ist zweimal belegt.',
  'Give each option its own key.': 'Geben Sie jeder Auswahl eine eigene Taste.',
  '“{phrase}” is used twice.': '„{phrase}“ ist zweimal verwendet.',
  'Use each phrase for one option only.': 'Verwenden Sie jedes Wort nur für eine Auswahl.',
  'There is no time zone “{timezone}”.': 'Die Zeitzone „{timezone}“ gibt es nicht.',
  'Choose one from the list, for example Europe/Berlin.':
    'Wählen Sie eine aus der Liste, zum Beispiel Europe/Berlin.',
  'This holiday has no date.': 'Dieser Feiertag hat kein Datum.',
  '“{date}” is not a date.': '„{date}“ ist kein Datum.',
  'Write it as 2026-12-25.': 'Schreiben Sie es als 2026-12-25.',
  'These hours are never open.': 'Zu diesen Zeiten ist nie geöffnet.',
  'Give at least one day its hours.': 'Geben Sie mindestens einem Tag seine Zeiten.',
  'There is nothing to choose from.': 'Es gibt nichts zu wählen.',
  'Add a choice, for example “Wants to cancel”.':
    'Fügen Sie eine Wahlmöglichkeit hinzu, zum Beispiel „Will absagen“.',
  'This choice has no name.': 'Diese Wahlmöglichkeit hat keinen Namen.',
  'Name it by what is the case, for example “Wants to cancel”.':
    'Benennen Sie sie nach dem, was zutrifft, zum Beispiel „Will absagen“.',
  'Two choices are both “{name}” to the model.':
    'Zwei Wahlmöglichkeiten heißen für das Modell „{name}“.',
  'Name them so that they differ in letters or digits.':
    'Benennen Sie sie so, dass sie sich in Buchstaben oder Ziffern unterscheiden.',
  'There is nothing to judge.': 'Es gibt nichts zu beurteilen.',
  'Write {braces} for what the caller said last.':
    'Schreiben Sie {braces} für das, was der Anrufer zuletzt gesagt hat.',
  'This rule tests nothing.': 'Diese Regel prüft nichts.',
  'Choose what to look at, for example vars.city.':
    'Wählen Sie, was sie betrachtet, zum Beispiel vars.city.',
  'Ask the caller for the value.': 'Fragen Sie den Anrufer nach dem Wert.',
  'Words cannot be typed on a keypad.': 'Worte lassen sich nicht auf Tasten tippen.',
  'Let the caller speak, or ask for digits.':
    'Lassen Sie den Anrufer sprechen, oder fragen Sie nach Ziffern.',
  '“{text}” is no limit for this kind of value.':
    '„{text}“ ist keine Grenze für diese Art von Wert.',
  'Write a number such as 10, a date such as 2026-12-31 or today, or a time such as 17:30.':
    'Schreiben Sie eine Zahl wie 10, ein Datum wie 2026-12-31 oder today, oder eine Uhrzeit wie 17:30.',
  'No answer is at least and at most so long.':
    'Keine Antwort ist mindestens und höchstens so lang.',
  'Let the most be as large as the fewest, or larger.':
    'Das Höchste muss mindestens so groß sein wie das Mindeste.',
  'The caller does not hear what is to be confirmed.':
    'Der Anrufer hört nicht, was er bestätigen soll.',
  'Write {braces} where the value is read back.':
    'Schreiben Sie {braces} dorthin, wo der Wert vorgelesen wird.',
  '“{key}” cannot be heard everywhere.': '„{key}“ lässt sich nicht überall hören.',
  'Use 0 to 9 or *; # ends what is typed.': 'Verwenden Sie 0 bis 9 oder *; # beendet eine Eingabe.',
  'No caller can get here.': 'Hierher kommt kein Anrufer.',
  'Give it a key, a phrase or a condition.':
    'Geben Sie dem Schritt eine Taste, Worte oder eine Bedingung.',
  'The agent has no task.': 'Der Agent hat keine Aufgabe.',
  'Say in a few sentences what it should find out or do.':
    'Sagen Sie in wenigen Sätzen, was er herausfinden oder tun soll.',
  'This guard knows no topic.': 'Diese Leitplanke kennt kein Thema.',
  'Name words that are off limits, or the topic in a sentence.':
    'Nennen Sie gesperrte Worte oder das Thema in einem Satz.',
  'This guard looks for nothing.': 'Diese Leitplanke sucht nach nichts.',
  'Choose what is not to be said, for example card numbers.':
    'Wählen Sie, was nicht gesagt werden soll, zum Beispiel Kartennummern.',
  'Set a length, or have links and code stopped.':
    'Setzen Sie eine Länge, oder lassen Sie Links und Code verhindern.',
  'This guard has nothing to say.': 'Diese Leitplanke hat nichts zu sagen.',
  'Write the sentence that the caller hears instead.':
    'Schreiben Sie den Satz, den der Anrufer stattdessen hört.',
  'Two tools are called {name}.': 'Zwei Werkzeuge heißen {name}.',
  'Give each tool its own name.': 'Geben Sie jedem Werkzeug einen eigenen Namen.',
  'An exit and this tool are both called {name}.':
    'Ein Ausgang und dieses Werkzeug heißen beide {name}.',
  'Call one of them otherwise.': 'Nennen Sie eines davon anders.',
  'Choose the flow that this tool runs, or take the tool out.':
    'Wählen Sie den Ablauf, den dieses Werkzeug ausführt, oder nehmen Sie das Werkzeug heraus.',
  'This tool has no name.': 'Dieses Werkzeug hat keinen Namen.',
  '“{name}” cannot be the name of a tool.': '„{name}“ kann kein Werkzeug heißen.',
  'Use small letters, digits and _, for example find_order.':
    'Verwenden Sie kleine Buchstaben, Ziffern und _, zum Beispiel find_order.',
  'This tool has no address.': 'Dieses Werkzeug hat keine Adresse.',
  'Use small letters, digits and _, for example order_number.':
    'Verwenden Sie kleine Buchstaben, Ziffern und _, zum Beispiel order_number.',
  'The model does not know when to use this tool.':
    'Das Modell weiß nicht, wann es dieses Werkzeug verwenden soll.',
  'Say in a sentence what it does and when to call it.':
    'Sagen Sie in einem Satz, was es tut und wann es aufzurufen ist.',
  'No server is chosen.': 'Es ist kein Server gewählt.',
  'Choose one, or take this line out.': 'Wählen Sie einen, oder nehmen Sie diese Zeile heraus.',
  'The agent has no way out.': 'Der Agent hat keinen Ausgang.',
  'Add an exit, for example “Booked”.': 'Fügen Sie einen Ausgang hinzu, zum Beispiel „Gebucht“.',
  'This exit has no name.': 'Dieser Ausgang hat keinen Namen.',
  'Name what has happened when the agent leaves this way.':
    'Benennen Sie, was geschehen ist, wenn der Agent so verlässt.',
  'Two exits are both “{name}” to the model.': 'Zwei Ausgänge heißen für das Modell „{name}“.',
  'The value “{name}” is collected twice.': 'Der Wert „{name}“ wird zweimal erfragt.',
  'Give each value its own name.': 'Geben Sie jedem Wert einen eigenen Namen.',
  // Values that a webhook hands on.
  '“{path}” is no place in an answer.': '„{path}“ ist keine Stelle in einer Antwort.',
  'Write it as customer.orders[0].id, or send a test request and choose the value.':
    'Schreiben Sie sie als customer.orders[0].id, oder senden Sie eine Testanfrage und wählen Sie den Wert.',
  'Two values are called {name}.': 'Zwei Werte heißen {name}.',
  '“{name}” cannot be a name here.': '„{name}“ kann hier kein Name sein.',
  'Use small letters, digits and _, for example order_id.':
    'Kleine Buchstaben, Ziffern und _ verwenden, zum Beispiel order_id.',
}
