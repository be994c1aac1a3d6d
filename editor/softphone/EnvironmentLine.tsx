import { useEnvironment } from '../api/queries.ts'
import { rich } from '../i18n/rich.tsx'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'
import { hasOwnRecognition } from './useOwnRecognition.ts'

/** Which recogniser, voice and model this computer has, and what would improve them. */
export function EnvironmentLine({ withRemedies }: { readonly withRemedies: boolean }) {
  const { data } = useEnvironment()
  if (!data) return null
  const { recognizer, synthesizer, model } = data
  const ears = recognizer.available
    ? plainName(recognizer.name)
    : hasOwnRecognition()
      ? t('this browser')
      : t('typed words only')
  return (
    <div className="environment">
      {rich('Hears with {ears}, speaks with {voice}, thinks with {model}.', {
        ears: <b title={recognizer.name}>{ears}</b>,
        voice: <b title={synthesizer.name}>{plainName(synthesizer.name)}</b>,
        model: <b title={model.name}>{plainName(model.name)}</b>,
      })}
      {withRemedies &&
        [recognizer.remedy, model.remedy].map(
          (remedy) => remedy !== null && <div key={remedy}>{translate(remedy)}</div>,
        )}
    </div>
  )
}

/** What is built in is called so; what was chosen in the settings keeps its name. */
function plainName(name: string): string {
  switch (name) {
    case 'flite':
      return t('the built-in voice')
    case 'pocketsphinx':
      return t('the built-in recognition')
    case 'offline responder':
      return t('the built-in responder')
    default:
      return name
  }
}
