import { parseWav, type Wav } from '../wav.ts'
import { createFakeProcess, outputFolder, ProcessExit } from './wasi.ts'

/** Runs flite once, to its end: some 45 ms of one core per sentence. Call it in a worker. */
export function runFlite(module: WebAssembly.Module, voice: string, text: string): Wav {
  const path = `${outputFolder}/speech.wav`
  const { file, printed } = runProgram(module, ['flite', '-voice', voice, '-t', text, '-o', path])
  const wav = parseWav(file)
  if (!wav) throw new Error(`flite made no audio: ${printed.trim().slice(0, 200)}`)
  return wav
}

/** The words that flite makes of a text, one a space: how it reads numbers and abbreviations. */
export function readByFlite(module: WebAssembly.Module, text: string): string {
  const args = ['flite', '-voice', 'kal', '-pw', '-t', text, '-o', `${outputFolder}/speech.wav`]
  return runProgram(module, args).printed.trim()
}

function runProgram(module: WebAssembly.Module, args: readonly string[]) {
  const process = createFakeProcess(args)
  const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: process.imports })
  const { memory, _start } = instance.exports
  if (!(memory instanceof WebAssembly.Memory) || typeof _start !== 'function') {
    throw new Error('flite.wasm exports no memory or no _start: is the package whole?')
  }
  process.attach(memory)
  try {
    _start()
  } catch (error) {
    if (!(error instanceof ProcessExit)) throw error
  }
  return { file: process.file(), printed: process.printed() }
}
