import { useEnvironment } from '../api/queries.ts'
import { t } from '../i18n/t.ts'
import { PlayButton } from './PlayButton.tsx'
import { SelectField } from './SelectField.tsx'
import { useListening } from './useListening.ts'
import { voiceTitle } from './voiceTitle.ts'

interface VoiceFieldProps {
  readonly path: string
  readonly value: string
  /** What an empty value means. */
  readonly usual: string
  /** What is heard before anything is chosen. */
  readonly usualVoice: string
  /** BCP 47: what the voice speaks in the example. */
  readonly language: string
  readonly onChange: (voice: string) => void
}

/** In the language of the flow, whatever the screen speaks. */
const examples: Readonly<Record<string, string>> = {
  en: 'Hello, and thank you for calling. This is how I sound on the telephone.',
  de: 'Guten Tag, schön, dass Sie anrufen. So klinge ich am Telefon.',
  es: 'Buenos días, gracias por su llamada. Así sueno por teléfono.',
  fr: 'Bonjour, merci de votre appel. Voici ma voix au téléphone.',
}
const exampleIn = (language: string): string =>
  examples[language.slice(0, 2).toLowerCase()] ?? examples['en'] ?? ''

/** One of the voices that the installation speaks with, and how it sounds. */
export function VoiceField(props: VoiceFieldProps) {
  const { path, value, usual, usualVoice, language, onChange } = props
  const environment = useEnvironment()
  const { isPlaying, listen, stop } = useListening()
  const voices = environment.data?.synthesizer.voices ?? []
  const offered = voices.includes(value) || value === '' ? voices : [...voices, value]
  return (
    <SelectField
      label={t('Voice')}
      path={path}
      value={value}
      aside={
        <PlayButton
          isPlaying={isPlaying}
          onPlay={() => void listen(exampleIn(language), value || usualVoice, language)}
          onStop={stop}
        />
      }
      options={[
        { value: '', title: usual },
        ...offered.map((voice) => ({ value: voice, title: voiceTitle(voice) })),
      ]}
      onChange={onChange}
    />
  )
}
