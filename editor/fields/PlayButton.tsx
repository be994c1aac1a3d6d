import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { t } from '../i18n/t.ts'

interface PlayButtonProps {
  readonly isPlaying: boolean
  readonly onPlay: () => void
  readonly onStop: () => void
}

/** Starts what can be heard, and stops it. */
export function PlayButton({ isPlaying, onPlay, onStop }: PlayButtonProps) {
  return (
    <button type="button" className="small-button" onClick={isPlaying ? onStop : onPlay}>
      {isPlaying ? <IconPlayerStop size={12} /> : <IconPlayerPlay size={12} />}
      {isPlaying ? t('Stop') : t('Listen')}
    </button>
  )
}
