import { useState } from 'react'
import { presetOf } from '#shared/api/providerPresets.ts'
import type { ProviderInput } from '#shared/api/providers.ts'
import { More } from '../../fields/More.tsx'
import { SwitchField } from '../../fields/SwitchField.tsx'
import { TextField } from '../../fields/TextField.tsx'
import { t } from '../../i18n/t.ts'

interface AudioFieldsProps {
  readonly input: ProviderInput
  readonly set: (changes: Partial<ProviderInput>) => void
}

/** Whether a server also speaks and understands, and what its words cost. */
export function AudioFields({ input, set }: AudioFieldsProps) {
  const { speech, transcription } = input
  const usual = presetOf(input.preset)
  return (
    <>
      <SwitchField
        label={t('It speaks (/audio/speech)')}
        checked={speech !== null}
        onChange={(isOn) =>
          set({
            speech: isOn ? { voice: '', ...(usual?.speech ?? { model: '' }), voices: [] } : null,
          })
        }
      />
      {speech && (
        <div className="provider-inset">
          <div className="provider-pair">
            <TextField
              label={t('Model for speech')}
              path="speech.model"
              value={speech.model}
              maxLength={200}
              mono
              onChange={(model) => set({ speech: { ...speech, model } })}
            />
            <TextField
              label={t('Standard voice')}
              path="speech.voice"
              value={speech.voice}
              maxLength={100}
              placeholder="alloy"
              mono
              onChange={(voice) => set({ speech: { ...speech, voice } })}
            />
          </div>
          <VoicesField
            voices={speech.voices}
            onChange={(voices) => set({ speech: { ...speech, voices } })}
          />
        </div>
      )}
      <SwitchField
        label={t('It understands speech (/audio/transcriptions)')}
        checked={transcription !== null}
        onChange={(isOn) =>
          set({ transcription: isOn ? { model: usual?.transcription ?? '' } : null })
        }
      />
      {transcription && (
        <div className="provider-inset">
          <TextField
            label={t('Model for recognition')}
            path="transcription.model"
            value={transcription.model}
            maxLength={200}
            placeholder="whisper-1"
            mono
            onChange={(model) => set({ transcription: { model } })}
          />
        </div>
      )}
      <More title={t('Costs')}>
        <PriceFields price={input.price} onChange={(price) => set({ price })} />
      </More>
    </>
  )
}

interface VoicesFieldProps {
  readonly voices: readonly string[]
  readonly onChange: (voices: string[]) => void
}

function VoicesField({ voices, onChange }: VoicesFieldProps) {
  const [text, setText] = useState(() => voices.join(', '))
  return (
    <TextField
      label={t('Voices to choose from')}
      path="speech.voices"
      value={text}
      mono
      placeholder="alloy, nova, onyx"
      hint={t('Names with commas between, for the settings of flows. Empty: OpenAI’s.')}
      onChange={(next) => {
        setText(next)
        onChange(
          next
            .split(/[,\n]/)
            .map((name) => name.trim())
            .filter(Boolean),
        )
      }}
    />
  )
}

interface PriceFieldsProps {
  readonly price: ProviderInput['price']
  readonly onChange: (price: ProviderInput['price']) => void
}

function PriceFields({ price, onChange }: PriceFieldsProps) {
  const [input, setInput] = useState(price ? String(price.input) : '')
  const [output, setOutput] = useState(price ? String(price.output) : '')
  const take = (nextInput: string, nextOutput: string) => {
    setInput(nextInput)
    setOutput(nextOutput)
    const numbers = [nextInput, nextOutput].map((text) => Number(text.replace(',', '.') || 'none'))
    const [first = Number.NaN, second = Number.NaN] = numbers
    onChange(first >= 0 && second >= 0 ? { input: first, output: second } : null)
  }
  return (
    <div className="provider-pair">
      <TextField
        label={t('A million tokens read')}
        path="price.input"
        value={input}
        placeholder="0.15"
        hint={t('In your currency; both empty: costs are not counted.')}
        onChange={(text) => take(text, output)}
      />
      <TextField
        label={t('A million tokens written')}
        path="price.output"
        value={output}
        placeholder="0.60"
        onChange={(text) => take(input, text)}
      />
    </div>
  )
}
