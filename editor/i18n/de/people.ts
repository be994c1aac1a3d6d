import type { Words } from './words.ts'

/** Signing in, who may work here, and keys for programs. */
export const people: Words = {
  People: 'Personen',
  'API keys': 'API-Schlüssel',
  'My account': 'Mein Konto',
  'Another program': 'Ein anderes Programm',

  // Roles.
  Viewer: 'Ansehen',
  Editor: 'Bearbeiten',
  Publisher: 'Veröffentlichen',
  Admin: 'Admin',
  'Sees flows, calls and recordings.': 'Sieht Abläufe, Anrufe und Aufnahmen.',
  'Sees everything, draws flows and calls them to try them out.':
    'Sieht alles, zeichnet Abläufe und ruft sie zur Probe an.',
  'Does what editors do, and publishes flows.': 'Darf auch bearbeiten und veröffentlicht Abläufe.',
  'Does everything, and manages people and settings.':
    'Darf alles und verwaltet Personen und Einstellungen.',
  'You may not look at this. Ask an admin of this installation.':
    'Das dürfen Sie nicht ansehen. Fragen Sie einen Admin dieser Installation.',
  'You may look, but not change. Ask an admin for the role Editor.':
    'Sie dürfen ansehen, aber nicht ändern. Bitten Sie einen Admin um die Rolle „Bearbeiten“.',
  'You may not publish. Ask an admin for the role Publisher.':
    'Sie dürfen nicht veröffentlichen. Bitten Sie einen Admin um die Rolle „Veröffentlichen“.',
  'Only an admin may do this.': 'Das darf nur ein Admin.',
  'Only looking': 'Nur ansehen',

  // Without accounts.
  'No accounts': 'Keine Konten',
  'Anyone on this computer can use this': 'Alle an diesem Computer können das benutzen',
  'There are no accounts, and no other computer reaches this server. Start it with AUTH=accounts to let people sign in.':
    'Es gibt keine Konten, und kein anderer Computer erreicht diesen Server. Starten Sie ihn mit AUTH=accounts, damit Personen sich anmelden.',

  // Coming in.
  'Sign in': 'Anmelden',
  'Sign out': 'Abmelden',
  'E-mail': 'E-Mail',
  Password: 'Passwort',
  Later: 'Später',
  'Forgotten your password? An admin can make you a link for a new one.':
    'Passwort vergessen? Ein Admin kann Ihnen einen Link für ein neues machen.',
  'Nobody has an account here yet. The server printed a link when it started: open it to become the first admin.':
    'Hier hat noch niemand ein Konto. Der Server hat beim Start einen Link ausgegeben: Öffnen Sie ihn, um der erste Admin zu werden.',
  'Your work is still here. Sign in again, and it is saved by itself.':
    'Ihre Arbeit ist noch da. Melden Sie sich neu an, dann wird sie von selbst gespeichert.',
  'Sign in again. Your work is kept here and saved by itself when you are back.':
    'Melden Sie sich neu an. Ihre Arbeit bleibt hier und wird von selbst gespeichert, wenn Sie zurück sind.',
  'This link does not open': 'Dieser Link öffnet nicht',
  'Go to the flows': 'Zu den Abläufen',
  'Become the first admin': 'Der erste Admin werden',
  'This account manages the installation and invites the others.':
    'Dieses Konto verwaltet die Installation und lädt die anderen ein.',
  'Create the account': 'Konto anlegen',
  'You are invited': 'Sie sind eingeladen',
  'Your role: {role}. {summary}': 'Ihre Rolle: {role}. {summary}',
  'Choose a new password': 'Ein neues Passwort wählen',
  'It ends your sessions everywhere else.': 'Es beendet Ihre Sitzungen überall sonst.',
  'Set the password': 'Passwort setzen',
  'At least {count} characters. A few words are better than signs.':
    'Mindestens {count} Zeichen. Einige Wörter sind besser als Sonderzeichen.',

  // The own account.
  'Where you are signed in': 'Wo Sie angemeldet sind',
  Browser: 'Browser',
  'Signed in': 'Angemeldet',
  'Sign out everywhere else': 'Überall sonst abmelden',
  'This window': 'Dieses Fenster',
  'A new one signs you out everywhere else.': 'Ein neues meldet Sie überall sonst ab.',
  'Your password is changed.': 'Ihr Passwort ist geändert.',
  'Change the password': 'Passwort ändern',
  'Current password': 'Jetziges Passwort',
  'New password': 'Neues Passwort',

  // People.
  Accounts: 'Konten',
  Person: 'Person',
  'Last seen': 'Zuletzt gesehen',
  '{name} (you)': '{name} (Sie)',
  'Role of {name}': 'Rolle von {name}',
  'Signed out': 'Abgemeldet',
  'Link for a new password': 'Link für neues Passwort',
  'Link for a new password of {name}': 'Link für ein neues Passwort von {name}',
  'Send it to them. It works once, until {date}.':
    'Schicken Sie ihn der Person. Er geht einmal, bis {date}.',
  Remove: 'Entfernen',
  '{name} is signed out everywhere, and their API keys end at once.':
    '{name} wird überall abgemeldet, und die API-Schlüssel der Person enden sofort.',
  'Invite somebody': 'Jemanden einladen',
  'You get a link to send to them. It works once, and whoever opens it gets the role.':
    'Sie bekommen einen Link zum Weiterschicken. Er geht einmal, und wer ihn öffnet, bekommt die Rolle.',
  'For whom': 'Für wen',
  'A name, for your list': 'Ein Name, für Ihre Liste',
  Role: 'Rolle',
  'Works for': 'Gilt',
  '{count, plural, one {# day} other {# days}}': '{count, plural, one {# Tag} other {# Tage}}',
  'Make a link': 'Link erstellen',
  'Link for the invitation': 'Link der Einladung',
  'Copy it now: it is not shown again. It works once, until {date}.':
    'Kopieren Sie ihn jetzt: Er wird nicht noch einmal gezeigt. Er geht einmal, bis {date}.',
  'Waiting invitation': 'Offene Einladung',
  Until: 'Bis',
  'Without a name': 'Ohne Namen',
  'Take back': 'Zurücknehmen',
  Copied: 'Kopiert',

  // Keys.
  'New key': 'Neuer Schlüssel',
  'A program sends it as “Authorization: Bearer …” or “x-api-key”. It may do what its role may, and never more than you.':
    'Ein Programm sendet ihn als „Authorization: Bearer …“ oder „x-api-key“. Er darf, was seine Rolle darf, und nie mehr als Sie.',
  'What it is for': 'Wofür er ist',
  'Until revoked': 'Bis zum Widerruf',
  'Make a key': 'Schlüssel erstellen',
  'The new key': 'Der neue Schlüssel',
  'Copy it now: it is not shown again. Keep it as you keep a password.':
    'Kopieren Sie ihn jetzt: Er wird nicht noch einmal gezeigt. Bewahren Sie ihn auf wie ein Passwort.',
  'Keys of everybody': 'Schlüssel von allen',
  'Your keys': 'Ihre Schlüssel',
  'There are no keys yet.': 'Es gibt noch keine Schlüssel.',
  'Last used': 'Zuletzt benutzt',
  Never: 'Nie',
  Revoke: 'Widerrufen',
  'Revoke {name}': '{name} widerrufen',
  'Programs that use “{name}” are refused at once.':
    'Programme, die „{name}“ benutzen, werden sofort abgewiesen.',

  // In the audit log.
  'Changed the own password': 'Hat das eigene Passwort geändert',
  'Signed out everywhere else': 'Hat sich überall sonst abgemeldet',
  'Ended one of the own sessions': 'Hat eine eigene Sitzung beendet',
  'Came in by a link': 'Ist durch einen Link hereingekommen',
  'Invited “{note}” as {role}': 'Hat „{note}“ eingeladen, Rolle {role}',
  'Took back an invitation': 'Hat eine Einladung zurückgenommen',
  'Gave {person} the role {role}': 'Hat {person} die Rolle {role} gegeben',
  'Removed {person}': 'Hat {person} entfernt',
  'Made a link for a new password of {person}':
    'Hat einen Link für ein neues Passwort von {person} erstellt',
  'Signed {person} out': 'Hat {person} abgemeldet',
  'Made the API key “{key}” with the role {role}':
    'Hat den API-Schlüssel „{key}“ mit der Rolle {role} erstellt',
  'Revoked an API key': 'Hat einen API-Schlüssel widerrufen',
}
