import { useEnvironment } from '../api/queries.ts'
import { hasOwnRecognition } from './useOwnRecognition.ts'

/** Which recogniser, voice and model this computer has, and what would improve them. */
export function EnvironmentLine({ withRemedies }: { readonly withRemedies: boolean }) {
  const { data } = useEnvironment()
  if (!data) return null
  const { recognizer, synthesizer, model } = data
  const ears = recognizer.available
    ? recognizer.name
    : hasOwnRecognition()
      ? 'this browser'
      : 'typed words only'
  return (
    <div className="environment">
      Hears with <b>{ears}</b>, speaks with <b>{synthesizer.name}</b>, thinks with{' '}
      <b>{model.name}</b>.
      {withRemedies &&
        [recognizer.remedy, model.remedy].map(
          (remedy) => remedy !== null && <div key={remedy}>{remedy}</div>,
        )}
    </div>
  )
}
