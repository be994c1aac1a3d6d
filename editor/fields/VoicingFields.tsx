import type { Voicing } from '#shared/nodes/fields.ts'
import { languageName } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'
import { useEditor } from '../state/EditorContext.ts'
import { TextField } from './TextField.tsx'
import { VoiceField } from './VoiceField.tsx'

interface VoicingFieldsProps {
  readonly data: Voicing
  readonly set: (key: 'voice' | 'language', value: string, field: string) => void
}

/** What a language is called, under the field where its code is typed. */
export function languageHint(code: string): string {
  const name = languageName(code)
  return name === '' ? '' : t('Callers hear {language}.', { language: name })
}

/** Voice and language of one step, where they are not the flow’s. */
export function VoicingFields({ data, set }: VoicingFieldsProps) {
  const { voice, language } = useEditor((state) => state.flow.settings)
  return (
    <>
      <VoiceField
        path="voice"
        value={data.voice ?? ''}
        usual={t('The flow’s voice')}
        usualVoice={voice}
        language={data.language || language}
        onChange={(chosen) => set('voice', chosen, 'voice')}
      />
      <TextField
        label={t('Language')}
        path="language"
        value={data.language ?? ''}
        maxLength={35}
        placeholder="es-MX"
        hint={languageHint(data.language ?? '') || t('Empty: the flow’s.')}
        onChange={(chosen) => set('language', chosen, 'language')}
      />
    </>
  )
}
