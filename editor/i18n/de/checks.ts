import type { Words } from './words.ts'

/** What the checks of the whole flow say, and what mends it. */
export const checks: Words = {
  // Wires and ways.
  'nothing follows “{title}”.': 'auf „{title}“ folgt nichts.',
  'nothing follows “{title}”, so the call goes on by “{title2}”.':
    'auf „{title}“ folgt nichts, deshalb geht der Anruf bei „{title2}“ weiter.',
  'nothing follows “{title}”, so the call ends there.':
    'auf „{title}“ folgt nichts, deshalb endet der Anruf dort.',
  'Wire it to the step that should come next.':
    'Verbinden Sie den Ausgang mit dem Schritt, der folgen soll.',
  'Wire it to the step that should come next, or leave it.':
    'Verbinden Sie den Ausgang mit dem Schritt, der folgen soll, oder lassen Sie ihn so.',
  'Wire it to the next step, or leave it to hang up.':
    'Verbinden Sie den Ausgang mit dem nächsten Schritt, oder lassen Sie ihn auflegen.',
  'No call can get to “{name}”.': 'Zu „{name}“ kommt kein Anruf.',
  'Wire a port of another step to it, or delete it.':
    'Verbinden Sie einen anderen Schritt damit, oder löschen Sie ihn.',
  '“{name}” has a wire to “{target}”, which no call can enter.':
    '„{name}“ hat eine Verbindung zu „{target}“, wo kein Anruf eintreten kann.',
  '“{name}” has a wire on a way out that no longer exists.':
    '„{name}“ hat eine Verbindung an einem Ausgang, den es nicht mehr gibt.',
  'Delete the wire.': 'Löschen Sie die Verbindung.',
  '{way} go round without ever waiting for the caller.':
    '{way} laufen im Kreis, ohne je auf den Anrufer zu warten.',
  'Put a step that listens into the loop, or lead it out.':
    'Setzen Sie einen Schritt, der zuhört, in den Kreis, oder führen Sie hinaus.',
  'A call in which nobody answers can go round for ever: {way}.':
    'Ein Anruf, in dem niemand antwortet, kann ewig im Kreis laufen: {way}.',
  'Count the rounds in a variable and lead the call out, or lead this way out of the loop.':
    'Zählen Sie die Runden in einer Variablen und führen Sie den Anruf hinaus, oder führen Sie diesen Weg aus dem Kreis.',

  // What is said.
  '{way} speaks for about {count} seconds, and the caller cannot interrupt.':
    '{way} spricht etwa {count} Sekunden, und der Anrufer kann nicht unterbrechen.',
  '{way} speak for about {count} seconds, and the caller cannot interrupt.':
    '{way} sprechen etwa {count} Sekunden, und der Anrufer kann nicht unterbrechen.',
  'Shorten it, or say it in a menu that the caller can interrupt.':
    'Kürzen Sie den Text, oder sagen Sie ihn in einem Menü, das der Anrufer unterbrechen kann.',
  '{name} offers {count} options: callers keep about {most} in mind.':
    '{name} bietet {count} Möglichkeiten: Anrufer merken sich etwa {most}.',
  'Put some of them into a second menu.': 'Verlegen Sie einige davon in ein zweites Menü.',
  '{name} may say nothing: {paths} can be empty.':
    '{name} sagt vielleicht nichts: {paths} kann leer sein.',
  'Say what to speak instead: {braces}.': 'Sagen Sie, was stattdessen gesprochen wird: {braces}.',
  '{name}: the recogniser cannot know “{phrase}”.':
    '{name}: Die Spracherkennung kann „{phrase}“ nicht kennen.',
  'Use other words for it, or offer a key as well.':
    'Verwenden Sie andere Worte dafür, oder bieten Sie auch eine Taste an.',
  'No engine here has the voice “{voice}”.': 'Keine Engine hat hier die Stimme „{voice}“.',
  'No engine here has the voice “{voice}”: its usual voice speaks instead.':
    'Keine Engine hat hier die Stimme „{voice}“: Stattdessen spricht ihre gewöhnliche.',
  'Leave the voice empty.': 'Lassen Sie die Stimme leer.',
  'Choose {voices}, or leave it empty.': 'Wählen Sie {voices}, oder lassen Sie das Feld leer.',
  'No engine here speaks and hears {language}.':
    'Keine Engine spricht und versteht hier {language}.',
  'No engine here speaks {language}.': 'Keine Engine spricht hier {language}.',
  'No recogniser here understands {language}: callers can use keys only.':
    'Keine Spracherkennung versteht hier {language}: Anrufer können nur Tasten drücken.',
  'Offer a key for every choice, or connect a recogniser that knows the language.':
    'Bieten Sie für jede Auswahl eine Taste an, oder verbinden Sie eine Spracherkennung, die die Sprache kennt.',
  'Connect a speech engine.': 'Verbinden Sie eine Sprach-Engine.',
  'Choose {languages}, or connect an engine that knows it.':
    'Wählen Sie {languages}, oder verbinden Sie eine Engine, die sie kennt.',

  // Names and values.
  'Two steps keep their values under nodes.{scope}: the later one overwrites the earlier.':
    'Zwei Schritte legen ihre Werte unter nodes.{scope} ab: Der spätere überschreibt den früheren.',
  'Rename one of them.': 'Benennen Sie einen davon um.',
  '“{name}”: {sentence} (at character {count}).': '„{name}“: {sentence} (bei Zeichen {count}).',
  'two braces are opened and not closed':
    'zwei geschweifte Klammern sind geöffnet und nicht geschlossen',
  'a tag is not closed, or its end is missing':
    'eine Anweisung ist nicht geschlossen, oder ihr Ende fehlt',
  'there is no tag “{name}”': 'eine Anweisung „{name}“ gibt es nicht',
  'there is no filter “{name}”': 'einen Filter „{name}“ gibt es nicht',
  'a value is missing': 'ein Wert fehlt',
  '“{text}” is no value': '„{text}“ ist kein Wert',
  'a bracket is not closed': 'eine Klammer ist nicht geschlossen',
  'a tag is not complete': 'eine Anweisung ist nicht vollständig',
  'there is one “else” too many': 'ein „else“ ist zu viel',
  'something stands here that does not fit': 'hier steht etwas, das nicht passt',
  'a condition has no braces': 'eine Bedingung hat keine geschweiften Klammern',
  'the condition ends too early': 'die Bedingung endet zu früh',
  'Write values as {braces} and close what is open.':
    'Schreiben Sie Werte als {braces} und schließen Sie, was offen ist.',
  '{name} is {title}, and “{value}” is none.':
    '{name} ist {title}, und „{value}“ passt nicht dazu.',
  '{path} is {title} and {other} is {title2}: they are never the same.':
    '{path} ist {title} und {other} ist {title2}: Sie sind nie gleich.',
  'Compare values of one type.': 'Vergleichen Sie Werte derselben Art.',
  '{path} is {title} and can never match “{text}”.':
    '{path} ist {title} und kann nie „{text}“ entsprechen.',
  'a text': 'ein Text',
  'a number': 'eine Zahl',
  'yes or no': 'ja oder nein',
  'a date': 'ein Datum',
  'a list': 'eine Liste',
  'a time': 'eine Uhrzeit',
  'a phone number': 'eine Telefonnummer',
  'Write a text, or compare a value of another type.':
    'Schreiben Sie einen Text, oder vergleichen Sie einen Wert anderer Art.',
  'Write a number, for example 18, or compare a value of another type.':
    'Schreiben Sie eine Zahl, zum Beispiel 18, oder vergleichen Sie einen Wert anderer Art.',
  'Write true or false, or compare a value of another type.':
    'Schreiben Sie true oder false, oder vergleichen Sie einen Wert anderer Art.',
  'Write a date as 2026-11-30, or compare a value of another type.':
    'Schreiben Sie ein Datum als 2026-11-30, oder vergleichen Sie einen Wert anderer Art.',
  'Write values with commas between them, or compare a value of another type.':
    'Schreiben Sie Werte mit Kommas dazwischen, oder vergleichen Sie einen Wert anderer Art.',
  'Write a time as 09:30, or compare a value of another type.':
    'Schreiben Sie eine Uhrzeit als 09:30, oder vergleichen Sie einen Wert anderer Art.',
  'Write a phone number, or compare a value of another type.':
    'Schreiben Sie eine Telefonnummer, oder vergleichen Sie einen Wert anderer Art.',
  'Write yes or no, or compare a value of another type.':
    'Schreiben Sie yes oder no, oder vergleichen Sie einen Wert anderer Art.',
  '{name} reads {path}, which no way there sets: {way}.':
    '{name} liest {path}, das kein Weg dorthin setzt: {way}.',
  '{name} reads {path}, which nothing has set on the way {way}.':
    '{name} liest {path}, das auf dem Weg {way} nicht gesetzt ist.',
  '{name} reads {path}, which nothing has set on a way there.':
    '{name} liest {path}, das auf einem Weg dorthin nicht gesetzt ist.',
  'Lead the call through the step that sets it first, or correct the name.':
    'Führen Sie den Anruf zuerst durch den Schritt, der es setzt, oder berichtigen Sie den Namen.',
  'Set it on that way too, or say what to use instead: {braces}.':
    'Setzen Sie es auch auf diesem Weg, oder sagen Sie, was stattdessen gilt: {braces}.',
  'nothing sets {name}.': 'nichts setzt {name}.',
  'the flow has no variable {name}.': 'der Ablauf hat keine Variable {name}.',
  'Add {name} to the flow’s variables.': 'Legen Sie {name} als Variable des Ablaufs an.',
  'Did you mean {name}?': 'Meinten Sie {name}?',
  'Add {name} to the flow’s variables, or correct the name.':
    'Legen Sie {name} als Variable des Ablaufs an, oder berichtigen Sie den Namen.',
  'Choose one of the names that the field offers after {braces}.':
    'Wählen Sie einen der Namen, die das Feld nach {braces} anbietet.',

  // Subflows.
  'the flow “{flow}” has an error: {sentence}': 'der Ablauf „{flow}“ hat einen Fehler: {sentence}',
  'Open that flow and mend it.': 'Öffnen Sie jenen Ablauf und beheben Sie ihn.',
  'there is no flow {flow}.': 'den Ablauf {flow} gibt es nicht.',
  'Choose another flow.': 'Wählen Sie einen anderen Ablauf.',
  'flows run each other in a circle: {flows}.': 'Abläufe rufen einander im Kreis auf: {flows}.',
  'Take one of them out of the circle.': 'Nehmen Sie einen davon aus dem Kreis.',
  'with everything it runs this makes {count} steps, {depth} flows deep.':
    'mit allem, was er ausführt, sind es {count} Schritte in {depth} Ebenen.',
  'A call can hold {count} steps, {depth} flows deep.':
    'Ein Anruf fasst {count} Schritte in {depth} Ebenen.',
  'the flow “{flow}” has no variable {name}.': 'der Ablauf „{flow}“ hat keine Variable {name}.',
  'Choose one of its variables, or add it there.':
    'Wählen Sie eine seiner Variablen, oder legen Sie sie dort an.',
  '“{flow}” can end with “{outcome}”, which then goes by “Failed”.':
    '„{flow}“ kann mit „{outcome}“ enden, was dann bei „Fehlgeschlagen“ weitergeht.',
  'Add the outcome, so that it has a way of its own.':
    'Fügen Sie das Ergebnis hinzu, damit es einen eigenen Weg hat.',
  '“{flow}” never ends with “{outcome}”.': '„{flow}“ endet nie mit „{outcome}“.',
  'Remove the outcome, or correct its name.':
    'Entfernen Sie das Ergebnis, oder berichtigen Sie seinen Namen.',

  // What mends it.
  'Add {count} retries, then the error path': '{count} Rückfragen hinzufügen, dann der Fehlerweg',
  'Use {name}': '{name} verwenden',
  'Add the variable {name}': 'Variable {name} anlegen',
  'Remove the loose wire': 'Lose Verbindung entfernen',
  'Delete “{name}”': '„{name}“ löschen',
  'Rename it to “{name}”': 'In „{name}“ umbenennen',
  'Say “unknown” when it is missing': '„unknown“ sagen, wenn der Wert fehlt',
  'Let the caller interrupt': 'Den Anrufer unterbrechen lassen',
  'Wire it to the error path': 'Mit dem Fehlerweg verbinden',
}
