import { notifications } from '@mantine/notifications'
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { secondsOf } from '#shared/compile/prompts.ts'
import { client, messageOf } from '../api/client.ts'
import { formatCount } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'
import { useEditor } from '../state/EditorContext.ts'

/** Plays a text in the voice that callers hear. */
export function ListenButton({ text }: { readonly text: string }) {
  const { voice, language } = useEditor((state) => state.flow.settings)
  const [isPlaying, setPlaying] = useState(false)
  const [heard, setHeard] = useState<{ readonly text: string; readonly seconds: number } | null>(
    null,
  )
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
  if (text.trim() === '') return null
  const real = heard?.text === text ? heard.seconds : null
  const seconds = formatCount(real ?? Math.max(1, Math.round(secondsOf(text))), {
    maximumFractionDigits: 1,
  })
  return (
    <span className="listen">
      <span
        className="listen-length"
        title={real === null ? t('Guessed by the length of the text') : t('As it was spoken')}
      >
        {real === null ? t('about {seconds} s', { seconds }) : t('{seconds} s', { seconds })}
      </span>
      <button
        type="button"
        className="small-button"
        onClick={() => (isPlaying ? stop() : void listen())}
      >
        {isPlaying ? <IconPlayerStop size={12} /> : <IconPlayerPlay size={12} />}
        {isPlaying ? t('Stop') : t('Listen')}
      </button>
    </span>
  )
}
