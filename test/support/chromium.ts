import { existsSync } from 'node:fs'
import { build } from 'esbuild'
import { type Browser, chromium } from 'playwright-core'

const { CHROMIUM = '' } = process.env
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Where the browser is: `CHROMIUM` in the environment, else the usual places; null when absent. */
const chromiumPath: string | null =
  [CHROMIUM, ...places].find((path) => path !== '' && existsSync(path)) ?? null

/** True when browser tests can run; else skip them by name with `it.skipIf(!hasChromium)`. */
export const hasChromium = chromiumPath !== null

/**
 * Starts a headless browser as a visitor has it: no flag that relaxes ICE or autoplay.
 * `microphone` is a WAV file played as the microphone, once or (`repeats`) over and over; without it there is a
 * beeping one.
 */
export async function launchChromium(
  options: {
    readonly microphone?: string
    readonly repeats?: boolean
    /** False: the page is refused the microphone. */
    readonly hasMicrophone?: boolean
  } = {},
): Promise<Browser> {
  if (chromiumPath === null)
    throw new Error('No Chromium found: install it or set CHROMIUM to its path.')
  return chromium.launch({
    executablePath: chromiumPath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(options.hasMicrophone === false
        ? ['--deny-permission-prompts']
        : ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']),
      ...(options.microphone
        ? [
            `--use-file-for-fake-audio-capture=${options.microphone}${options.repeats ? '' : '%noloop'}`,
          ]
        : []),
    ],
  })
}

/** Bundles a browser script with what it imports into one string. */
export async function bundleScript(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'silent',
  })
  const [file] = result.outputFiles
  if (!file) throw new Error(`Nothing came out of bundling ${entry}.`)
  return file.text
}

/** A page that runs one bundled script. `</script` inside strings is kept from ending the element. */
export const pageOf = (script: string): string =>
  `<!doctype html><meta charset="utf-8"><title>test</title><body><script>${script.replaceAll('</script', '<\\/script')}</script>`
