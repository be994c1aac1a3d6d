import { notifications } from '@mantine/notifications'
import { useCallback, useEffect, useRef, useState } from 'react'
import { client, messageOf } from '../api/client.ts'
import { t } from '../i18n/t.ts'

interface Heard {
  readonly text: string
  readonly seconds: number
}

/** Plays one text at a time, as the server speaks it; `heard` is how long the last one took. */
export function useListening() {
  const [isPlaying, setPlaying] = useState(false)
  const [heard, setHeard] = useState<Heard | null>(null)
  const audio = useRef<HTMLAudioElement | null>(null)
  const stop = useCallback(() => {
    audio.current?.pause()
    audio.current = null
    setPlaying(false)
  }, [])
  useEffect(() => stop, [stop])
  const listen = async (text: string, voice: string, language: string) => {
    setPlaying(true)
    try {
      const spoken = text.replace(/\{\{.*?\}\}/g, '…').slice(0, 2_000)
      const url = URL.createObjectURL(await client.speech(spoken, voice, language))
      const player = new Audio(url)
      audio.current = player
      player.addEventListener('ended', stop)
      player.addEventListener('loadedmetadata', () => {
        if (Number.isFinite(player.duration)) setHeard({ text, seconds: player.duration })
      })
      player.addEventListener('pause', () => URL.revokeObjectURL(url), { once: true })
      await player.play()
    } catch (error) {
      stop()
      notifications.show({
        color: 'red',
        title: t('This cannot be played'),
        message: messageOf(error),
      })
    }
  }
  return { isPlaying, heard, listen, stop }
}
