import type { Voicing } from '#shared/nodes/fields.ts'
import { t } from '../i18n/t.ts'
import { TextField } from './TextField.tsx'

interface VoicingFieldsProps {
  readonly data: Voicing
  readonly set: (key: 'voice' | 'language', value: string, field: string) => void
}

/** Voice and language of one step, where they are not the flow’s. */
export function VoicingFields({ data, set }: VoicingFieldsProps) {
  return (
    <div className="form-row">
      <TextField
        label={t('Language')}
        path="language"
        value={data.language ?? ''}
        maxLength={35}
        placeholder="es-MX"
        hint={t('Empty: the flow’s.')}
        onChange={(language) => set('language', language, 'language')}
      />
      <TextField
        label={t('Voice')}
        path="voice"
        value={data.voice ?? ''}
        maxLength={100}
        hint={t('Empty: the flow’s.')}
        onChange={(voice) => set('voice', voice, 'voice')}
      />
    </div>
  )
}
