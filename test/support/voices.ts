import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { joinPcm } from '#runtime/speech/joinPcm.ts'
import { resample } from '#runtime/speech/resample.ts'
import { parseWav, printWav, type Wav } from '#runtime/speech/wav.ts'
import { sampleRateHz } from '#runtime/voice/line.ts'

const voiceFolder = '/usr/share/festival/voices/english/ked_diphone'

/** Why a test that needs a speaking caller is skipped. */
export const testVoiceRemedy = 'needs: apt-get install festival festvox-kdlpc16k'

/** True when a caller's voice (festival with festvox-kdlpc16k) can be made here. */
export function hasTestVoice(): boolean {
  return existsSync(voiceFolder) && spawnSync('text2wave', ['-h']).error === undefined
}

const spoken = new Map<string, Promise<Int16Array>>()

/** Speaks as a caller would: 16 kHz, by a voice the product does not use. Null when it is absent. */
export async function speakWithTestVoice(text: string): Promise<Int16Array | null> {
  if (!hasTestVoice()) return null
  const known = spoken.get(text) ?? speakWithFestival(text)
  spoken.set(text, known)
  return (await known).slice()
}

async function speakWithFestival(text: string): Promise<Int16Array> {
  const folder = await mkdtemp(join(tmpdir(), 'fml-voice-'))
  try {
    const path = join(folder, 'speech.wav')
    await run('text2wave', ['-eval', '(voice_ked_diphone)', '-o', path], text)
    const { pcm, rateHz } = await readWav(path)
    return resample(pcm, rateHz, sampleRateHz)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Writes mono s16 WAV. */
export async function writeWav(path: string, pcm: Int16Array, rateHz: number): Promise<void> {
  await writeFile(path, printWav({ pcm, rateHz }))
}

/** Reads a 16-bit WAV as mono. */
export async function readWav(path: string): Promise<Wav> {
  const wav = parseWav(await readFile(path))
  if (!wav) throw new Error(`${path} is no 16-bit PCM WAV file`)
  return wav
}

export type MicrophoneSegment = { readonly silenceMs: number } | { readonly pcm: Int16Array }

/** Chromium's fake microphone reads this rate without resampling. */
const microphoneRateHz = 48_000

/**
 * Makes a WAV file of 16 kHz pieces and silences for Chromium's `--use-file-for-fake-audio-capture`.
 * Chromium plays it in a loop unless `%noloop` is appended to the path.
 */
export async function microphoneFile(segments: readonly MicrophoneSegment[]): Promise<string> {
  const pieces = segments.map((segment) =>
    'pcm' in segment ? segment.pcm : silence(segment.silenceMs),
  )
  const folder = await mkdtemp(join(tmpdir(), 'fml-microphone-'))
  const path = join(folder, 'microphone.wav')
  await writeWav(path, resample(joinPcm(pieces), sampleRateHz, microphoneRateHz), microphoneRateHz)
  return path
}

/** So many milliseconds of 16 kHz silence. */
export function silence(ms: number): Int16Array {
  return new Int16Array(Math.round((ms * sampleRateHz) / 1_000))
}

function run(program: string, args: readonly string[], input: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe'] })
    let errors = ''
    child.stderr.on('data', (chunk) => {
      errors += String(chunk)
    })
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}: ${errors}`)),
    )
    child.stdin.end(input)
  })
}
