import { defineFace } from '#editor/fields/face.tsx'
import { KeyInput } from '#editor/fields/KeyInput.tsx'
import { ListenButton } from '#editor/fields/ListenButton.tsx'
import { More } from '#editor/fields/More.tsx'
import { NumberField } from '#editor/fields/NumberField.tsx'
import { SwitchField } from '#editor/fields/SwitchField.tsx'
import { TemplateField } from '#editor/fields/TemplateField.tsx'
import { VoicingFields } from '#editor/fields/VoicingFields.tsx'
import { t } from '#editor/i18n/t.ts'
import { voicemail } from './voicemail.ts'

export const face = defineFace(voicemail, {
  Form: ({ data, set }) => (
    <>
      <TemplateField
        label={t('What to say')}
        path="prompt"
        value={data.prompt}
        maxLength={4_000}
        placeholder={t('Please leave a message after the tone.')}
        aside={<ListenButton text={data.prompt} />}
        onChange={(prompt) => set('prompt', prompt, 'prompt')}
      />
      <div className="form-row">
        <NumberField
          label={t('Longest message')}
          path="maxLength"
          value={data.maxLength}
          min={1}
          max={3_600}
          unit={t('seconds')}
          onChange={(maxLength) => set('maxLength', maxLength, 'maxLength')}
        />
        <NumberField
          label={t('Silence that ends it')}
          path="silence"
          value={data.silence}
          min={1}
          max={60}
          step={0.5}
          unit={t('seconds')}
          onChange={(silence) => set('silence', silence, 'silence')}
        />
      </div>
      <More title={t('Advanced')}>
        <div className="field">
          <div className="field-label">{t('Key that ends it')}</div>
          <KeyInput
            label={t('Key that ends the message')}
            path="finishOnKey"
            value={data.finishOnKey}
            onChange={(key) => /^[0-9*#]?$/.test(key) && set('finishOnKey', key, 'finishOnKey')}
          />
        </div>
        <SwitchField
          label={t('Tone before the message')}
          checked={data.beep}
          onChange={(beep) => set('beep', beep)}
        />
        <VoicingFields data={data} set={set} />
      </More>
    </>
  ),
})
