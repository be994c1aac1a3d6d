import { useEffect, useRef } from 'react'
import { usePhone } from './usePhone.ts'

interface CallAudioProps {
  readonly label: string
  readonly remote: MediaStream | null
}

/** The ear of a call, at the speaker that was chosen; kept in the page so that the sound starts with the call. */
export function CallAudio({ label, remote }: CallAudioProps) {
  const speakerId = usePhone((phone) => phone.speakerId)
  const audio = useRef<HTMLAudioElement>(null)
  useEffect(() => {
    if (!audio.current) return
    audio.current.srcObject = remote
    if (remote) audio.current.play().catch(() => undefined)
  }, [remote])
  useEffect(() => {
    // A speaker that is gone leaves the sound where it is.
    if (audio.current && canChooseSpeaker())
      audio.current.setSinkId(speakerId).catch(() => undefined)
  }, [speakerId])
  // biome-ignore lint/a11y/useMediaCaption: the transcript is the live caption of the call
  return <audio ref={audio} aria-label={label} autoPlay hidden />
}

/** Whether this browser lets a page choose where it is heard. */
export const canChooseSpeaker = (): boolean => 'setSinkId' in HTMLMediaElement.prototype
