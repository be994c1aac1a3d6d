import { useEffect, useRef } from 'react'
import { t } from '../i18n/t.ts'

/** How loud the microphone is right now; drawn without React, 60 times a second. */
export function MicLevel({ stream }: { readonly stream: MediaStream | null }) {
  const bar = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!stream) return
    const context = new AudioContext()
    const analyser = context.createAnalyser()
    analyser.fftSize = 512
    context.createMediaStreamSource(stream).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    let frame = 0
    const draw = () => {
      analyser.getFloatTimeDomainData(samples)
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
      // Speech lies between -60 dB and -10 dB.
      const level = Math.min(1, Math.max(0, (10 * Math.log10(power + 1e-9) + 60) / 50))
      bar.current?.style.setProperty('transform', `scaleX(${level.toFixed(3)})`)
      frame = requestAnimationFrame(draw)
    }
    draw()
    return () => {
      cancelAnimationFrame(frame)
      bar.current?.style.removeProperty('transform')
      void context.close()
    }
  }, [stream])
  return (
    <span className="mic-level" role="img" aria-label={t('Microphone level')}>
      <i ref={bar} />
    </span>
  )
}
