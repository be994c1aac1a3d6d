/**
 * The part of WASI preview 1 that flite's command line calls, with one file kept in memory.
 * `node:wasi` is not used: it crashed the process when instantiated repeatedly in a worker.
 */
export interface FakeProcess {
  readonly imports: Record<string, (...args: never[]) => number>
  /** Gives the instance's memory to the system calls; call it before `_start`. */
  attach(memory: WebAssembly.Memory): void
  /** What the program wrote into its output file. */
  file(): Uint8Array<ArrayBuffer>
  /** What it printed on standard output and standard error. */
  printed(): string
}

/** Thrown by `proc_exit`, which must not return. */
export class ProcessExit extends Error {
  readonly code: number
  constructor(code: number) {
    super(`exit ${code}`)
    this.code = code
  }
}

/** The preopened folder: any path below it opens the one output file. */
export const outputFolder = '/o'

const rootDescriptor = 3
const fileDescriptor = 4
const success = 0
const badDescriptor = 8
const illegalSeek = 29
const directory = 3
const regularFile = 4
const characterDevice = 2
const allRights = 0xffff_ffff_ffff_ffffn

/** Makes the process that one run of a WASI command sees. */
export function createFakeProcess(args: readonly string[]): FakeProcess {
  let memory: WebAssembly.Memory | null = null
  const bytes = () => {
    if (!memory) throw new Error('attach the memory before the program starts')
    return new Uint8Array(memory.buffer)
  }
  const view = () => new DataView(bytes().buffer)
  const output = createGrowingFile()
  const decoder = new TextDecoder()
  let text = ''
  return {
    attach: (given) => {
      memory = given
    },
    file: output.bytes,
    printed: () => text,
    imports: {
      ...argumentCalls(args, bytes, view),
      ...descriptorCalls(bytes, view),
      clock_time_get: (_clock: number, _precision: bigint, result: number) => {
        view().setBigUint64(result, BigInt(Date.now()) * 1_000_000n, true)
        return success
      },
      proc_exit: (code: number) => {
        throw new ProcessExit(code)
      },
      path_open: (...call: number[]) => {
        output.truncate()
        view().setUint32(call[8] ?? 0, fileDescriptor, true)
        return success
      },
      fd_read: (_descriptor: number, _vectors: number, _count: number, result: number) => {
        view().setUint32(result, 0, true)
        return success
      },
      fd_seek: (descriptor: number, offset: bigint, whence: number, result: number) => {
        if (descriptor !== fileDescriptor) return illegalSeek
        view().setBigUint64(result, BigInt(output.seek(Number(offset), whence)), true)
        return success
      },
      fd_write: (descriptor: number, vectors: number, count: number, result: number) => {
        let written = 0
        for (let index = 0; index < count; index++) {
          const start = view().getUint32(vectors + 8 * index, true)
          const length = view().getUint32(vectors + 8 * index + 4, true)
          const chunk = bytes().slice(start, start + length)
          if (descriptor === fileDescriptor) output.write(chunk)
          else text += decoder.decode(chunk)
          written += length
        }
        view().setUint32(result, written, true)
        return success
      },
    },
  }
}

type Bytes = () => Uint8Array
type View = () => DataView

function argumentCalls(args: readonly string[], bytes: Bytes, view: View) {
  const encoded = args.map((argument) => new TextEncoder().encode(`${argument}\0`))
  return {
    args_sizes_get: (count: number, size: number) => {
      view().setUint32(count, encoded.length, true)
      const total = encoded.reduce((sum, argument) => sum + argument.length, 0)
      view().setUint32(size, total, true)
      return success
    },
    args_get: (pointers: number, buffer: number) => {
      let end = buffer
      for (const [index, argument] of encoded.entries()) {
        view().setUint32(pointers + 4 * index, end, true)
        bytes().set(argument, end)
        end += argument.length
      }
      return success
    },
  }
}

function descriptorCalls(bytes: Bytes, view: View) {
  const root = new TextEncoder().encode(outputFolder)
  return {
    fd_close: () => success,
    fd_fdstat_set_flags: () => success,
    fd_fdstat_get: (descriptor: number, result: number) => {
      const type = descriptor < rootDescriptor ? characterDevice : regularFile
      view().setUint8(result, descriptor === rootDescriptor ? directory : type)
      view().setUint8(result + 1, 0)
      view().setUint16(result + 2, 0, true)
      view().setBigUint64(result + 8, allRights, true)
      view().setBigUint64(result + 16, allRights, true)
      return success
    },
    fd_prestat_get: (descriptor: number, result: number) => {
      if (descriptor !== rootDescriptor) return badDescriptor
      view().setUint32(result, 0, true)
      view().setUint32(result + 4, root.length, true)
      return success
    },
    fd_prestat_dir_name: (_descriptor: number, path: number, length: number) => {
      bytes().set(root.subarray(0, length), path)
      return success
    },
  }
}

function createGrowingFile() {
  let buffer = new Uint8Array(1 << 17)
  let length = 0
  let position = 0
  return {
    truncate: () => {
      length = 0
      position = 0
    },
    /** `whence`: 0 from the start, 1 from here, 2 from the end. */
    seek: (offset: number, whence: number) => {
      const base = [0, position, length][whence] ?? 0
      position = Math.max(0, base + offset)
      return position
    },
    write: (chunk: Uint8Array) => {
      const end = position + chunk.length
      if (end > buffer.length) {
        const larger = new Uint8Array(Math.max(2 * buffer.length, end))
        larger.set(buffer.subarray(0, length))
        buffer = larger
      }
      buffer.set(chunk, position)
      position = end
      length = Math.max(length, end)
    },
    bytes: () => buffer.slice(0, length),
  }
}
