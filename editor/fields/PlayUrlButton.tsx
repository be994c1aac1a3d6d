import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { t } from '../i18n/t.ts'

interface PlayUrlButtonProps {
  readonly url: string
  readonly name: string
}

/** Plays a recording of this server in the browser. */
export function PlayUrlButton({ url, name }: PlayUrlButtonProps) {
  const player = useRef<HTMLAudioElement | null>(null)
  const [isPlaying, setPlaying] = useState(false)
  const stop = () => {
    player.current?.pause()
    player.current = null
    setPlaying(false)
  }
  useEffect(() => () => player.current?.pause(), [])
  const play = () => {
    const audio = new Audio(url)
    player.current = audio
    audio.addEventListener('ended', stop)
    setPlaying(true)
    audio.play().catch(stop)
  }
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={isPlaying ? t('Stop {name}', { name }) : t('Listen to {name}', { name })}
      onClick={() => (isPlaying ? stop() : play())}
    >
      {isPlaying ? <IconPlayerStop size={13} /> : <IconPlayerPlay size={13} />}
    </button>
  )
}
