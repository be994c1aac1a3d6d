/** libfvad, the speech detector of WebRTC, compiled by emscripten. */
declare module '@echogarden/fvad-wasm' {
  interface Fvad {
    readonly HEAP16: Int16Array
    _malloc(bytes: number): number
    _free(pointer: number): void
    _fvad_new(): number
    _fvad_free(handle: number): void
    _fvad_reset(handle: number): void
    /** 0 (sensitive) to 3 (strict); -1 when out of range. */
    _fvad_set_mode(handle: number, mode: number): number
    _fvad_set_sample_rate(handle: number, hertz: number): number
    /** 1 speech, 0 none, -1 wrong frame length (10, 20 or 30 ms). */
    _fvad_process(handle: number, samples: number, count: number): number
  }
  // biome-ignore lint/style/noDefaultExport: the package exports it so
  export default function loadFvad(): Promise<Fvad>
}
