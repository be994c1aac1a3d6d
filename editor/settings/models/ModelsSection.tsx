import { useEnvironment } from '../../api/queries.ts'
import { t } from '../../i18n/t.ts'
import { translate } from '../../i18n/translate.ts'

/** What this installation thinks, speaks and listens with. */
export function ModelsSection() {
  const { data } = useEnvironment()
  return (
    <section aria-label={t('Models and voices')}>
      <h2>{t('Models and voices')}</h2>
      {data && (
        <ul>
          {[data.model, data.synthesizer, data.recognizer].map(({ name, remedy }) => (
            <li key={name}>
              {name} {translate(remedy ?? '')}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
