/** Installs from Debian what the tests need, when it may; says what is missing when it may not. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

interface Need {
  readonly packages: readonly string[]
  readonly what: string
  readonly isThere: () => boolean
}

const isCommand = (name: string): boolean =>
  (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(`${folder}/${name}`))

const needs: readonly Need[] = [
  {
    packages: ['chromium'],
    what: 'tests in a real browser',
    isThere: () => isCommand('chromium'),
  },
  {
    packages: ['libpocketsphinx3', 'pocketsphinx-en-us'],
    what: 'speech recognition',
    isThere: () =>
      existsSync('/usr/share/pocketsphinx/model/en-us/en-us') &&
      ['x86_64', 'aarch64'].some((machine) =>
        existsSync(`/usr/lib/${machine}-linux-gnu/libpocketsphinx.so.3`),
      ),
  },
  {
    packages: ['pocketsphinx-testdata'],
    what: 'recordings of people',
    isThere: () => existsSync('/usr/share/pocketsphinx/test/data'),
  },
  {
    packages: ['festival', 'festvox-kdlpc16k'],
    what: 'a voice that is not the product’s own',
    isThere: () =>
      isCommand('text2wave') && existsSync('/usr/share/festival/voices/english/ked_diphone'),
  },
  {
    packages: ['libxml2-utils'],
    what: 'documents against the schema of FML',
    isThere: () => isCommand('xmllint'),
  },
  { packages: ['sip-tester'], what: 'calls from and to sipp', isThere: () => isCommand('sipp') },
  {
    packages: ['baresip-core'],
    what: 'calls from baresip',
    isThere: () => isCommand('baresip') && existsSync('/usr/lib/baresip/modules/g711.so'),
  },
  { packages: ['openssl'], what: 'calls over TLS', isThere: () => isCommand('openssl') },
  {
    packages: ['espeak-ng'],
    what: 'speech in other languages than English',
    isThere: () => isCommand('espeak-ng'),
  },
  {
    packages: ['postgresql'],
    what: 'the store in Postgres',
    isThere: () =>
      (process.env['TEST_DATABASE_URL'] ?? '') !== '' || existsSync('/usr/lib/postgresql'),
  },
  { packages: ['sox'], what: 'audio conversion', isThere: () => isCommand('sox') },
]

const missing = () => needs.filter((need) => !need.isThere())
const packages = missing().flatMap((need) => need.packages)

if (packages.length > 0) {
  const isRoot = process.getuid?.() === 0
  const mayInstall = process.platform === 'linux' && isCommand('apt-get') && (isRoot || hasSudo())
  const command = `apt-get install --yes --no-install-recommends ${packages.join(' ')}`
  if (mayInstall) {
    console.log(`Installing for the tests: ${packages.join(', ')}`)
    const prefix = isRoot ? '' : 'sudo -n '
    run(`${prefix}apt-get update -qq`)
    run(`${prefix}env DEBIAN_FRONTEND=noninteractive ${command} -qq`)
  } else {
    console.log(`Some tests need programs that are not here. To run them all: ${command}`)
  }
  for (const need of missing()) {
    console.log(`Will be skipped: ${need.what} (${need.packages.join(', ')})`)
  }
}

function hasSudo(): boolean {
  return isCommand('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0
}

function run(line: string): void {
  const done = spawnSync('sh', ['-c', line], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 600_000,
  })
  if (done.status !== 0) console.log(`${line}\n${String(done.stderr).slice(-2_000)}`)
}
