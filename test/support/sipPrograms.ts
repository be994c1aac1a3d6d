import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MelodyListener, melody } from './melody.ts'

const isCommand = (name: string): boolean =>
  (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(`${folder}/${name}`))

export const hasSipp = isCommand('sipp')
const modules = ['/usr/lib/baresip/modules', '/usr/lib64/baresip/modules'].find(existsSync)
export const hasBaresip = isCommand('baresip') && modules !== undefined

/** A certificate for 127.0.0.1 that signs itself; null where openssl is absent. */
export function makeCertificate(): { readonly cert: string; readonly key: string } | null {
  if (!isCommand('openssl')) return null
  const folder = mkdtempSync(join(tmpdir(), 'fml-cert-'))
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const made = spawnSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-days', '2', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'],
      ...['-keyout', key, '-out', cert],
    ],
    { stdio: 'ignore' },
  )
  const made2 =
    made.status === 0 ? { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') } : null
  rmSync(folder, { recursive: true, force: true })
  return made2
}

/** What a process printed, and how it ended. */
interface Ended {
  readonly code: number | null
  readonly output: string
}

function collect(child: ChildProcess): Promise<Ended> {
  let output = ''
  child.stdout?.on('data', (chunk) => (output += String(chunk)))
  child.stderr?.on('data', (chunk) => (output += String(chunk)))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })))
}

export interface SippOptions {
  /** Steps of a scenario, or the name of one that sipp has built in. */
  readonly scenario: readonly string[] | 'uac' | 'uas'
  /** `host:port` to call; null: it waits for calls. */
  readonly target: string | null
  /** @defaultValue '127.0.0.1' */
  readonly address?: string
  /** Own port; 0: any. */
  readonly port?: number
  readonly transport?: 'u1' | 't1'
  readonly calls?: number
  readonly user?: string
  readonly more?: readonly string[]
}

export interface Sipp {
  /** Resolves when it listens: a call that comes before is repeated half a second later. */
  readonly ready: Promise<void>
  /** Resolves with `ok`, or what sipp had to complain of. */
  readonly done: Promise<string>
}

/** Waits for a UDP port to be open, where the system tells. */
async function untilOpen(port: number): Promise<void> {
  const name = `:${port.toString(16).toUpperCase().padStart(4, '0')} `
  for (let tries = 0; port > 0 && tries < 200; tries++) {
    if (!existsSync('/proc/net/udp') || readFileSync('/proc/net/udp', 'utf8').includes(name)) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** Runs sipp; a scenario that does not go as written is a failure. */
export function startSipp(options: SippOptions): Sipp {
  const { scenario, target, address = '127.0.0.1', port = 0, calls = 1 } = options
  const folder = mkdtempSync(join(tmpdir(), 'fml-sipp-'))
  const file = join(folder, 'scenario.xml')
  if (typeof scenario !== 'string')
    writeFileSync(
      file,
      `<?xml version="1.0" encoding="ISO-8859-1" ?>\n<scenario name="test">\n${scenario.join('\n')}\n</scenario>\n`,
    )
  const child = spawn(
    'sipp',
    [
      ...(target === null ? [] : [target]),
      ...(typeof scenario === 'string' ? ['-sn', scenario] : ['-sf', file]),
      ...[
        '-i',
        address,
        '-m',
        String(calls),
        '-r',
        '50',
        '-nostdin',
        '-timeout',
        '20',
        '-timeout_error',
      ],
      ...['-t', options.transport ?? 'u1', '-s', options.user ?? '+12025550100', '-trace_err'],
      ...(port === 0 ? [] : ['-p', String(port)]),
      ...(options.more ?? []),
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const done = collect(child).then(({ code, output }) => {
    const errors = readdirSync(folder)
      .filter((name) => name.endsWith('_errors.log'))
      .map((name) => readFileSync(join(folder, name), 'utf8'))
    rmSync(folder, { recursive: true, force: true })
    return code === 0
      ? 'ok'
      : `sipp ended with ${code}\n${errors.join('\n')}\n${output.slice(-2000)}`
  })
  return { ready: untilOpen(port), done }
}

export interface BaresipOptions {
  /** URI to call. */
  readonly uri: string
  readonly codec?: 'PCMU' | 'PCMA'
  readonly encrypts?: boolean
  /** What it says, as a melody, again and again. */
  readonly says: string
}

export interface Baresip {
  /** Resolves when the call is over: the melody it heard, and how much sound there was. */
  readonly done: Promise<{
    readonly notes: string
    readonly loudness: number
    readonly output: string
  }>
  stop(): void
}

const rateHz = 8000

/** Calls by baresip, and records what it hears. */
export function startBaresip({
  uri,
  codec = 'PCMU',
  encrypts = false,
  says,
}: BaresipOptions): Baresip {
  const folder = mkdtempSync(join(tmpdir(), 'fml-baresip-'))
  writeWav(join(folder, 'say.wav'), melody(says.repeat(12), rateHz))
  const config = [
    ...[`module_path ${modules}`, 'sip_listen 127.0.0.1:0', 'rtp_ports 30000-39998'],
    ...[
      `audio_source aufile,${folder}/say.wav`,
      'audio_player aufile,/dev/null',
      'audio_alert aufile,/dev/null',
    ],
    ...['ausrc_srate 8000', 'auplay_srate 8000', 'ausrc_channels 1', 'auplay_channels 1'],
    ...[
      'module g711.so',
      'module aufile.so',
      'module srtp.so',
      'module sndfile.so',
      `snd_path ${folder}`,
    ],
    ...['module_app account.so', 'module_app menu.so'],
  ]
  writeFileSync(join(folder, 'config'), `${config.join('\n')}\n`)
  const account = `<sip:pbx@127.0.0.1>;regint=0;audio_codecs=${codec}/8000/1${encrypts ? ';mediaenc=srtp-mand' : ''}`
  writeFileSync(join(folder, 'accounts'), `${account}\n`)
  writeFileSync(join(folder, 'contacts'), '')
  const child = spawn('baresip', ['-4', '-f', folder, '-t', '25', '-e', `/dial ${uri}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = () => child.kill('SIGTERM')
  const watch = (chunk: Buffer) => {
    if (/terminated \(duration|session closed/.test(chunk.toString())) stop()
  }
  child.stdout?.on('data', watch)
  child.stderr?.on('data', watch)
  const done = collect(child).then(({ output }) => {
    const name = readdirSync(folder).find((each) => each.endsWith('-dec.wav'))
    const heard = name ? readWav(join(folder, name)) : new Int16Array(0)
    rmSync(folder, { recursive: true, force: true })
    const listener = new MelodyListener()
    listener.hear(heard, rateHz)
    const energy = heard.reduce((sum, sample) => sum + sample * sample, 0)
    return {
      notes: listener.notes,
      loudness: Math.sqrt(energy / Math.max(1, heard.length)),
      output,
    }
  })
  return { done, stop }
}

function writeWav(file: string, pcm: Int16Array): void {
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + pcm.byteLength, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rateHz, 24)
  head.writeUInt32LE(rateHz * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(pcm.byteLength, 40)
  writeFileSync(file, Buffer.concat([head, new Uint8Array(pcm.buffer)]))
}

/** 16 bit mono behind a header of the usual length; libsndfile writes no other here. */
function readWav(file: string): Int16Array {
  const bytes = readFileSync(file)
  const at = bytes.indexOf('data') + 8
  const body = bytes.subarray(at, at + ((bytes.length - at) & ~1))
  return Int16Array.from({ length: body.length / 2 }, (_, i) => body.readInt16LE(i * 2))
}
