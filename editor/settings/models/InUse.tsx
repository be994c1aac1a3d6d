import { notifications } from '@mantine/notifications'
import { builtIn, type Choices, type Provider, type Providers } from '#shared/api/providers.ts'
import { messageOf } from '../../api/client.ts'
import { useEnvironment } from '../../api/queries.ts'
import { SelectField } from '../../fields/SelectField.tsx'
import { t } from '../../i18n/t.ts'
import { translate } from '../../i18n/translate.ts'
import { providersApi, refreshProviders } from './providersApi.ts'

interface Option {
  readonly value: string
  readonly title: string
}

/** Who thinks, speaks and understands, when a flow says nothing else. */
export function InUse({ providers, choices, inUse }: Providers) {
  const { data: environment } = useEnvironment()
  const choose = (changes: Partial<Choices>) => {
    providersApi
      .choose({ ...choices, ...changes })
      .then(refreshProviders)
      .catch((error: unknown) =>
        notifications.show({
          color: 'red',
          title: t('That did not work'),
          message: messageOf(error),
        }),
      )
  }
  const models = modelsOf(providers)
  const titleOf = (id: string) => providers.find((provider) => provider.id === id)?.title ?? id
  const automatic = (now: string) => ({ value: '', title: t('Automatic: {name}', { name: now }) })
  const speaks = providers.filter(({ speech }) => speech !== null).map(toOption)
  const hears = providers.filter(({ transcription }) => transcription !== null).map(toOption)
  const responder = { value: builtIn, title: t('Built-in responder') }
  const voice = { value: builtIn, title: t('Built-in voice') }
  const ears = { value: builtIn, title: t('Built-in recognition') }
  const nowModel = models.find(({ value }) => value === inUse.model)?.title ?? responder.title
  const nowVoice = inUse.speech === builtIn ? voice.title : titleOf(inUse.speech)
  const nowEars = inUse.transcription === builtIn ? ears.title : titleOf(inUse.transcription)
  return (
    <div className="models-use">
      <SelectField
        label={t('Conversations')}
        path="model"
        value={choices.model}
        options={withChosen([automatic(nowModel), ...models, responder], choices.model)}
        hint={
          inUse.model === builtIn
            ? t(
                'The built-in responder follows simple rules: it collects values and answers from the facts of a step, in English. Add a provider for real conversations.',
              )
            : t('Agents and decisions use it when they name no other.')
        }
        onChange={(model) => choose({ model })}
      />
      <SelectField
        label={t('When that model fails')}
        path="fallback"
        value={choices.fallback}
        options={withChosen(
          [{ value: '', title: t('Nobody: the step’s way “Failed”') }, ...models],
          choices.fallback,
        )}
        hint={t('Asked at once when the first does not answer, so that callers notice little.')}
        onChange={(fallback) => choose({ fallback })}
      />
      <SelectField
        label={t('Speech')}
        path="speech"
        value={choices.speech}
        options={[automatic(nowVoice), ...speaks, voice]}
        hint={
          inUse.speech === builtIn
            ? translate(environment?.synthesizer.remedy ?? '') ||
              t('Works without any service. A provider’s voices sound more natural.')
            : t('A sentence that it cannot say in time is said by the built-in voice.')
        }
        onChange={(speech) => choose({ speech })}
      />
      <SelectField
        label={t('Recognition')}
        path="transcription"
        value={choices.transcription}
        options={[automatic(nowEars), ...hears, ears]}
        hint={
          inUse.transcription === builtIn
            ? translate(environment?.recognizer.remedy ?? '') ||
              t(
                'Understands English: menus well, free speech in part. A provider understands more, and other languages.',
              )
            : t('What it cannot understand in time is left to the built-in recognition.')
        }
        onChange={(transcription) => choose({ transcription })}
      />
      {models.length > 0 && (
        <SelectField
          label={t('Searching documents')}
          path="embeddings"
          value={choices.embeddings}
          options={withChosen(
            [{ value: '', title: t('By their words') }, ...models],
            choices.embeddings,
          )}
          hint={t('An embedding model finds passages by what they mean.')}
          onChange={(embeddings) => choose({ embeddings })}
        />
      )}
    </div>
  )
}

const toOption = ({ id, title }: Provider): Option => ({ value: id, title })

const modelsOf = (providers: readonly Provider[]): readonly Option[] =>
  providers.flatMap(({ id, title, model, models }) =>
    [...new Set([...(model === '' ? [] : [model]), ...(models ?? [])])].map((name) => ({
      value: `${id}/${name}`,
      title: `${name} · ${title}`,
    })),
  )

/** A choice whose server is away stays in sight. */
const withChosen = (options: readonly Option[], chosen: string): readonly Option[] =>
  options.some(({ value }) => value === chosen)
    ? options
    : [...options, { value: chosen, title: chosen }]
