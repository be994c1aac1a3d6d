/** Makes the clock and randomness throw: what lives in shared/ takes both from events. */
const forbidden = (name: string) => () => {
  throw new Error(`${name} is not available in shared/: time and randomness arrive in events`)
}
Object.assign(globalThis.Math, { random: forbidden('Math.random') })
