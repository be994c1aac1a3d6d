import { useEffect, useRef } from 'react'

interface CallAudioProps {
  readonly label: string
  readonly remote: MediaStream | null
}

/** The caller's ear; kept in the page so that the sound starts with the call. */
export function CallAudio({ label, remote }: CallAudioProps) {
  const audio = useRef<HTMLAudioElement>(null)
  useEffect(() => {
    if (!audio.current) return
    audio.current.srcObject = remote
    if (remote) audio.current.play().catch(() => undefined)
  }, [remote])
  // biome-ignore lint/a11y/useMediaCaption: the transcript below is the live caption of the call
  return <audio ref={audio} aria-label={label} autoPlay hidden />
}
