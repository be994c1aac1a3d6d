/** Rings, a second and a half in four, until the returned function is called. A browser that plays nothing yet stays silent. */
export function startRinging(): () => void {
  const context = new AudioContext()
  const gain = context.createGain()
  gain.gain.value = 0
  gain.connect(context.destination)
  const voices = [440, 480].map((frequency) => {
    const voice = context.createOscillator()
    voice.frequency.value = frequency
    voice.connect(gain)
    voice.start()
    return voice
  })
  const start = context.currentTime
  // A minute of rings: a transfer gives up before.
  for (let ring = 0; ring < 20; ring++) {
    const at = start + ring * 4
    gain.gain.setValueAtTime(0, at)
    gain.gain.linearRampToValueAtTime(0.08, at + 0.05)
    gain.gain.setValueAtTime(0.08, at + 1.5)
    gain.gain.linearRampToValueAtTime(0, at + 1.6)
  }
  return () => {
    for (const voice of voices) voice.stop()
    void context.close()
  }
}
