import { notifications } from '@mantine/notifications'
import { createElement } from 'react'
import type { FlowSummary, Template } from '#shared/api/api.ts'
import { client, messageOf } from '../api/client.ts'
import { refreshLists } from '../api/queries.ts'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'
import { tabId } from '../state/tab.ts'
import { readText } from './readText.ts'

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

/** Makes a flow from a template and gives its id. */
export async function createFromTemplate(template: Template, title: string): Promise<string> {
  const made = await client.createFlow({ flow: template.flow, name: title })
  refreshLists()
  return made.flow.id
}

/** Gives a flow another name; what somebody saves at the same moment stays. */
export async function renameFlow(id: string, name: string): Promise<void> {
  const { flow, revision } = await client.flow(id)
  if (flow.name !== name) await client.saveFlow({ ...flow, name }, revision, false, tabId)
  refreshLists()
}

export async function restoreFlow(id: string): Promise<void> {
  await client.restoreFlow(id)
  refreshLists()
}

/** Puts a flow into the bin; the notification takes it out again. */
export async function deleteFlow({ id, name }: Pick<FlowSummary, 'id' | 'name'>): Promise<void> {
  await client.deleteFlow(id)
  refreshLists()
  const notice = notifications.show({
    message: createElement(
      'span',
      null,
      `${t('“{name}” is deleted.', { name })} `,
      createElement(
        'button',
        {
          type: 'button',
          className: 'plain-link',
          onClick: () => {
            notifications.hide(notice)
            restoreFlow(id).catch((error: unknown) => {
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

/** Largest file that is read, bytes: with UTF-16 twice what the importer takes. */
const maxBytes = 20 * 1024 * 1024

/** Brings in a flow of ours, of Twilio Studio, or a TwiML or FML document, as a new flow; says what did not come along. */
export async function importFile(file: File): Promise<void> {
  if (file.size > maxBytes) return refuse(file.name, t('It is larger than 20 MB.'))
  const notice = notifications.show({
    loading: true,
    autoClose: false,
    withCloseButton: false,
    message: t('Reading “{name}”', { name: file.name }),
  })
  try {
    const bytes = new Uint8Array(await file.arrayBuffer())
    await importText(file.name, readText(bytes))
  } finally {
    notifications.hide(notice)
  }
}

/** Imports the text of a file; `name` tells people which one it was. */
async function importText(name: string, text: string): Promise<void> {
  const { importFlow } = await import('#shared/import/importFlow.ts')
  const imported = importFlow({ name, text })
  if (!imported.ok) {
    const [first] = imported.error
    return refuse(
      name,
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

function refuse(name: string, why: string): void {
  notifications.show({
    color: 'red',
    title: t('“{name}” was not imported', { name }),
    message: why,
  })
}
