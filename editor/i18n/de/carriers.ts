import type { Words } from './words.ts'

/** What the server says of numbers and carriers. */
export const carriers: Words = {
  'SIP is closed on this server.': 'SIP ist auf diesem Server geschlossen.',
  'SIP is closed.': 'SIP ist geschlossen.',
  'Start the server again.': 'Starten Sie den Server neu.',
  'Start the server with SIP_PORT=5060 SIP_HOST=0.0.0.0, and let UDP port 5060 through its firewall.':
    'Starten Sie den Server mit SIP_PORT=5060 SIP_HOST=0.0.0.0, und lassen Sie UDP-Port 5060 durch seine Firewall.',
  'SIP listens on this computer only, and {server} is not here.':
    'SIP ist nur auf diesem Computer offen, und {server} ist nicht hier.',
  '{title} is not in use.': '{title} ist nicht in Gebrauch.',
  'Save it again.': 'Speichern Sie ihn noch einmal.',
  '{server} does not answer.': '{server} antwortet nicht.',
  'Test the trunk to see where it fails.': 'Testen Sie den Trunk, um zu sehen, woran es liegt.',
  '{server} does not accept {user} with this password.':
    '{server} nimmt {user} mit diesem Passwort nicht an.',
  'Enter user and password again, as the provider shows them for SIP.':
    'Geben Sie Benutzer und Passwort erneut ein, wie der Anbieter sie für SIP zeigt.',
  '{server} knows no {user}.': '{server} kennt {user} nicht.',
  'Look at the user once more.': 'Sehen Sie sich den Benutzer noch einmal an.',
  '{server} refused the registration ({status}).':
    '{server} hat die Anmeldung abgelehnt ({status}).',
  'Ask the provider whether this account may register.':
    'Fragen Sie den Anbieter, ob sich dieses Konto anmelden darf.',
  'Its carrier is not set up any more.': 'Ihr Anbieter ist nicht mehr eingerichtet.',
  'Set it up again, or remove the number.':
    'Richten Sie ihn wieder ein, oder entfernen Sie die Nummer.',

  // The test of a trunk.
  'SIP is open on {host}.': 'SIP ist offen auf {host}.',
  'This server speaks SIP by TLS only.': 'Dieser Server spricht SIP nur mit TLS.',
  'Choose TLS, or start the server with SIP_PORT=5060.':
    'Wählen Sie TLS, oder starten Sie den Server mit SIP_PORT=5060.',
  'It has no server: it only calls this one.': 'Er hat keinen Server: Er ruft nur diesen an.',
  'This is no name of a server.': 'Das ist kein Name eines Servers.',
  'Write it like sip.example.org, without sip: before it.':
    'Schreiben Sie ihn wie sip.example.org, ohne sip: davor.',
  'There is no server named {host}.': 'Es gibt keinen Server namens {host}.',
  'Look for typing mistakes, and compare it with what the provider calls SIP server, registrar, proxy or domain.':
    'Suchen Sie nach Tippfehlern, und vergleichen Sie ihn mit dem, was der Anbieter SIP-Server, Registrar, Proxy oder Domain nennt.',
  '{host} is {address} ({transport}) and {count} more.':
    '{host} ist {address} ({transport}) und {count} weitere.',
  '{host} is {address} ({transport}).': '{host} ist {address} ({transport}).',
  'It only calls this server.': 'Er ruft nur diesen Server an.',
  '{server} answered in {took} ms ({name}).': '{server} hat in {took} ms geantwortet ({name}).',
  '{server} answered in {took} ms.': '{server} hat in {took} ms geantwortet.',
  'The certificate of {server} is not valid: {why}.':
    'Das Zertifikat von {server} ist nicht gültig: {why}.',
  'Enter the server by the name in its certificate, or set SIP_TLS_CA to a file with its authority.':
    'Geben Sie den Server mit dem Namen aus seinem Zertifikat an, oder setzen Sie SIP_TLS_CA auf eine Datei mit seiner Zertifizierungsstelle.',
  '{server} is there, but nothing takes SIP at this port.':
    '{server} ist da, aber an diesem Port nimmt nichts SIP an.',
  'Compare the port and the transport with what the provider says. Usual are 5060 for UDP and TCP, 5061 for TLS.':
    'Vergleichen Sie Port und Transport mit den Angaben des Anbieters. Üblich sind 5060 für UDP und TCP, 5061 für TLS.',
  'This server does not speak that transport.': 'Dieser Server spricht diesen Transport nicht.',
  'Choose another transport, or start the server with SIP_PORT=5060.':
    'Wählen Sie einen anderen Transport, oder starten Sie den Server mit SIP_PORT=5060.',
  '{server} does not answer by {tried}.': '{server} antwortet nicht über {tried}.',
  '{server} does not answer by {tried}: {why}.': '{server} antwortet nicht über {tried}: {why}.',
  'Choose {other} as the provider says, look at the port, and let SIP through the firewall. Some providers answer only addresses that they know: tell them the one of this server.':
    'Wählen Sie {other}, wie der Anbieter es angibt, prüfen Sie den Port, und lassen Sie SIP durch die Firewall. Manche Anbieter antworten nur Adressen, die sie kennen: Nennen Sie ihnen die dieses Servers.',
  '{host} did not answer any more.': '{host} hat nicht mehr geantwortet.',
  'Try it again. If it stays so, the provider may have blocked this address for a while after wrong passwords.':
    'Versuchen Sie es erneut. Bleibt es so, hat der Anbieter diese Adresse nach falschen Passwörtern vielleicht eine Weile gesperrt.',
  '{host} wants to know who calls ({status}).': '{host} will wissen, wer anruft ({status}).',
  'Enter user and password, or let the provider know the address of this server.':
    'Geben Sie Benutzer und Passwort an, oder nennen Sie dem Anbieter die Adresse dieses Servers.',
  'It knows this server by its address: there is no password to try.':
    'Er erkennt diesen Server an seiner Adresse: Es gibt kein Passwort zu prüfen.',
  '{host} knows {user}.': '{host} kennt {user}.',
  '{host} does not accept {user} with this password ({status}).':
    '{host} nimmt {user} mit diesem Passwort nicht an ({status}).',
  'Enter user and password again. Providers often have others for SIP than for their website.':
    'Geben Sie Benutzer und Passwort erneut ein. Oft sind es für SIP andere als für die Website des Anbieters.',
  '{host} knows no {user}.': '{host} kennt {user} nicht.',
  'Look at the user, and at the domain if the provider names one.':
    'Prüfen Sie den Benutzer und die Domain, falls der Anbieter eine nennt.',
  '{host} does not tell who is registered ({status}).':
    '{host} sagt nicht, wer angemeldet ist ({status}).',
  'That alone is no mistake: call one of its numbers to be sure.':
    'Das allein ist kein Fehler: Rufen Sie zur Sicherheit eine seiner Nummern an.',
  'Whoever calls must prove to be {user}.': 'Wer anruft, muss sich als {user} ausweisen.',
  'Calls are taken from {addresses}.': 'Anrufe werden angenommen von {addresses}.',
  'Nobody could call this server: neither an address nor a user is known.':
    'Niemand könnte diesen Server anrufen: Weder eine Adresse noch ein Benutzer ist bekannt.',
  'Enter the server, the addresses that calls come from, or a user and password for calls to this server.':
    'Geben Sie den Server an, die Adressen, von denen Anrufe kommen, oder Benutzer und Passwort für Anrufe zu diesem Server.',
  'Sound is only known when it calls.': 'Der Ton zeigt sich erst, wenn er anruft.',
  'Sound stays on this computer.': 'Der Ton bleibt auf diesem Computer.',
  'It is in this network: sound needs no way in.':
    'Er ist in diesem Netz: Der Ton braucht keinen Weg herein.',
  'Sound is expected at {address}, on {ports}.': 'Ton wird erwartet bei {address}, {ports}.',
  'If a firewall is in between, set SIP_MEDIA_PORTS to a range such as 20000-20999 and let it through.':
    'Falls eine Firewall dazwischen ist, setzen Sie SIP_MEDIA_PORTS auf einen Bereich wie 20000-20999, und lassen Sie ihn durch.',
  'This server would ask for sound at {named}, where {address} cannot send it.':
    'Dieser Server würde Ton bei {named} erwarten, wohin {address} ihn nicht schicken kann.',
  'Set SIP_PUBLIC_ADDRESS to the address that the internet knows this server by, and let the ports of SIP_MEDIA_PORTS through to it.':
    'Setzen Sie SIP_PUBLIC_ADDRESS auf die Adresse, unter der das Internet diesen Server kennt, und lassen Sie die Ports von SIP_MEDIA_PORTS zu ihm durch.',
  '{number} answered, and sound comes back.': '{number} hat abgenommen, und Ton kommt zurück.',
  '{number} answered, but no sound came back.':
    '{number} hat abgenommen, aber es kam kein Ton zurück.',
  'The call to {number} was refused: {why}.': 'Der Anruf bei {number} wurde abgelehnt: {why}.',
  '{number} was reached, but nobody answered ({why}).':
    '{number} wurde erreicht, aber niemand hat abgenommen ({why}).',
  'Answer the test call, or enter a number that always answers.':
    'Nehmen Sie den Testanruf an, oder geben Sie eine Nummer an, die immer abnimmt.',

  // Refusals.
  '{number} is here already.': '{number} ist schon hier.',
  '“{number}” is no telephone number. Write it with + and its country, such as +12025550100.':
    '„{number}“ ist keine Telefonnummer. Schreiben Sie sie mit + und ihrem Land, etwa +493012345678.',
  'Enter the server, as the provider names it, such as sip.example.org.':
    'Geben Sie den Server an, wie der Anbieter ihn nennt, etwa sip.example.org.',
  'Enter the password of {user}.': 'Geben Sie das Passwort von {user} an.',
  '“{address}” is no address. Write it like 203.0.113.7 or 203.0.113.0/24.':
    '„{address}“ ist keine Adresse. Schreiben Sie sie wie 203.0.113.7 oder 203.0.113.0/24.',
  '{host} is a private address: calls reach public addresses only. Set ALLOW_PRIVATE_WEBHOOKS=1 to allow it.':
    '{host} ist eine private Adresse: Anrufe erreichen nur öffentliche. Setzen Sie ALLOW_PRIVATE_WEBHOOKS=1, um es zu erlauben.',
  'There is no server named {host}. Look for typing mistakes.':
    'Es gibt keinen Server namens {host}. Suchen Sie nach Tippfehlern.',
  '{number} cannot be transferred to itself. Enter another number.':
    '{number} kann nicht an sich selbst weiterleiten. Geben Sie eine andere Nummer an.',
  '{number} of this trunk answers with “{flow}”. Remove the number first.':
    '{number} dieses Trunks antwortet mit „{flow}“. Entfernen Sie zuerst die Nummer.',

  // The public address.
  'This server has no public address, so no carrier can send it calls.':
    'Dieser Server hat keine öffentliche Adresse, deshalb kann ihm kein Anbieter Anrufe schicken.',
  'Start it with PUBLIC_URL, such as PUBLIC_URL=https://calls.example.org npm start.':
    'Starten Sie ihn mit PUBLIC_URL, etwa PUBLIC_URL=https://calls.example.org npm start.',
  'PUBLIC_URL is {address}, which is not encrypted.':
    'PUBLIC_URL ist {address}, also nicht verschlüsselt.',
  'Put a proxy with a certificate before this server, and set PUBLIC_URL to its https:// address.':
    'Stellen Sie einen Proxy mit Zertifikat vor diesen Server, und setzen Sie PUBLIC_URL auf dessen https://-Adresse.',
  'Look for typing mistakes in PUBLIC_URL, or make the name known in DNS.':
    'Suchen Sie nach Tippfehlern in PUBLIC_URL, oder machen Sie den Namen im DNS bekannt.',
  '{host} is {address}, which only this network reaches.':
    '{host} ist {address}, das nur dieses Netz erreicht.',
  'Let the name stand for a public address that leads to this server.':
    'Lassen Sie den Namen für eine öffentliche Adresse stehen, die zu diesem Server führt.',
  '{address} is answered by another server ({status}).':
    'Bei {address} antwortet ein anderer Server ({status}).',
  'Let the proxy at that address pass everything on to this server.':
    'Lassen Sie den Proxy dort alles an diesen Server weitergeben.',
  '{address} does not answer: {why}.': '{address} antwortet nicht: {why}.',
  'Look whether the proxy runs, its certificate is valid, and the firewall lets HTTPS through. If it works from outside all the same, this network may not reach its own public address.':
    'Prüfen Sie, ob der Proxy läuft, sein Zertifikat gültig ist und die Firewall HTTPS durchlässt. Geht es von außen trotzdem, erreicht dieses Netz vielleicht seine eigene öffentliche Adresse nicht.',
}
