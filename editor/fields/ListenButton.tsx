import { notifications } from '@mantine/notifications'
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { client, messageOf } from '../api/client.ts'
import { t } from '../i18n/t.ts'
import { useEditor } from '../state/EditorContext.ts'

/** Plays a text in the voice that callers hear. */
export function ListenButton({ text }: { readonly text: string }) {
  const { voice, language } = useEditor((state) => state.flow.settings)
  const [isPlaying, setPlaying] = useState(false)
  const audio = useRef<HTMLAudioElement | null>(null)
  const stop = useCallback(() => {
    audio.current?.pause()
    audio.current = null
    setPlaying(false)
  }, [])
  useEffect(() => stop, [stop])
  const listen = async () => {
    setPlaying(true)
    try {
      const spoken = text.replace(/\{\{.*?\}\}/g, '…').slice(0, 2_000)
      const url = URL.createObjectURL(await client.speech(spoken, voice, language))
      const player = new Audio(url)
      audio.current = player
      player.addEventListener('ended', stop)
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
  if (text.trim() === '') return null
  return (
    <button
      type="button"
      className="small-button"
      onClick={() => (isPlaying ? stop() : void listen())}
    >
      {isPlaying ? <IconPlayerStop size={12} /> : <IconPlayerPlay size={12} />}
      {isPlaying ? t('Stop') : t('Listen')}
    </button>
  )
}
