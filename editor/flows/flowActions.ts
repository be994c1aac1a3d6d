import { notifications } from '@mantine/notifications'
import { createElement } from 'react'
import { client, messageOf } from '../api/client.ts'
import { queryClient, refreshLists } from '../api/queries.ts'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'

/** Makes an empty flow and gives its id. */
export async function createEmptyFlow(): Promise<string> {
  const { flow } = await client.createFlow({})
  refreshLists()
  return flow.id
}

export async function duplicateFlow(id: string): Promise<void> {
  const { flow } = await client.flow(id)
  await client.createFlow({
    flow: { ...flow, name: t('{name} copy', { name: flow.name }).slice(0, 200) },
  })
  refreshLists()
}

/** Deletes a flow; the notification brings it back. */
export async function deleteFlow(id: string): Promise<void> {
  const { flow } = await client.flow(id)
  await client.deleteFlow(id)
  await queryClient.invalidateQueries({ queryKey: ['flows'] })
  const notice = notifications.show({
    message: createElement(
      'span',
      null,
      `${t('“{name}” is deleted.', { name: flow.name })} `,
      createElement(
        'button',
        {
          type: 'button',
          className: 'plain-link',
          onClick: () => {
            notifications.hide(notice)
            client.createFlow({ flow }).then(refreshLists, (error: unknown) => {
              notifications.show({ color: 'red', message: messageOf(error) })
            })
          },
        },
        t('Undo'),
      ),
    ),
    autoClose: 10_000,
  })
}

const mebibyte = 1024 * 1024

/** Brings in a flow of ours, of Twilio Studio, or a TwiML or FML document, as a new flow; says what did not come along. */
export async function importFile(file: File): Promise<void> {
  if (file.size > 16 * mebibyte) return refuse(file, t('It is larger than 16 MB.'))
  const { importFlow } = await import('#shared/import/importFlow.ts')
  const imported = importFlow({ name: file.name, text: await file.text() })
  if (!imported.ok) {
    const [first] = imported.error
    return refuse(
      file,
      [first?.message, first?.hint]
        .map((part) => translate(part ?? ''))
        .filter(Boolean)
        .join(' '),
    )
  }
  const { flow } = await client.createFlow({ flow: structuredClone(imported.flow) })
  refreshLists()
  const { approximated, notConverted } = imported.report
  notifications.show({
    color: notConverted.length > 0 ? 'yellow' : 'green',
    autoClose: notConverted.length > 0 ? false : 6_000,
    title: t('“{name}” is imported as a new flow', { name: flow.name }),
    message: [
      approximated.length > 0 &&
        t(
          '{count, plural, one {# part works a little differently.} other {# parts work a little differently.}}',
          { count: approximated.length },
        ),
      notConverted.length > 0 &&
        t(
          '{count, plural, one {# part could not be converted; a note at its place says which and why.} other {# parts could not be converted; notes at their places say which and why.}}',
          { count: notConverted.length },
        ),
    ]
      .filter(Boolean)
      .join(' '),
  })
}

function refuse(file: File, why: string): void {
  notifications.show({
    color: 'red',
    title: t('“{name}” was not imported', { name: file.name }),
    message: why,
  })
}
