import type { Words } from './words.ts'

/** Making a flow on the canvas: menus, copying, arranging, colours, subflows, and the keys for it. */
export const making: Words = {
  // Keys.
  Ctrl: 'Strg',
  Shift: 'Umschalt',
  Del: 'Entf',
  // What undo calls it.
  'take the colour of {name} away': 'Farbe von {name} entfernen',
  'colour {name}': '{name} färben',
  'resize {name}': 'Größe von {name} ändern',
  'insert {name}': '{name} einfügen',
  'tidy {count} steps': '{count} Schritte ordnen',
  'line {count} steps up': '{count} Schritte ausrichten',
  'space {count} steps evenly': '{count} Schritte gleichmäßig verteilen',
  'collapse {count} steps': '{count} Schritte zusammenfassen',
  'expand {name}': '{name} auflösen',
  // Adding a step.
  'Insert a step here': 'Hier einen Schritt einfügen',
  'Insert a step': 'Schritt einfügen',
  'What comes in between?': 'Was kommt dazwischen?',
  Steps: 'Schritte',
  'Wire to {name}': 'Mit {name} verbinden',
  '{port}: drag to a step, or press to add one':
    '{port}: zu einem Schritt ziehen, oder drücken, um einen hinzuzufügen',
  // The menu and the tools of the selection.
  'Selected steps': 'Gewählte Schritte',
  Selection: 'Auswahl',
  Colour: 'Farbe',
  Sand: 'Sand',
  Rose: 'Rosa',
  Violet: 'Violett',
  Blue: 'Blau',
  Teal: 'Petrol',
  Green: 'Grün',
  'No colour': 'Keine Farbe',
  'Add a step after it': 'Schritt danach hinzufügen',
  Copy: 'Kopieren',
  'Collapse into a subflow': 'Zu einem Unterablauf zusammenfassen',
  'Expand this subflow': 'Diesen Unterablauf auflösen',
  'Align left': 'Links ausrichten',
  'Align centre': 'Mittig ausrichten',
  'Align right': 'Rechts ausrichten',
  'Align top': 'Oben ausrichten',
  'Align middle': 'Auf halber Höhe ausrichten',
  'Align bottom': 'Unten ausrichten',
  'Space evenly across': 'Waagrecht gleichmäßig verteilen',
  'Space evenly down': 'Senkrecht gleichmäßig verteilen',
  'Tidy selection': 'Auswahl ordnen',
  'Line the selected steps up from left to right':
    'Die gewählten Schritte von links nach rechts ordnen',
  'More for the selection': 'Mehr für die Auswahl',
  // Copying and pasting.
  'The browser does not let this page copy. Press {keys} instead.':
    'Der Browser lässt diese Seite nicht kopieren. Drücken Sie stattdessen {keys}.',
  'The browser does not let this page read the clipboard. Press {keys} instead.':
    'Der Browser lässt diese Seite die Zwischenablage nicht lesen. Drücken Sie stattdessen {keys}.',
  '{count, plural, one {# step pasted} other {# steps pasted}}':
    '{count, plural, one {# Schritt eingefügt} other {# Schritte eingefügt}}',
  '{count, plural, one {# step copied} other {# steps copied}}':
    '{count, plural, one {# Schritt kopiert} other {# Schritte kopiert}}',
  'The clipboard holds the whole flow “{name}”.':
    'In der Zwischenablage ist der ganze Ablauf „{name}“.',
  '{count, plural, one {Paste its step} other {Paste its # steps}}':
    '{count, plural, one {Seinen Schritt einfügen} other {Seine # Schritte einfügen}}',
  'That is too much to paste: it is longer than 8 million characters.':
    'Das ist zu viel zum Einfügen: Es ist länger als 8 Millionen Zeichen.',
  'There are no steps on the clipboard. Copy steps in FML Studio, then paste them here.':
    'In der Zwischenablage sind keine Schritte. Kopieren Sie Schritte in FML Studio, und fügen Sie sie dann hier ein.',
  'These steps were copied in a newer version of FML Studio. Reload this page, then paste.':
    'Diese Schritte wurden in einer neueren Version von FML Studio kopiert. Laden Sie diese Seite neu, und fügen Sie sie dann ein.',
  '“{name}” has no steps to paste.': '„{name}“ hat keine Schritte zum Einfügen.',
  'These steps cannot be pasted: “{place}” cannot be read. Copy them again.':
    'Diese Schritte lassen sich nicht einfügen: „{place}“ ist nicht lesbar. Kopieren Sie sie noch einmal.',
  'A flow holds at most {most, number} steps.': 'Ein Ablauf hat höchstens {most, number} Schritte.',
  // Subflows.
  'Part of {flow}': 'Teil von {flow}',
  'The steps are the flow “{name}” now': 'Die Schritte sind jetzt der Ablauf „{name}“',
  'The steps are a flow of their own now: “{name}”. Undo brings them back here.':
    'Die Schritte sind jetzt ein eigener Ablauf: „{name}“. Rückgängig holt sie hierher zurück.',
  'The flow changed in the meantime. Nothing is collapsed; try again.':
    'Der Ablauf hat sich inzwischen geändert. Nichts ist zusammengefasst; versuchen Sie es noch einmal.',
  'Select one subflow step to expand it.':
    'Wählen Sie einen Unterablauf-Schritt, um ihn aufzulösen.',
  '“{name}” runs no flow that is still there. Choose its flow first.':
    '„{name}“ führt keinen Ablauf aus, den es noch gibt. Wählen Sie zuerst seinen Ablauf.',
  '{count, plural, one {# step} other {# steps}} of “{name}” are here now':
    '{count, plural, one {# Schritt} other {# Schritte}} von „{name}“ sind jetzt hier',
  'Select the steps that should be a flow of their own.':
    'Wählen Sie die Schritte, die ein eigener Ablauf sein sollen.',
  'The start stays in this flow. Select the steps without it.':
    'Der Start bleibt in diesem Ablauf. Wählen Sie die Schritte ohne ihn.',
  '{steps} can be reached from everywhere in this flow, so it stays here.':
    '{steps} ist von überall in diesem Ablauf erreichbar und bleibt deshalb hier.',
  '{steps} holds values that cannot be read. Mend that first.':
    '{steps} enthält Werte, die nicht lesbar sind. Beheben Sie das zuerst.',
  'No wire leads to the selected steps. Wire one of them, then try again.':
    'Keine Verbindung führt zu den gewählten Schritten. Verbinden Sie einen davon, und versuchen Sie es dann noch einmal.',
  'Calls enter these steps in more than one place: {steps}. A subflow has one entry.':
    'Anrufe treten an mehr als einer Stelle in diese Schritte ein: {steps}. Ein Unterablauf hat einen Eingang.',
  'More than 30 ways lead out of these steps. Select fewer.':
    'Mehr als 30 Wege führen aus diesen Schritten hinaus. Wählen Sie weniger.',
  'More than 50 values go in or out of these steps. Select others.':
    'Mehr als 50 Werte gehen in diese Schritte hinein oder aus ihnen heraus. Wählen Sie andere.',
  'Another step has the same name: {steps}. Give each a name of its own first.':
    'Ein anderer Schritt hat denselben Namen: {steps}. Geben Sie zuerst jedem einen eigenen.',
  'The outcome of {steps} is put together during the call, so it has no way of its own.':
    'Das Ergebnis von {steps} entsteht erst im Anruf und hat deshalb keinen eigenen Ausgang.',
  '“{node}” runs no other flow.': '„{node}“ führt keinen anderen Ablauf aus.',
  'Nothing follows the start of the flow that “{node}” runs.':
    'Auf den Start des Ablaufs, den „{node}“ ausführt, folgt nichts.',
  '{steps} can be reached from everywhere in that flow, so it stays there.':
    '{steps} ist von überall in jenem Ablauf erreichbar und bleibt deshalb dort.',
  '{steps} reads how “{node}” ended. Use its ways out instead.':
    '{steps} liest, wie „{node}“ geendet hat. Verwenden Sie stattdessen die Ausgänge.',
  'The outcome of {steps} is put together during the call, so it stays there.':
    'Das Ergebnis von {steps} entsteht erst im Anruf und bleibt deshalb dort.',
  'Also into a variable of this flow': 'Auch in eine Variable dieses Ablaufs',
  'No variable': 'Keine Variable',
  // The quick command and the sheet of keys.
  'Add the next step': 'Nächsten Schritt hinzufügen',
  'Edit the selected step': 'Gewählten Schritt bearbeiten',
  'Edit the selected step; Esc leaves its form':
    'Gewählten Schritt bearbeiten; Esc verlässt das Formular',
  'Select everything': 'Alles auswählen',
  'Paste steps': 'Schritte einfügen',
  'Keyboard shortcuts': 'Tastenkürzel',
  'Delete the selection': 'Auswahl löschen',
  'Copy the selection': 'Auswahl kopieren',
  'Duplicate the selection': 'Auswahl duplizieren',
  'Colour the selection: {color}': 'Auswahl färben: {color}',
  Making: 'Zeichnen',
  'Add the next step, or put one into the selected wire':
    'Nächsten Schritt hinzufügen, oder einen in die gewählte Verbindung setzen',
  'Go to a step or a port, and open it': 'Zu einem Schritt oder Ausgang gehen und ihn öffnen',
  'Copy, cut and paste steps': 'Schritte kopieren, ausschneiden, einfügen',
  'Drag a copy away': 'Eine Kopie wegziehen',
  'Delete steps and wires': 'Schritte und Verbindungen löschen',
  'Selecting and moving': 'Auswählen und verschieben',
  'Draw a box around steps, or add one more':
    'Einen Rahmen um Schritte ziehen, oder einen dazunehmen',
  'Move by one point of the grid': 'Um einen Punkt des Rasters verschieben',
  'Move by five points': 'Um fünf Punkte verschieben',
  'Select nothing': 'Nichts auswählen',
  Everywhere: 'Überall',
  'Every step and every action by its name': 'Jeder Schritt und jede Aktion beim Namen',
  'Undo and redo': 'Rückgängig machen und wiederholen',
  'This list': 'Diese Liste',
}
