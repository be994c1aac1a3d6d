import { secondsOf } from '#shared/compile/prompts.ts'
import { formatCount } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'
import { useEditor } from '../state/EditorContext.ts'
import { PlayButton } from './PlayButton.tsx'
import { useListening } from './useListening.ts'

/** Plays a text in the voice that callers hear. */
export function ListenButton({ text }: { readonly text: string }) {
  const { voice, language } = useEditor((state) => state.flow.settings)
  const { isPlaying, heard, listen, stop } = useListening()
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
      <PlayButton
        isPlaying={isPlaying}
        onPlay={() => void listen(text, voice, language)}
        onStop={stop}
      />
    </span>
  )
}
